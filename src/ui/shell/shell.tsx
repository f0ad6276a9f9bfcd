/** @file Shell: the whole window. Header, training settings, rail, the open page and status bar; dialogs and notifications above them. */
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { pagesText as text } from '../../messages/en/shell/pages'
import { lessonOn } from '../../studio/lesson'
import type { Room } from '../../studio/state'
import { PlanStrip } from '../plan/plan-strip'
import { useRun, useSelect } from '../studio-context'
import { BuildRoom } from '../pages/build-page'
import { type DialogName, DialogsProvider } from './dialogs-context'
import { ErrorBoundary } from './error-boundary'
import { Header } from './header'
import { Lazily } from './lazily'
import { Notices } from './notices'
import { Rail } from './rail'
import { ROOMS } from './pages'
import { pageTitle } from './run-status'
import styles from './shell.module.css'
import { StatusBar } from './status-bar'
import { useFileDrop } from './use-file-drop'
import { useKeptFocus } from './use-kept-focus'
import { useLink } from './use-link'
import { useErrorNotices } from './use-error-notices'
import { useShortcuts } from './use-shortcuts'
import { useTheme } from './use-theme'
import { Waiting } from './waiting'

const DataRoom = lazy(() => import('../pages/data-page'))
const TrainRoom = lazy(() => import('../pages/train-page'))
const EvaluateRoom = lazy(() => import('../pages/evaluate-page'))
const OperateRoom = lazy(() => import('../pages/operate-page'))
const MachineRoom = lazy(() => import('../pages/machine-page'))
const OpenDialog = lazy(() => import('./open-dialog'))
const Announcer = lazy(() => import('./announcer'))
const LessonBar = lazy(() => import('./lesson-bar'))
const BringDialog = lazy(() => import('../pages/data/import/import-dialog'))
const LinkPreview = lazy(() => import('./link-preview'))

/** The whole page; the studio around it comes from the composition root. */
export function Shell() {
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const ready = useSelect((state) => state.ready)
  const choosing = useSelect((state) => state.choosing !== null)
  const run = useRun()
  const link = useLink()
  return (
    <DialogsProvider value={setDialog}>
      <Page />
      {dialog && (
        <Lazily key={dialog} onGone={() => setDialog(null)}>
          <OpenDialog name={dialog} />
        </Lazily>
      )}
      {choosing && (
        <Lazily onGone={() => run('data.closeChoosing')}>
          <BringDialog />
        </Lazily>
      )}
      {ready && link && (
        <Lazily key={link.fragment} onGone={link.done}>
          <LinkPreview fragment={link.fragment} onClose={link.done} />
        </Lazily>
      )}
    </DialogsProvider>
  )
}

function Page() {
  useTheme()
  useShortcuts()
  useFileDrop()
  useErrorNotices()
  useKeptFocus()
  usePageTitle()
  const room = useSelect((state) => state.room)
  const title = ROOMS.find((entry) => entry.room === room)?.title ?? text.unnamed
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#room">
        {text.skipTo({ page: title })}
      </a>
      <Header />
      <PlanStrip />
      <LessonPlace />
      <Rail />
      <main id="room" className={styles.room} tabIndex={-1} aria-label={title}>
        <ErrorBoundary key={room} room={title}>
          <Suspense fallback={<Waiting what={title} />}>{roomOf(room)}</Suspense>
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

/** The lesson bar above the page; without height while no lesson is open. */
function LessonPlace() {
  const on = useSelect((state) => lessonOn(state) !== undefined)
  return <div className={styles.lesson}>{on && <Suspense>{<LessonBar />}</Suspense>}</div>
}

function roomOf(room: Room): ReactNode {
  switch (room) {
    case 'build':
      return <BuildRoom />
    case 'data':
      return <DataRoom />
    case 'train':
      return <TrainRoom />
    case 'evaluate':
      return <EvaluateRoom />
    case 'operate':
      return <OperateRoom />
    case 'machine':
      return <MachineRoom />
    default:
      return room satisfies never
  }
}

/** Least time between two titles, in ms. */
const TITLE_REST_MS = 1000

/** Sets the title at most once a second: a browser takes longer to show a title than a short epoch takes. */
function usePageTitle(): void {
  const title = useSelect(pageTitle)
  const shownAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const due = setTimeout(
      () => {
        shownAt.current = performance.now()
        document.title = title
      },
      Math.max(0, shownAt.current + TITLE_REST_MS - performance.now()),
    )
    return () => clearTimeout(due)
  }, [title])
}
