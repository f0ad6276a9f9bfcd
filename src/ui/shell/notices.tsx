/**
 * @file Notices: messages with an optional action, placed at the bottom of the page where they do not cover controls,
 * or folded to one line if there is no such place. Errors stay longer. Errors with an action, and errors about saving,
 * stay until the user closes them.
 */
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { notificationsText as text } from '../../messages/en/shell/header'
import { isSameMessage } from '../../studio/notice'
import type { Notice, Saving } from '../../studio/state'
import { Button } from '../kit/button'
import { Icon } from '../kit/icon'
import { IconButton } from '../kit/icon-button'
import { useRunCall, useRunCommand, useSelect } from '../studio-context'
import { usePlacement } from './notice-placement'
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

/**
 * The notices to close: all except the newest two errors and the newest two other notices; also the notice that
 * training was refused, once the network has no more problems.
 */
export function outdatedNotices(notices: readonly Notice[], drawing: 'ready' | 'wrong'): readonly Notice[] {
  const solved = notices.filter(({ message: content }) => drawing === 'ready' && content?.code === 'drawing-wrong')
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

/** The stack of notices, newest at the bottom. */
export function Notices() {
  const notices = useSelect((state) => state.notices)
  const drawing = useSelect((state) => (state.report.checked ? 'ready' : 'wrong'))
  const run = useRunCommand()
  const stack = useRef<HTMLElement>(null)
  const { offset, shift, isFolded, unfold } = usePlacement(stack, notices)
  const first = notices.findLast(({ tone }) => tone === 'bad') ?? notices.at(-1)
  useEffect(() => {
    for (const { id } of outdatedNotices(notices, drawing)) run('notice.close', { id })
  }, [notices, drawing, run])
  // Rendered into the body, like dialogs, so that notices appear above them.
  return createPortal(
    <section
      ref={stack}
      className={styles.stack}
      style={{ '--foot': `${offset}px`, '--aside': `${shift}px` } as CSSProperties}
      data-part="notices"
      data-folded={isFolded ? '' : undefined}
      aria-label={text.label}
      aria-live="polite"
      aria-relevant="additions"
    >
      {notices.map((notice) => (
        <NoticeItem key={notice.id} notice={notice} isFirst={notice === first}>
          {isFolded && notice === first && (
            <Button size="small" onClick={unfold}>
              {notices.length > 1 ? text.showAll({ notices: notices.length }) : text.showWhole}
            </Button>
          )}
        </NoticeItem>
      ))}
    </section>,
    document.body,
  )
}

interface NoticeItemProps {
  readonly notice: Notice
  /** Whether this is the notice that stays visible when the stack is folded. */
  readonly isFirst: boolean
  /** Content shown after the text. */
  readonly children: ReactNode
}

function NoticeItem({ notice, isFirst, children }: NoticeItemProps) {
  const run = useRunCommand()
  const runAction = useRunCall()
  const [isHeld, setIsHeld] = useState(false)
  const { id, tone, action } = notice
  const duration = useSelect((state) => noticeDuration(notice, state.saving))
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
      className={styles.notice}
      data-tone={tone}
      data-first={isFirst ? '' : undefined}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <Icon name={tone === 'bad' ? 'warning' : tone === 'good' ? 'check' : 'info'} />
      <p title={isFirst ? notice.text : undefined}>{notice.text}</p>
      {children}
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
