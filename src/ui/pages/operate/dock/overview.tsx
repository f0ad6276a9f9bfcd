/** @file Overview: the whole scenario in the collapsed dock: its requests over time, and the current time. */
import { useMemo, useRef } from 'react'
import type { Score } from '../../../../ops/scenario/scenario'
import { mostRequests, ratePath, trafficOf } from './event-curve'
import styles from './scenario-dock.module.css'
import { wholeOf } from './span'
import { usePlayhead } from './use-playhead'

const COLUMNS = 300

export function Overview({ score }: { readonly score: Score }) {
  const past = useRef<HTMLDivElement>(null)
  const path = useMemo(() => {
    const traffic = trafficOf(score)
    return ratePath(traffic, mostRequests(traffic), wholeOf(score.durationMs), COLUMNS)
  }, [score])
  usePlayhead((ms) => {
    if (past.current) past.current.style.transform = `scaleX(${Math.min(1, ms / score.durationMs)})`
  })
  return (
    <div className={styles.overview} aria-hidden="true">
      <svg viewBox={`0 0 ${COLUMNS} 1`} preserveAspectRatio="none" aria-hidden="true">
        <path d={path} />
      </svg>
      <div ref={past} className={styles.gone} />
    </div>
  )
}
