/** @file Playhead: a line where virtual time stands, and what is past in shade; drawn on frames, without React. */
import { useRef } from 'react'
import { useDesk } from '../use-operate'
import styles from './lanes.module.css'
import { type Span, xOf } from './span'
import { usePlayhead } from './use-playhead'
import type { SpanControl } from './use-span'

export interface PlayheadProps {
  readonly span: Span
  readonly width: number
  readonly control: SpanControl
}

/** Over the lanes; while it plays it is kept in sight once it was. */
export function Playhead({ span, width, control }: PlayheadProps) {
  const desk = useDesk()
  const line = useRef<HTMLDivElement>(null)
  const past = useRef<HTMLDivElement>(null)
  usePlayhead((ms) => {
    const x = xOf(ms, span, width)
    if (line.current) {
      line.current.style.transform = `translateX(${x}px)`
      line.current.style.visibility = x < 0 || x > width ? 'hidden' : 'visible'
    }
    if (past.current) past.current.style.transform = `scaleX(${Math.min(1, Math.max(0, x / Math.max(1, width)))})`
    const { playing } = desk.store.getState().clock
    const length = span.to - span.from
    // Turns the page, as one does with music.
    if (playing && ms > span.to && ms < span.to + length / 2 && !control.isWhole) control.move(length * 0.9)
  })
  return (
    <div className={styles.over} aria-hidden="true">
      <div ref={past} className={styles.past} />
      <div ref={line} className={styles.head} />
    </div>
  )
}
