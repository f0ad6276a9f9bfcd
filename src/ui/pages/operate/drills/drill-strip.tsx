/** @file DrillStrip: the clock and the actions of a drill in progress, shown below every tab. */
import { findDrill } from '../../../../gallery/drills'
import { drillsText as text } from '../../../../messages/en/operate/drills'
import { Button } from '../../../kit/button'
import { useRunCommand } from '../../../studio-context'
import { momentParts, SpeedSelect } from '../scenario-timeline'
import { useOperate } from '../use-operate'
import styles from './drills.module.css'
import { useDrill } from './use-drill'

export function DrillStrip() {
  const run = useRunCommand()
  const state = useDrill()
  const at = useOperate(({ clock }) => Math.floor(clock.at / 60_000) * 60_000)
  const drill = state.tag === 'open' || state.tag === 'scoring' ? findDrill(state.drill) : undefined
  if (!drill) return null
  const isOver = state.tag === 'scoring' || at >= drill.service.scenario.durationMs
  return (
    <section className={styles.strip} aria-label={text.named({ title: drill.title })} data-clear="">
      <p className={styles.clock}>
        <DrillClock isOver={isOver} />
      </p>
      <div className={styles.actionButtons}>
        {drill.actions.map(({ id, title, about }) => (
          <Button key={id} size="small" title={about} disabled={isOver} onClick={() => run('drill.do', { action: id })}>
            {title}
          </Button>
        ))}
        <Button size="small" tone="quiet" onClick={() => run('room.open', { room: 'operate', tab: 'drills' })}>
          {text.openBrief}
        </Button>
      </div>
    </section>
  )
}

// DrillClock: the simulated time in a drill, with playback controls.

export interface DrillClockProps {
  /** Whether the drill has reached its end, so that time can no longer advance. */
  readonly isOver: boolean
}

export function DrillClock({ isOver }: DrillClockProps) {
  const run = useRunCommand()
  const playing = useOperate(({ clock }) => clock.playing)
  const minute = useOperate(({ clock }) => Math.floor(clock.at / 60_000))
  const { time, day } = momentParts(minute * 60_000, 1)
  return (
    <>
      <b>{time.slice(0, 5)}</b> {day}
      {playing ? (
        <Button size="small" icon="pause" onClick={() => run('service.pause')}>
          {text.pause}
        </Button>
      ) : (
        <Button size="small" icon="play" tone="primary" disabled={isOver} onClick={() => run('service.play')}>
          {text.play}
        </Button>
      )}
      <span className={styles.speed}>
        <SpeedSelect />
      </span>
    </>
  )
}
