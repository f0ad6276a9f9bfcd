/** @file DrillStrip: the clock of a drill and what can be done in it, below whatever tab one looks at. */
import { findDrill } from '../../../../gallery/drills'
import { Button } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { DrillClock } from './drill-clock'
import styles from './drills.module.css'
import { useDrill } from './use-drill'

export function DrillStrip() {
  const run = useRun()
  const state = useDrill()
  const at = useOperate(({ clock }) => Math.floor(clock.at / 60_000) * 60_000)
  const drill = state.tag === 'open' || state.tag === 'scoring' ? findDrill(state.drill) : undefined
  if (!drill) return null
  const stands = state.tag === 'scoring' || at >= drill.service.score.durationMs
  return (
    <section className={styles.strip} aria-label={`Drill: ${drill.title}`} data-clear="">
      <p className={styles.clock}>
        <DrillClock stands={stands} />
      </p>
      <div className={styles.does}>
        {drill.actions.map(({ id, title, about }) => (
          <Button key={id} size="small" title={about} disabled={stands} onClick={() => run('drill.do', { action: id })}>
            {title}
          </Button>
        ))}
        <Button size="small" tone="quiet" onClick={() => run('room.open', { room: 'operate', tab: 'drills' })}>
          Brief and score
        </Button>
      </div>
    </section>
  )
}
