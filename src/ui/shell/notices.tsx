/**
 * @file Notices: what happened and what can be done about it, at the foot of the page or where they cover nothing, in one line where the
 * page has no other space. Errors stay longer; those with an action, and those about saving, stay until they are closed.
 */
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { notificationsText as text } from '../../messages/en/shell/notifications'
import { isSameMessage } from '../../studio/notice'
import type { Notice, Saving } from '../../studio/state'
import { Button } from '../kit/button'
import { Icon } from '../kit/icon'
import { IconButton } from '../kit/icon-button'
import { useRun, useSelect } from '../studio-context'
import { usePlace } from './notice-placement'
import styles from './notices.module.css'

/** How long a notice stays, in ms; longer where it offers an action or reports an error. */
const STAYS = 8000
const STAYS_WITH_ACTION = 16000
const ERROR_STAYS = 12000
/** Time for each character of an error, in ms: about a hundred words a minute, which is slow reading. */
const ERROR_STAYS_PER_CHARACTER = 120
/** Errors, and other notices, that are shown at once; older ones close. */
const MOST = 2

/** Notices to be closed: those beyond the newest two errors and the newest two others, and the refusal to train once the network is ready. */
export function outdated(notices: readonly Notice[], drawing: 'ready' | 'wrong'): readonly Notice[] {
  const solved = notices.filter(({ said }) => drawing === 'ready' && said?.code === 'drawing-wrong')
  const older = (isBad: boolean) => {
    const of = notices.filter((notice) => (notice.tone === 'bad') === isBad && !solved.includes(notice))
    return of.slice(0, Math.max(0, of.length - MOST))
  }
  return [...solved, ...older(true), ...older(false)]
}

/** How long a notice stays, in ms; undefined where it stays until it is closed: errors with an action, or about saving. */
export function staysFor(notice: Notice, saving: Saving): number | undefined {
  const { tone, said, action, about } = notice
  if (tone !== 'bad') return action ? STAYS_WITH_ACTION : STAYS
  const unsaved =
    about === 'saving' || (saving.tag === 'unsaved' && said !== undefined && isSameMessage(said, saving.why))
  return action || unsaved ? undefined : Math.max(ERROR_STAYS, notice.text.length * ERROR_STAYS_PER_CHARACTER)
}

/** All notices, newest last. */
export function Notices() {
  const notices = useSelect((state) => state.notices)
  const drawing = useSelect((state) => (state.report.checked ? 'ready' : 'wrong'))
  const run = useRun()
  const stack = useRef<HTMLElement>(null)
  const { foot, aside, isFolded, unfold } = usePlace(stack, notices)
  const first = notices.findLast(({ tone }) => tone === 'bad') ?? notices.at(-1)
  useEffect(() => {
    for (const { id } of outdated(notices, drawing)) run('notice.close', { id })
  }, [notices, drawing, run])
  // Outside of the page, as dialogs are, so that it is above them.
  return createPortal(
    <section
      ref={stack}
      className={styles.stack}
      style={{ '--foot': `${foot}px`, '--aside': `${aside}px` } as CSSProperties}
      data-part="notices"
      data-folded={isFolded ? '' : undefined}
      aria-label={text.label}
      aria-live="polite"
      aria-relevant="additions"
    >
      {notices.map((notice) => (
        <One key={notice.id} notice={notice} isFirst={notice === first}>
          {isFolded && notice === first && (
            <Button size="small" onClick={unfold}>
              {notices.length > 1 ? text.showAll({ notices: notices.length }) : text.showWhole}
            </Button>
          )}
        </One>
      ))}
    </section>,
    document.body,
  )
}

interface OneProps {
  readonly notice: Notice
  /** The one that is shown where they are folded. */
  readonly isFirst: boolean
  /** Shown after its text. */
  readonly children: ReactNode
}

function One({ notice, isFirst, children }: OneProps) {
  const run = useRun()
  const [held, setHeld] = useState(false)
  const { id, tone, action } = notice
  const stays = useSelect((state) => staysFor(notice, state.saving))
  useEffect(() => {
    if (stays === undefined || held) return
    let timer: ReturnType<typeof setTimeout> | undefined
    // Its time only runs while it can be seen: in a hidden tab it waits.
    const restart = () => {
      clearTimeout(timer)
      if (!document.hidden) timer = setTimeout(() => run('notice.close', { id }), stays)
    }
    restart()
    document.addEventListener('visibilitychange', restart)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', restart)
    }
  }, [stays, held, id, run])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it stays open while the pointer or the focus is on it; it does nothing else
    <div
      className={styles.notice}
      data-tone={tone}
      data-first={isFirst ? '' : undefined}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
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
            run(action.command, action.args)
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
