/** @file RateCurve: the curve of the total request rate, drawn behind the events of the traffic track. */
import { useDeferredValue, useMemo } from 'react'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import type { Scenario } from '../../../../ops/scenario/scenario'
import { peakRate, ratePath, trafficOf } from './event-curve'
import type { Span } from './time-span'
import styles from './tracks.module.css'

export interface RateCurveProps {
  readonly scenario: Scenario
  readonly span: Span
  readonly width: number
  readonly height: number
}

const COLUMN = 2

/** The curve may lag slightly behind an event that is being dragged. */
export function RateCurve({ scenario: newest, span: { from, to }, width, height }: RateCurveProps) {
  const scenario = useDeferredValue(newest)
  const traffic = useMemo(() => trafficOf(scenario), [scenario])
  const most = useMemo(() => peakRate(traffic), [traffic])
  const columns = Math.max(1, Math.round(width / COLUMN))
  const path = useMemo(() => ratePath(traffic, most, { from, to }, columns), [traffic, most, from, to, columns])
  if (most === 0) return null
  return (
    <div className={styles.rateCurve} aria-hidden="true">
      <svg viewBox={`0 0 ${columns} 1`} preserveAspectRatio="none" aria-hidden="true" style={{ height }}>
        <path d={path} />
      </svg>
      <span>{text.timeline.peakRate({ perMinute: most })}</span>
    </div>
  )
}
