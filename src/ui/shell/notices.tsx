/** @file Notices: what happened, at the foot of the page or where nothing is hidden by them, in one line where the page has no other room, with what can be done about it. Bad news stays longer, and until it is closed where it can be acted on. */
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { message, say } from '../../messages/message'
import { counted } from '../../messages/format'
import type { Notice, Saving } from '../../studio/state'
import { Button } from '../kit/button'
import { Icon } from '../kit/icon'
import { IconButton } from '../kit/icon-button'
import { useRun, useSelect } from '../studio-context'
import { usePlace } from './notice-placement'
import styles from './notices.module.css'

/** Milliseconds a notice stays; longer where it offers something, or is bad news. */
const STAYS = 8000
const STAYS_WITH_OFFER = 16000
const BAD_STAYS = 12000
/** Milliseconds for each letter of bad news: about a hundred words a minute, which is slow reading. */
const BAD_STAYS_PER_LETTER = 120
/** Notices that may stand at once, of bad news and of other; older ones make way. */
const MOST = 2
/** How the refusal of a drawing that cannot be trained begins. */
const NOT_READY = say(message('drawing-wrong', { problem: '', sentence: '' })).trim()

/** Notices that have had their time: those beyond the newest two of bad news and of other, and a drawing's refusal once the drawing is ready. */
export function outdated(notices: readonly Notice[], drawing: 'ready' | 'wrong'): readonly Notice[] {
  const healed = notices.filter(({ text }) => drawing === 'ready' && text.startsWith(NOT_READY))
  const older = (isBad: boolean) => {
    const of = notices.filter((notice) => (notice.tone === 'bad') === isBad && !healed.includes(notice))
    return of.slice(0, Math.max(0, of.length - MOST))
  }
  return [...healed, ...older(true), ...older(false)]
}

/** Milliseconds a notice stays by itself; none where it waits to be closed: bad news that can be acted on, or about saving. */
export function staysFor(notice: Notice, saving: Saving): number | undefined {
  const { tone, text, action, about } = notice
  if (tone !== 'bad') return action ? STAYS_WITH_OFFER : STAYS
  const unsaved = about === 'saving' || (saving.tag === 'unsaved' && text === say(saving.why))
  return action || unsaved ? undefined : Math.max(BAD_STAYS, text.length * BAD_STAYS_PER_LETTER)
}

/** The notices there are, newest last. */
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
  // Beside the page, as dialogs are, so that it stands above them.
  return createPortal(
    <section
      ref={stack}
      className={styles.stack}
      style={{ '--foot': `${foot}px`, '--aside': `${aside}px` } as CSSProperties}
      data-part="notices"
      data-folded={isFolded ? '' : undefined}
      aria-label="Notices"
      aria-live="polite"
      aria-relevant="additions"
    >
      {notices.map((notice) => (
        <One key={notice.id} notice={notice} isFirst={notice === first}>
          {isFolded && notice === first && (
            <Button size="small" onClick={unfold}>
              {notices.length > 1 ? counted(notices.length, 'notice') : 'Read all'}
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
  /** The one that stays where they are folded. */
  readonly isFirst: boolean
  /** Beside its words. */
  readonly children: ReactNode
}

function One({ notice, isFirst, children }: OneProps) {
  const run = useRun()
  const [held, setHeld] = useState(false)
  const { id, tone, text, action } = notice
  const stays = useSelect((state) => staysFor(notice, state.saving))
  useEffect(() => {
    if (stays === undefined || held) return
    let timer: ReturnType<typeof setTimeout> | undefined
    // Its time runs while it can be seen: in a tab behind others it waits.
    const count = () => {
      clearTimeout(timer)
      if (!document.hidden) timer = setTimeout(() => run('notice.close', { id }), stays)
    }
    count()
    document.addEventListener('visibilitychange', count)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', count)
    }
  }, [stays, held, id, run])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: being looked at keeps it open; nothing is done by it
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
      <p title={isFirst ? text : undefined}>{text}</p>
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
        label="Close the notice"
        icon="close"
        tone="quiet"
        size="small"
        tip="none"
        onClick={() => run('notice.close', { id })}
      />
    </div>
  )
}
