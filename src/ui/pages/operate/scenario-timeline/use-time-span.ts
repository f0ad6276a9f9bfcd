/** @file useSpan: the visible time span of the scenario, which is the entire scenario until the user zooms in. */
import { useCallback, useState } from 'react'
import { moved, type Span, wholeOf, within, zoomed } from './time-span'

export interface SpanControl {
  readonly span: Span
  readonly isWhole: boolean
  /**
   * Scales the length of the visible time span by the factor `times` around a given moment (by default, the midpoint of
   * the span).
   */
  zoom(times: number, about?: number): void
  move(byMs: number): void
  all(): void
  show(span: Span): void
}

/** Manages the visible span of a scenario of the given duration. */
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
