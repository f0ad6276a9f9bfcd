/** @file useSpan: the visible span of the scenario, which covers all of it until the user zooms in. */
import { useCallback, useState } from 'react'
import { moved, type Span, wholeOf, within, zoomed } from './time-span'

export interface SpanControl {
  readonly span: Span
  readonly isWhole: boolean
  /** Makes the visible span `times` as long around a moment, by default its middle. */
  zoom(times: number, about?: number): void
  move(byMs: number): void
  all(): void
  show(span: Span): void
}

/** Creates the state for a scenario of this length. */
export function useSpan(durationMs: number): SpanControl {
  const [closer, setCloser] = useState<Span>()
  const span = closer ? within(closer, durationMs) : wholeOf(durationMs)
  const change = useCallback(
    (to: (span: Span) => Span) =>
      setCloser((closer) => {
        const next = to(closer ? within(closer, durationMs) : wholeOf(durationMs))
        return next.to - next.from >= wholeOf(durationMs).to ? undefined : next
      }),
    [durationMs],
  )
  return {
    span,
    isWhole: closer === undefined,
    zoom: (times, about) => change((span) => zoomed(span, times, about ?? (span.from + span.to) / 2, durationMs)),
    move: (byMs) => change((span) => moved(span, byMs, durationMs)),
    all: () => setCloser(undefined),
    show: (span) => change(() => within(span, durationMs)),
  }
}
