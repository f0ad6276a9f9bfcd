/** @file Transport: plays and pauses the scenario, shows the simulated time, and sets the playback speed. */
import { useRef } from 'react'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { IconButton } from '../../../kit/icon-button'
import { useRunCommand } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { NewRun } from './restart-playback'
import { momentParts } from './time-span'
import { SpeedSelect } from './speed-select'
import styles from './scenario-dock.module.css'
import { SlowPlayback } from './slow-playback'
import slow from './slow-playback.module.css'
import { usePlayhead } from './use-playhead'

export interface TransportProps {
  readonly durationMs: number
  /** The reason why the scenario cannot be played; undefined if it can. */
  readonly problem: string | undefined
}

/**
 * The play button, clock and speed selector. The app's own tooltips would cover the clock, so these buttons use native
 * tooltips.
 */
export function Transport({ durationMs, problem }: TransportProps) {
  const run = useRunCommand()
  const playing = useOperate(({ clock }) => clock.playing)
  const speed = useOperate(({ clock }) => clock.speed)
  const opening = useOperate(({ serving }) => serving.tag === 'opening')
  const ended = useOperate(({ clock }) => clock.at >= durationMs)
  const why = problem ?? (ended ? text.ended : undefined)
  return (
    <>
      {playing ? (
        <IconButton
          label={text.pause}
          title={text.pause}
          icon="pause"
          tone="primary"
          tip="none"
          onClick={() => run('service.pause')}
        />
      ) : (
        <IconButton
          label={why ?? (opening ? text.warmingUp : text.play)}
          icon="play"
          tone="primary"
          tip="none"
          title={why ?? text.play}
          disabled={why !== undefined || opening}
          onClick={() => run('service.play')}
        />
      )}
      <div className={styles.time}>
        <Clock speed={speed} />
        <span className={styles.simulated} title={text.simulated.about}>
          {text.simulated.short}
          <span className="only-spoken">{text.simulated.spoken({ about: text.simulated.about })}</span>
        </span>
      </div>
      <NewRun />
      <div className={styles.speed}>
        <SpeedSelect />
      </div>
      <SlowPlayback />
      {ended && !playing && (
        <p className={slow.slow} title={text.ended} data-ended>
          {text.ended}
        </p>
      )}
    </>
  )
}

/** The simulated time, updated on animation frames, bypassing React. */
function Clock({ speed }: { readonly speed: number }) {
  const time = useRef<HTMLElement>(null)
  const day = useRef<HTMLElement>(null)
  const last = useRef('')
  usePlayhead((ms) => {
    // The text is updated only when the displayed second changes; on most frames it does not.
    const second = `${Math.floor(ms / 1000)} ${speed}`
    if (second === last.current || !time.current || !day.current) return
    last.current = second
    const parts = momentParts(ms, speed)
    time.current.textContent = parts.time
    day.current.textContent = parts.day
  })
  return (
    <p className={styles.clock} data-clock>
      <b ref={time} />
      <span ref={day} />
    </p>
  )
}
