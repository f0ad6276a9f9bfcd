/** @file SlowPlayback: shows the actual playback rate if this device cannot keep up with the chosen speed. */
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import styles from './slow-playback.module.css'
import { useSlowPlayback } from './use-slow-playback'

/** Renders nothing while the device keeps up. */
export function SlowPlayback() {
  const rate = useSlowPlayback()
  if (rate === undefined) return null
  const limited = text.speed.limited({ speed: rate })
  return (
    <p className={styles.slow} title={limited} data-pace>
      {limited}
    </p>
  )
}
