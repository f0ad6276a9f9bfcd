/** @file StatusBar: where the numbers are made, how big the network is, what is kept, and how fast it goes. */
import { byteSize, count } from '../../messages/format'
import { hidesRoom } from '../../studio/lesson'
import type { AppState } from '../../studio/state'
import { BACKEND_NAMES } from '../pages/backend-names'
import { useRun, useSelect } from '../studio-context'
import styles from './status-bar.module.css'

/** The bar at the foot. */
export function StatusBar() {
  const parameters = useSelect((state) => state.report.totalParameters)
  const kept = useSelect(keptWords)
  const offline = useSelect((state) => state.storage.offlineReady)
  const speed = useSelect((state) => (state.run.tag === 'training' ? state.run.stepsPerSecond : undefined))
  return (
    <footer className={styles.bar}>
      <BackendButton />
      <span>
        {count(parameters)} parameter{parameters === 1 ? '' : 's'}
      </span>
      <span className={styles.wide}>{kept}</span>
      {offline && <span className={styles.wide}>offline ready</span>}
      <span className={styles.grow} />
      {speed !== undefined && speed > 0 && <span>{speed < 10 ? speed.toFixed(1) : count(speed)} steps a second</span>}
    </footer>
  )
}

function BackendButton() {
  const name = useSelect(backendWords)
  const reason = useSelect(backendReason)
  const hidden = useSelect((state) => hidesRoom(state, 'machine'))
  const run = useRun()
  return (
    <button
      type="button"
      className={styles.backend}
      data-tip={reason}
      disabled={hidden}
      onClick={() => run('room.open', { room: 'machine' })}
    >
      {name}
      <span className="only-spoken">. {reason}</span>
    </button>
  )
}

function backendWords({ run, machine }: AppState): string {
  const chosen = run.tag === 'idle' ? undefined : run.chosen
  if (chosen) return [BACKEND_NAMES[chosen.backend], chosen.adapter].filter(Boolean).join(', ')
  return machine.choice === 'auto' ? 'backend: best there is' : BACKEND_NAMES[machine.choice]
}

function backendReason({ run, machine }: AppState): string {
  const chosen = run.tag === 'idle' ? undefined : run.chosen
  if (chosen) return chosen.reason
  return machine.choice === 'auto'
    ? 'The fastest backend this machine offers is taken when training begins.'
    : 'Chosen by you on the page This machine.'
}

function keptWords({ storage }: AppState): string {
  return `kept ${byteSize(storage.usage)}, ${storage.persisted ? 'stays' : 'may be cleared'}`
}
