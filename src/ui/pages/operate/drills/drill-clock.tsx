/** @file DrillClock: the simulated time in a drill, with playback controls. */
import { drillsText as text } from '../../../../messages/en/operate/drills'
import { Button } from '../../../kit/button'
import { useRunCommand } from '../../../studio-context'
import { SpeedSelect } from '../scenario-timeline/speed-select'
import { momentParts } from '../scenario-timeline/time-span'
import { useOperate } from '../use-operate'
import styles from './drills.module.css'

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
