/** @file RateCurve: all requests together, behind the notes of the traffic lane. */
import { useDeferredValue, useMemo } from 'react'
import { count } from '../../../../messages/format'
import type { Score } from '../../../../ops/scenario/scenario'
import { mostRequests, ratePath, trafficOf } from './event-curve'
import styles from './lanes.module.css'
import type { Span } from './span'

export interface RateCurveProps {
  readonly score: Score
  readonly span: Span
  readonly width: number
  readonly height: number
}

const COLUMN = 2

/** It may follow a hand a little later than the note in it. */
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
      <span>up to {most < 10 ? most.toPrecision(2) : count(most)} a minute</span>
    </div>
  )
}
