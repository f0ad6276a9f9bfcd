/**
 * @file Overview: shows the entire scenario in the collapsed dock, with the request rate over time and the current
 * time.
 */
import { useMemo, useRef } from 'react'
import type { Scenario } from '../../../../ops/scenario/scenario'
import { peakRate, ratePath, trafficOf } from './event-curve'
import styles from './scenario-dock.module.css'
import { wholeOf } from './time-span'
import { usePlayhead } from './use-playhead'

const COLUMNS = 300

export function ScenarioOverview({ scenario }: { readonly scenario: Scenario }) {
  const past = useRef<HTMLDivElement>(null)
  const path = useMemo(() => {
    const traffic = trafficOf(scenario)
    return ratePath(traffic, peakRate(traffic), wholeOf(scenario.durationMs), COLUMNS)
  }, [scenario])
  usePlayhead((ms) => {
    if (past.current) past.current.style.transform = `scaleX(${Math.min(1, ms / scenario.durationMs)})`
  })
  return (
    <div className={styles.overview} dir="ltr" aria-hidden="true">
      <svg viewBox={`0 0 ${COLUMNS} 1`} preserveAspectRatio="none" aria-hidden="true">
        <path d={path} />
      </svg>
      <div ref={past} className={styles.played} />
    </div>
  )
}
