/** @file The Drills tab: the list of drills, the drill in progress or its result, and the postmortem. */
import { findDrill } from '../../../../gallery/drills'
import { drillsText as text } from '../../../../messages/en/operate/drills'
import { Progress } from '../../../kit/progress'
import { DrillList } from './drill-list'
import styles from './drills.module.css'
import { OpenDrill } from './current-drill'
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
      {state.tag === 'scoring' && <Progress label={text.scoring} text={text.scoringStep({ step: state.what })} />}
      {state.tag === 'over' ? <ScoreCard drill={drill} over={state} /> : <OpenDrill drill={drill} />}
      <Postmortem />
      <details className={styles.others}>
        <summary>{text.list.all}</summary>
        <DrillList />
      </details>
    </div>
  )
}
