/** @file Drills tab: six services in trouble to practise on: the list, the one that is open, and what a hand came to. */
import { findDrill } from '../../../../gallery/drills'
import { Progress } from '../../../kit/progress'
import { DrillList } from './drill-list'
import styles from './drills.module.css'
import { OpenDrill } from './open-drill'
import { Postmortem } from './postmortem-panel'
import { ScoreCard } from './score-card'
import { useDrill } from './use-drill'

export default function DrillsTab() {
  const state = useDrill()
  const drill = 'drill' in state ? findDrill(state.drill) : undefined
  if (!drill || state.tag === 'none' || state.tag === 'preparing')
    return (
      <div className={styles.page}>
        <DrillList />
        <Postmortem />
      </div>
    )
  return (
    <div className={styles.page}>
      {state.tag === 'scoring' && <Progress label="Scoring" words={`Scoring: ${state.what}…`} />}
      {state.tag === 'over' ? <ScoreCard drill={drill} over={state} /> : <OpenDrill drill={drill} />}
      <Postmortem />
      <details className={styles.others}>
        <summary>All drills</summary>
        <DrillList />
      </details>
    </div>
  )
}
