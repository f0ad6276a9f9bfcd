/**
 * @file Shell: the window layout: the top bar with the pages, training settings, open page and status bar, with dialogs
 * above them.
 */
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { statusBarText as barText } from '../../messages/en/shell/header'
import { pagesText as text } from '../../messages/en/shell/pages'
import { message, Refusal } from '../../messages/message'
import { BACKEND_NAMES } from '../../protocol/backend'
import { hidesPage, lessonOn } from '../../studio/lessons/lesson-restrictions'
import { errorNotice } from '../../studio/notice'
import type { AppState } from '../../studio/state'
import { useRunCommand, useSelect } from '../studio-context'
import { PlanBar } from '../training-plan/plan-bar'
import { type DialogName, DialogsProvider } from './dialogs-context'
import { ErrorBoundary } from './error-boundary'
import { useFileDrop } from './file-drop'
import { Header } from './header'
import { LazyBoundary, LoadingStatus } from './lazy-boundary'
import { pageOf, TABS } from './pages'
import { pageTitle, RunStatus, TRAINING_PAGES } from './run-status'
import { SavedState } from './saved-state'
import styles from './shell.module.css'
import { useShortcuts } from './shortcuts'
import barStyles from './status-bar.module.css'
import { useTheme } from './use-theme'

const KEY = '#project='

interface AddressLink {
  readonly fragment: string
  /** Removes the project from the URL, so that a reload does not show it again. */
  readonly done: () => void
}

/** The project link in the URL, at page load or after a later URL change. */
function useAddressLink(): AddressLink | undefined {
  const [fragment, setFragment] = useState(readFragment)
  useEffect(() => {
    const update = () => setFragment(readFragment())
    window.addEventListener('hashchange', update)
    return () => window.removeEventListener('hashchange', update)
  }, [])
  const done = useCallback(() => {
    if (readFragment()) history.replaceState(history.state, '', location.pathname + location.search)
    setFragment(undefined)
  }, [])
  return fragment === undefined ? undefined : { fragment, done }
}

function readFragment(): string | undefined {
  return location.hash.startsWith(KEY) ? location.hash : undefined
}

const OpenDialog = lazy(() => import('./open-dialog'))
const LateServices = lazy(() => window.netloom.ready.catch(() => undefined).then(() => import('./late-services')))
const LessonBar = lazy(() => import('./lesson-bar'))
const ImportDialog = lazy(() => import('../pages/data/import/import-dialog'))
const LinkPreview = lazy(() => import('./link-preview'))

/** The window layout. `main.tsx` wraps it in the studio's context. */
export function Shell() {
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const ready = useSelect((state) => state.ready)
  const choosing = useSelect((state) => state.choosing !== null)
  const run = useRunCommand()
  const link = useAddressLink()
  return (
    <DialogsProvider value={setDialog}>
      <Page />
      {dialog && (
        <LazyBoundary key={dialog} onRemove={() => setDialog(null)}>
          <OpenDialog name={dialog} />
        </LazyBoundary>
      )}
      {choosing && (
        <LazyBoundary onRemove={() => run('data.closeChoosing')}>
          <ImportDialog />
        </LazyBoundary>
      )}
      {ready && link && (
        <LazyBoundary key={link.fragment} onRemove={link.done}>
          <LinkPreview fragment={link.fragment} onClose={link.done} />
        </LazyBoundary>
      )}
    </DialogsProvider>
  )
}

function Page() {
  useTheme()
  useShortcuts()
  useErrorNotices()
  usePageTitle()
  useFileDrop()
  const page = useSelect((state) => state.room)
  const { title, View } = pageOf(page)
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#room">
        {text.skipTo({ page: title })}
      </a>
      <Header>
        <PageTabs />
      </Header>
      {TRAINING_PAGES.has(page) && <PlanBar />}
      <LessonBarSlot />
      <main id="room" className={styles.content} tabIndex={-1} aria-label={title}>
        <ErrorBoundary key={page} part={title}>
          <Suspense fallback={<LoadingStatus what={title} />}>
            <View />
          </Suspense>
        </ErrorBoundary>
      </main>
      <StatusBar />
      <LazyBoundary onRemove={() => undefined}>
        <LateServices />
      </LazyBoundary>
    </div>
  )
}

/** The place for the lesson bar above the page; its height is zero while no lesson is open. */
function LessonBarSlot() {
  const on = useSelect((state) => lessonOn(state) !== undefined)
  return <div className={styles.lesson}>{on && <Suspense>{<LessonBar />}</Suspense>}</div>
}

/** Minimum time between changes to the page title, in ms. */
const TITLE_INTERVAL_MS = 1000

/**
 * Sets the page title at most once per second, because short epochs would change it faster than a browser can display
 * it.
 */
function usePageTitle(): void {
  const title = useSelect(pageTitle)
  const shownAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const due = setTimeout(
      () => {
        shownAt.current = performance.now()
        document.title = title
      },
      Math.max(0, shownAt.current + TITLE_INTERVAL_MS - performance.now()),
    )
    return () => clearTimeout(due)
  }, [title])
}

/** Listens for uncaught errors and unhandled rejections, and shows them as notices. */
function useErrorNotices(): void {
  const run = useRunCommand()
  useEffect(() => {
    const report = (error: unknown) => {
      if (error instanceof Refusal) return run('notice.show', errorNotice(error))
      const why = error instanceof Error ? error.message : String(error)
      run('notice.show', { tone: 'bad', message: message('netloom-error', { why }) })
    }
    const onError = (event: ErrorEvent) => {
      // Browsers report an error when a ResizeObserver loop is resolved one frame later, but this is harmless.
      if (!event.message.startsWith('ResizeObserver')) report(event.error ?? event.message)
    }
    const onRejection = (event: PromiseRejectionEvent) => report(event.reason)
    window.addEventListener('error', onError)
    window.addEventListener('unhandledrejection', onRejection)
    return () => {
      window.removeEventListener('error', onError)
      window.removeEventListener('unhandledrejection', onRejection)
    }
  }, [run])
}

/** The pages as tabs of the top bar. */
export function PageTabs() {
  const openPage = useSelect((state) => state.room)
  const hidden = useSelect((state) => lessonOn(state)?.lesson.hides?.pages)
  const pages = hidden ? TABS.filter((entry) => !hidden.includes(entry.id)) : TABS
  const run = useRunCommand()
  return (
    <nav className={styles.tabs} aria-label={text.label}>
      {pages.map((entry) => (
        // biome-ignore lint/a11y/useValidAnchor: a link, so that its name is not that of a button: "Train" is both
        <a
          key={entry.id}
          href="#room"
          aria-current={entry.id === openPage ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault()
            run('room.open', { room: entry.id })
          }}
        >
          {entry.title}
        </a>
      ))}
    </nav>
  )
}

/**
 * The bar at the bottom of the window: slots of a fixed width, so that nothing in it moves while a run changes their
 * content. The slot in the middle is empty, because notices appear there.
 */
function StatusBar() {
  const parameters = useSelect((state) => state.report.totalParameters)
  const offline = useSelect((state) => state.storage.offlineReady)
  const isPresenting = useSelect((state) => state.present)
  const speed = useSelect((state) => (state.run.tag === 'training' ? state.run.stepsPerSecond : undefined))
  return (
    <footer className={barStyles.bar}>
      <RunStatus />
      <span className={`${barStyles.speed} ${barStyles.brief}`}>
        {speed !== undefined && speed > 0 && barText.speed({ stepsPerSecond: speed })}
      </span>
      <span className={barStyles.message} />
      <span className={`${barStyles.parameters} ${barStyles.brief}`}>{barText.parameters({ parameters })}</span>
      {isPresenting ? <LeavePresentMode /> : <BackendButton />}
      {offline && <span className={`${barStyles.wide} ${barStyles.brief}`}>{barText.offline}</span>}
      <SavedState />
    </footer>
  )
}

/** The way out of present mode; another one is Escape. */
function LeavePresentMode() {
  const run = useRunCommand()
  return (
    <button
      type="button"
      className={barStyles.backend}
      data-tip={barText.leavePresentModeTip}
      onClick={() => run('theme.present')}
    >
      {barText.leavePresentMode}
    </button>
  )
}

function BackendButton() {
  const name = useSelect(backendName)
  const reason = useSelect(backendReason)
  const hidden = useSelect((state) => hidesPage(state, 'machine'))
  const run = useRunCommand()
  return (
    <button
      type="button"
      className={`${barStyles.backend} ${barStyles.brief}`}
      data-tip={reason}
      aria-label={barText.backend.spoken({ name, tip: reason })}
      disabled={hidden}
      onClick={() => run('room.open', { room: 'machine' })}
    >
      {name}
    </button>
  )
}

function backendName({ run, machine }: AppState): string {
  const chosen = run.tag === 'idle' ? undefined : run.chosen
  if (!chosen)
    return machine.choice === 'auto'
      ? barText.backend.fastest
      : barText.backend.chosen({ backend: BACKEND_NAMES[machine.choice] })
  const backend = BACKEND_NAMES[chosen.backend]
  return chosen.adapter
    ? barText.backend.onAdapter({ backend, adapter: chosen.adapter })
    : barText.backend.chosen({ backend })
}

function backendReason({ run, machine }: AppState): string {
  const chosen = run.tag === 'idle' ? undefined : run.chosen
  if (chosen) return chosen.reason
  return machine.choice === 'auto' ? barText.backend.fastestTip : barText.backend.chosenTip
}
