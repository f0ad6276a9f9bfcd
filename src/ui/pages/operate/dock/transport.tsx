/** @file Transport: plays and pauses the score, says where virtual time stands, and sets how fast it passes. */
import { useRef } from 'react'
import { IconButton } from '../../../kit/icon-button'
import { useRun } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { NewRun } from './new-run'
import { momentParts } from './span'
import { SpeedSelect } from './speed-select'
import styles from './score-dock.module.css'
import { SlowPace } from './slow-pace'
import slow from './slow-pace.module.css'
import { usePlayhead } from './use-playhead'

const SIM =
  'Arrivals, the network and queues are simulated in virtual time; the times of models and stages in them are measured on this device.'

const ENDED = 'Played to its end. Begin a new run, or make the score longer.'

export interface TransportProps {
  readonly durationMs: number
  /** Why it cannot be played. */
  readonly trouble: string | undefined
}

/** The button, the clock and the speed. A tip of the kit would lie on the clock, so the buttons have plain ones. */
export function Transport({ durationMs, trouble }: TransportProps) {
  const run = useRun()
  const playing = useOperate(({ clock }) => clock.playing)
  const speed = useOperate(({ clock }) => clock.speed)
  const opening = useOperate(({ serving }) => serving.tag === 'opening')
  const ended = useOperate(({ clock }) => clock.at >= durationMs)
  const why = trouble ?? (ended ? ENDED : undefined)
  return (
    <>
      {playing ? (
        <IconButton
          label="Pause"
          title="Pause"
          icon="pause"
          tone="primary"
          tip="none"
          onClick={() => run('service.pause')}
        />
      ) : (
        <IconButton
          label={why ?? (opening ? 'Warming up…' : 'Play the score')}
          icon="play"
          tone="primary"
          tip="none"
          title={why ?? 'Play the score'}
          disabled={why !== undefined || opening}
          onClick={() => run('service.play')}
        />
      )}
      <div className={styles.when}>
        <Clock speed={speed} />
        <span className={styles.sim} title={SIM}>
          sim
          <span className="only-spoken">: {SIM}</span>
        </span>
      </div>
      <NewRun />
      <div className={styles.pace}>
        <SpeedSelect />
      </div>
      <SlowPace />
      {ended && !playing && (
        <p className={slow.slow} title={ENDED} data-ended>
          {ENDED}
        </p>
      )}
    </>
  )
}

/** The moment in words, written on frames without React. */
function Clock({ speed }: { readonly speed: number }) {
  const time = useRef<HTMLElement>(null)
  const day = useRef<HTMLElement>(null)
  const last = useRef('')
  usePlayhead((ms) => {
    // Whole seconds alone are written: most frames change nothing.
    const second = `${Math.floor(ms / 1000)} ${speed}`
    if (second === last.current || !time.current || !day.current) return
    last.current = second
    const words = momentParts(ms, speed)
    time.current.textContent = words.time
    day.current.textContent = words.day
  })
  return (
    <p className={styles.clock} data-clock>
      <b ref={time} />
      <span ref={day} />
    </p>
  )
}
