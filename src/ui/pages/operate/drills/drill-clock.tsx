/** @file DrillClock: what time it is in a drill, and how it passes. */
import { Button } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import { momentParts } from '../dock/span'
import { SpeedSelect } from '../dock/speed-select'
import { useOperate } from '../use-operate'
import styles from './drills.module.css'

export interface DrillClockProps {
  /** Whether time can still pass. */
  readonly stands: boolean
}

export function DrillClock({ stands }: DrillClockProps) {
  const run = useRun()
  const playing = useOperate(({ clock }) => clock.playing)
  const minute = useOperate(({ clock }) => Math.floor(clock.at / 60_000))
  const { time, day } = momentParts(minute * 60_000, 1)
  return (
    <>
      <b>{time.slice(0, 5)}</b> {day}
      {playing ? (
        <Button size="small" icon="pause" onClick={() => run('service.pause')}>
          Pause
        </Button>
      ) : (
        <Button size="small" icon="play" tone="primary" disabled={stands} onClick={() => run('service.play')}>
          Play
        </Button>
      )}
      <span className={styles.pace}>
        <SpeedSelect />
      </span>
    </>
  )
}
