/**
 * @file Shell: the window layout: header, training settings, rail, open page and status bar, with dialogs and notices
 * above them.
 */
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { pagesText as text } from '../../messages/en/shell/pages'
import { message, Refusal } from '../../messages/message'
import { lessonOn } from '../../studio/lessons/lesson-restrictions'
import { errorNotice } from '../../studio/notice'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import { PlanBar } from '../training-plan/plan-bar'
import { type DialogName, DialogsProvider } from './dialogs-context'
import { ErrorBoundary } from './error-boundary'
import { Header } from './header'
import { LazyBoundary, LoadingStatus } from './lazy-boundary'
import { Rail } from './navigation-rail'
import { Notices } from './notices'
import { pageOf } from './pages'
import { pageTitle } from './run-status'
import styles from './shell.module.css'
import { useShortcuts } from './shortcuts'
import { StatusBar } from './status-bar'
import { useIsHidden } from './unless-hidden'
import { useFocusRecovery } from './use-focus-recovery'
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
// Loads after the first page, because nothing is announced before the studio is ready.
const Announcer = lazy(() => window.netloom.ready.catch(() => undefined).then(() => import('./announcer')))
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
  useFileDrop()
  useErrorNotices()
  useFocusRecovery()
  usePageTitle()
  const page = useSelect((state) => state.room)
  const { title, View } = pageOf(page)
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#room">
        {text.skipTo({ page: title })}
      </a>
      <Header />
      <PlanBar />
      <LessonBarSlot />
      <Rail />
      <main id="room" className={styles.content} tabIndex={-1} aria-label={title}>
        <ErrorBoundary key={page} part={title}>
          <Suspense fallback={<LoadingStatus what={title} />}>
            <View />
          </Suspense>
        </ErrorBoundary>
      </main>
      <StatusBar />
      <Notices />
      <Suspense>
        <Announcer />
      </Suspense>
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

/** The Chromium API that passes files to the installed app. */
interface LaunchQueue {
  setConsumer(consume: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void
}

/** Handles dropped files and files from the launch queue of the installed app. */
function useFileDrop(): void {
  const run = useRunCommand()
  const studio = useStudio()
  const isHidden = useIsHidden('data.choose')
  useEffect(() => {
    if (isHidden) return
    const closing = new AbortController()
    const { signal } = closing
    const mark = (isOver: boolean) => document.body.toggleAttribute('data-dropping', isOver)
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true
    document.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        mark(true)
      },
      { signal },
    )
    document.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && mark(false), { signal })
    // Use the capture phase, because elements that handle dropped files stop the event from bubbling.
    document.addEventListener('drop', () => mark(false), { signal, capture: true })
    document.addEventListener(
      'drop',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        // The items are valid only during the event, so collect the entries now and read them later.
        const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? [])
        const files = [...(event.dataTransfer?.files ?? [])]
        void import('../pages/data/import/dropped-files').then(({ gatherDropped: takeDropped }) =>
          takeDropped(studio, entries, files),
        )
      },
      { signal },
    )
    const { launchQueue } = window as { launchQueue?: LaunchQueue }
    launchQueue?.setConsumer(({ files }) => {
      if (files.length === 0) return
      void Promise.all(files.map(async (handle) => ({ path: handle.name, file: await handle.getFile() }))).then(
        (chosen) => run('data.choose', { files: chosen }),
      )
    })
    return () => closing.abort()
  }, [run, studio, isHidden])
}
