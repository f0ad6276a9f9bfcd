/**
 * @file Playhead: a line at the current simulated time, with the past shaded. It is updated on animation frames,
 * bypassing React.
 */
import { useRef } from 'react'
import { useOperateState } from '../use-operate'
import { type Span, xOf } from './time-span'
import styles from './tracks.module.css'
import { usePlayhead } from './use-playhead'
import type { SpanControl } from './use-time-span'

export interface PlayheadProps {
  readonly span: Span
  readonly width: number
  readonly control: SpanControl
}

/**
 * A line drawn over the tracks. If the playhead leaves the visible span during playback, the timeline scrolls to follow
 * it.
 */
export function Playhead({ span, width, control }: PlayheadProps) {
  const operate = useOperateState()
  const line = useRef<HTMLDivElement>(null)
  const past = useRef<HTMLDivElement>(null)
  usePlayhead((ms) => {
    const x = xOf(ms, span, width)
    if (line.current) {
      line.current.style.transform = `translateX(${x}px)`
      line.current.style.visibility = x < 0 || x > width ? 'hidden' : 'visible'
    }
    if (past.current) past.current.style.transform = `scaleX(${Math.min(1, Math.max(0, x / Math.max(1, width)))})`
    const { playing } = operate.getState().clock
    const length = span.to - span.from
    // Scrolls by almost the entire visible span at once.
    if (playing && ms > span.to && ms < span.to + length / 2 && !control.isWhole) control.move(length * 0.9)
  })
  return (
    <div className={styles.playhead} aria-hidden="true">
      <div ref={past} className={styles.past} />
      <div ref={line} className={styles.playheadLine} />
    </div>
  )
}
