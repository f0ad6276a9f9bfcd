/**
 * @file Notices: messages with an optional action, placed at the bottom of the page where they do not cover controls,
 * or folded to one line if there is no such place. Errors stay longer. Errors with an action, and errors about saving,
 * stay until the user closes them.
 */
import { type CSSProperties, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { notificationsText as text } from '../../messages/en/shell/header'
import { isSameMessage } from '../../studio/notice'
import type { Notice, Saving } from '../../studio/state'
import { Button } from '../kit/button'
import { Icon } from '../kit/icon'
import { IconButton } from '../kit/icon-button'
import { useRunCall, useRunCommand, useSelect } from '../studio-context'
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

/** Distance from the bottom of the page that keeps the status bar uncovered, in pixels. */
const STATUS_BAR_CLEARANCE = 34
/** Minimum distance between the notices and other elements, in pixels. */
const GAP = 8
/** Minimum time between placement checks while the page changes, in ms. */
const CHECK_MS = 200

/** Elements that must never be covered. */
const NEVER_COVERED = '[data-clear]'
/** Content that may be covered only if the page has no other space. */
const TABLES = 'table'
const CONTROLS = 'button, a[href], input, select, textarea, summary, [role="slider"], [role="combobox"]'
/** Elements to ignore: the content of the canvas, hidden elements, and the notices themselves. */
const IGNORED = '.react-flow__viewport, [inert], [aria-hidden="true"], [data-part="notices"]'

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>
type Size = Pick<DOMRect, 'width' | 'height'>

/** Position of the stack: pixels above the bottom of the page, and pixels to the right of its center. */
interface Placement {
  readonly offset: number
  readonly shift: number
}

const DEFAULT_PLACEMENT: Placement = { offset: STATUS_BAR_CLEARANCE, shift: 0 }

/** The smallest distance from the bottom of the page at which a stack of this size covers none of the boxes. */
export function smallestOffset(stack: Box, boxes: readonly Box[], page: number): number {
  const height = stack.bottom - stack.top
  const around = boxes.filter(
    (box) => box.bottom > box.top && box.left < stack.right + GAP && box.right > stack.left - GAP,
  )
  // Try boxes from the lowest upward, because a stack just above one box may cover the next one.
  return [...around]
    .sort((a, b) => b.bottom - a.bottom)
    .reduce((offset, { top, bottom }) => {
      const isCovered = bottom > page - offset - height - GAP && top < page - offset
      return isCovered ? page - top + GAP : offset
    }, STATUS_BAR_CLEARANCE)
}

/** The lowest placement that covers no box, preferring the center; undefined if there is none. */
export function findPlacement({ width, height }: Size, boxes: readonly Box[], page: Size): Placement | undefined {
  const space = Math.max(0, (page.width - width) / 2 - GAP)
  const placements = [0, 1, -1, 0.5, -0.5].map((part) => {
    const shift = Math.round(part * space)
    const left = (page.width - width) / 2 + shift
    const offset = smallestOffset({ left, right: left + width, top: 0, bottom: height }, boxes, page.height)
    return { offset, shift }
  })
  return placements
    .filter(({ offset }) => offset + height + GAP <= page.height)
    .reduce<Placement | undefined>(
      (best, placement) => (best && best.offset <= placement.offset ? best : placement),
      undefined,
    )
}

interface NoticeLayout extends Placement {
  /** Whether the page has space for only one line of notices. `unfold` shows all notices anyway. */
  readonly isFolded: boolean
  unfold(): void
}

/** The placement of the notice stack, updated when the stack covers something or the notices change. */
function usePlacement(stack: RefObject<HTMLElement | null>, notices: readonly unknown[]): NoticeLayout {
  const [placement, setPlacement] = useState(DEFAULT_PLACEMENT)
  const [shown, setShown] = useState<{ readonly of: readonly unknown[]; readonly how: 'folded' | 'unfolded' }>()
  const latest = useRef(DEFAULT_PLACEMENT)
  const none = notices.length === 0
  // Folding applies only to the current notices, because a different set of notices may fit.
  const how = shown?.of === notices ? shown.how : undefined
  useLayoutEffect(() => {
    const element = stack.current
    if (none || !element) return
    const place = (current: Placement | undefined) => {
      const { width, height } = element.getBoundingClientRect()
      const page = { width: innerWidth, height: innerHeight }
      const size = { width, height }
      const freePlacement = (which: string) => {
        const boxes = boxesIn(page, which)
        return current && isClear(size, current, boxes, page) ? current : findPlacement(size, boxes, page)
      }
      const free =
        freePlacement(`${NEVER_COVERED}, ${CONTROLS}, ${TABLES}`) ?? freePlacement(`${NEVER_COVERED}, ${CONTROLS}`)
      if (!free && how === undefined) return setShown({ of: notices, how: 'folded' })
      // If there is not even space for one line, avoid only the elements that must never be covered.
      latest.current = free ?? freePlacement(NEVER_COVERED) ?? DEFAULT_PLACEMENT
      setPlacement(latest.current)
    }
    place(undefined)
    // The page changes with every step of a run, so the checks are throttled.
    let due: ReturnType<typeof setTimeout> | undefined
    const check = () => {
      due ??= setTimeout(() => {
        due = undefined
        place(latest.current)
      }, CHECK_MS)
    }
    const sizes = new ResizeObserver(check)
    for (const one of [element, document.body]) sizes.observe(one)
    const parts = new MutationObserver(check)
    parts.observe(document.body, { childList: true, subtree: true })
    addEventListener('scroll', check, { capture: true, passive: true })
    return () => {
      sizes.disconnect()
      parts.disconnect()
      removeEventListener('scroll', check, { capture: true })
      clearTimeout(due)
    }
  }, [stack, none, notices, how])
  return { ...placement, isFolded: how === 'folded', unfold: () => setShown({ of: notices, how: 'unfolded' }) }
}

/** Whether a stack at this placement stays on the page and covers none of the boxes. */
export function isClear(
  { width, height }: Size,
  { offset, shift }: Placement,
  boxes: readonly Box[],
  page: Size,
): boolean {
  const left = (page.width - width) / 2 + shift
  const [top, bottom] = [page.height - offset - height, page.height - offset]
  return (
    top >= 0 &&
    left >= 0 &&
    left + width <= page.width &&
    !boxes.some((box) => box.left < left + width && box.right > left && box.top < bottom && box.bottom > top)
  )
}

function boxesIn({ width, height }: Size, which: string): readonly Box[] {
  return [...document.querySelectorAll(which)].flatMap((one) => {
    if (one.closest(IGNORED)) return []
    const box = one.getBoundingClientRect()
    const isVisible = box.width > 2 && box.height > 2 && box.right > 0 && box.left < width && box.bottom > 0
    return isVisible && box.top < height ? [box] : []
  })
}
