/**
 * @file Notices: messages with an optional action, in the middle of the status bar. Errors stay longer. Errors with an
 * action, and errors about saving, stay until the user closes them.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { notificationsText as text } from '../../messages/en/shell/announcements'
import type { Args } from '../../messages/message'
import { isSameMessage } from '../../studio/notice'
import type { AppState, Notice, Saving } from '../../studio/state'
import { isDiverging } from '../../studio/training/run-lifecycle'
import { newestFirst } from '../../studio/training/weights-in-use'
import { Button } from '../kit/button'
import { Icon } from '../kit/icon'
import { IconButton } from '../kit/icon-button'
import { useRunCall, useRunCommand, useSelect } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './notices.module.css'

/** How long a notice stays, in ms. Notices with an action, and errors, stay longer. */
const NOTICE_MS = 8000
const NOTICE_WITH_ACTION_MS = 16000
const ERROR_MS = 12000
/**
 * How long an error stays, in ms per character of its text; corresponds to about 100 words per minute, a slow reading
 * speed.
 */
const ERROR_MS_PER_CHARACTER = 120
/** Maximum number of errors, and of other notices, shown at the same time. Older notices close. */
const MAX_SHOWN = 2
/** The space above and below the opened notices, in px. */
const OPEN_MARGIN = 4

type NoticeState = Pick<AppState, 'report' | 'run' | 'runs' | 'inUse' | 'project' | 'data'>

const isOver = ({ run: { tag } }: NoticeState) => tag === 'idle' || tag === 'done' || tag === 'failed'

/** Whether a message is no longer true, by its code. */
function isPast({ message: content }: Notice, state: NoticeState): boolean {
  switch (content?.code) {
    case 'drawing-wrong':
      return state.report.checked !== undefined
    case 'dataset-not-here':
      return state.data.tag === 'ready' && state.data.schema.title === (content.args as Args<'dataset-not-here'>).title
    case 'run-of-other-network':
    case 'run-starts-fresh':
    case 'run-recovers':
      return isOver(state)
    case 'run-blown-up': {
      const { run: name, rate, first } = content.args as Args<'run-blown-up'>
      const { run, runs, project } = state
      if (project.plan.learningRate !== rate) return true
      return run.tag !== 'idle' && (newestFirst(runs)[0]?.name !== name || !isDiverging(run.history, first))
    }
    case 'checkpoint-in-use': {
      const { run, epoch, step } = content.args as Args<'checkpoint-in-use'>
      const { inUse, runs } = state
      return inUse?.epoch !== epoch || inUse.step !== step || runs.find(({ id }) => id === inUse.run)?.name !== run
    }
    default:
      return false
  }
}

/**
 * The notices to close: those that are no longer true, and all except the newest two errors and the newest two other
 * notices.
 */
export function outdatedNotices(notices: readonly Notice[], state: NoticeState): readonly Notice[] {
  const solved = notices.filter((notice) => isPast(notice, state))
  const older = (isBad: boolean) => {
    const of = notices.filter((notice) => (notice.tone === 'bad') === isBad && !solved.includes(notice))
    return of.slice(0, Math.max(0, of.length - MAX_SHOWN))
  }
  return [...solved, ...older(true), ...older(false)]
}

/**
 * How long a notice stays, in ms; undefined if it stays until the user closes it, as is the case for errors that have
 * an action or concern saving.
 */
export function noticeDuration(notice: Notice, saving: Saving): number | undefined {
  const { tone, message: content, action, about } = notice
  if (tone !== 'bad') return action ? NOTICE_WITH_ACTION_MS : NOTICE_MS
  const unsaved =
    about === 'saving' || (saving.tag === 'unsaved' && content !== undefined && isSameMessage(content, saving.why))
  return action || unsaved ? undefined : Math.max(ERROR_MS, notice.text.length * ERROR_MS_PER_CHARACTER)
}

/**
 * The notices, in the middle of the status bar, where they cover nothing: the most important one in one line. A button
 * shows all of them in full, below the page.
 */
export function Notices() {
  const notices = useSelect((state) => state.notices)
  const outdated = useSelect((state) =>
    outdatedNotices(state.notices, state)
      .map(({ id }) => id)
      .join(' '),
  )
  const run = useRunCommand()
  // Opened for the current notices only, so that a new notice does not open over the page.
  const [opened, setOpened] = useState<readonly Notice[]>()
  const isOpen = opened === notices
  const first =
    notices.findLast(({ tone }) => tone === 'bad') ?? notices.findLast(({ action }) => action) ?? notices.at(-1)
  useEffect(() => {
    for (const id of outdated.split(' ').filter(Boolean)) run('notice.close', { id: Number(id) })
  }, [outdated, run])
  const slot = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    // The page leaves this height free at its bottom.
    const height = isOpen && notices.length > 0 ? (slot.current?.offsetHeight ?? 0) + 2 * OPEN_MARGIN : 0
    document.documentElement.style.setProperty('--notices', `${height}px`)
  }, [isOpen, notices])
  // Rendered into the body, like dialogs, so that notices appear above them.
  return createPortal(
    <section
      ref={slot}
      className={styles.slot}
      data-part="notices"
      data-open={isOpen ? '' : undefined}
      aria-label={text.label}
      aria-live="polite"
      aria-relevant="additions"
    >
      {notices.map((notice) => (
        <NoticeItem
          key={notice.id}
          notice={notice}
          isFirst={notice === first}
          others={isOpen || notice !== first ? 0 : notices.length - 1}
          onOpen={isOpen ? undefined : () => setOpened(notices)}
        />
      ))}
    </section>,
    document.body,
  )
}

interface NoticeItemProps {
  readonly notice: Notice
  /** Whether this is the notice that is visible while the others are not. */
  readonly isFirst: boolean
  /** The number of notices that are not visible. */
  readonly others: number
  /** Shows all notices in full; undefined if they are. */
  readonly onOpen: (() => void) | undefined
}

function NoticeItem({ notice, isFirst, others, onOpen }: NoticeItemProps) {
  const run = useRunCommand()
  const runAction = useRunCall()
  const [isHeld, setIsHeld] = useState(false)
  const { id, tone, action } = notice
  const duration = useSelect((state) => noticeDuration(notice, state.saving))
  const line = useRef<HTMLParagraphElement>(null)
  const [isCut, setIsCut] = useState(false)
  useLayoutEffect(() => {
    const element = line.current
    if (element) setIsCut(element.scrollWidth > element.clientWidth)
  }, [])
  useEffect(() => {
    if (duration === undefined || isHeld) return
    let timer: ReturnType<typeof setTimeout> | undefined
    // Stop the timer while the tab is hidden; it restarts when the tab is visible again.
    const restart = () => {
      clearTimeout(timer)
      if (!document.hidden) timer = setTimeout(() => run('notice.close', { id }), duration)
    }
    restart()
    document.addEventListener('visibilitychange', restart)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', restart)
    }
  }, [duration, isHeld, id, run])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the handlers only keep the notice open while the pointer or the focus is on it
    <div
      className={`${kit.row} ${kit.small} ${styles.notice}`}
      data-tone={tone}
      data-first={isFirst ? '' : undefined}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <Icon name={tone === 'bad' ? 'warning' : tone === 'good' ? 'check' : 'info'} />
      <p className={kit.grow} ref={line} title={isFirst ? notice.text : undefined}>
        {notice.text}
      </p>
      {onOpen && isFirst && (isCut || others > 0) && (
        <Button size="small" tone="quiet" onClick={onOpen}>
          {others > 0 ? text.showAll({ notices: others + 1 }) : text.showWhole}
        </Button>
      )}
      {action && (
        <Button
          size="small"
          tone={tone === 'bad' ? 'bad' : 'plain'}
          onClick={() => {
            run('notice.close', { id })
            runAction(action)
          }}
        >
          {action.title}
        </Button>
      )}
      <IconButton
        label={text.close}
        icon="close"
        tone="quiet"
        size="small"
        tip="none"
        onClick={() => run('notice.close', { id })}
      />
    </div>
  )
}
