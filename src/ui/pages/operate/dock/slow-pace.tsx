/** @file SlowPace: says how fast the score plays where this device cannot keep up with the speed. */
import { paceWords } from './playback-rate'
import styles from './slow-pace.module.css'
import { useSlowPace } from './use-slow-pace'

/** Nothing while it keeps up. */
export function SlowPace() {
  const pace = useSlowPace()
  if (pace === undefined) return null
  const words = `As fast as this machine can: ${paceWords(pace)}`
  return (
    <p className={styles.slow} title={words} data-pace>
      {words}
    </p>
  )
}
