/** @file RateCurve: the rate of all requests, behind the events of the traffic track. */
import { useDeferredValue, useMemo } from 'react'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import type { Score } from '../../../../ops/scenario/scenario'
import { mostRequests, ratePath, trafficOf } from './event-curve'
import styles from './tracks.module.css'
import type { Span } from './span'

export interface RateCurveProps {
  readonly score: Score
  readonly span: Span
  readonly width: number
  readonly height: number
}

const COLUMN = 2

/** It may lag a little behind an event that is being dragged. */
export function RateCurve({ score: newest, span: { from, to }, width, height }: RateCurveProps) {
  const score = useDeferredValue(newest)
  const traffic = useMemo(() => trafficOf(score), [score])
  const most = useMemo(() => mostRequests(traffic), [traffic])
  const columns = Math.max(1, Math.round(width / COLUMN))
  const path = useMemo(() => ratePath(traffic, most, { from, to }, columns), [traffic, most, from, to, columns])
  if (most === 0) return null
  return (
    <div className={styles.rate} aria-hidden="true">
      <svg viewBox={`0 0 ${columns} 1`} preserveAspectRatio="none" aria-hidden="true" style={{ height }}>
        <path d={path} />
      </svg>
      <span>{text.timeline.peakRate({ perMinute: most })}</span>
    </div>
  )
}
