/** @file StatusBar: the backend, the size of the network, the browser storage used, and the training speed. */
import { statusBarText as text } from '../../messages/en/shell/header'
import { hidesPage } from '../../studio/lessons/lesson-restrictions'
import type { AppState } from '../../studio/state'
import { BACKEND_NAMES } from '../pages/backend-names'
import { useRunCommand, useSelect } from '../studio-context'
import styles from './status-bar.module.css'

/** The bar at the bottom of the window. */
export function StatusBar() {
  const parameters = useSelect((state) => state.report.totalParameters)
  const bytes = useSelect((state) => state.storage.usage)
  const persistent = useSelect((state) => state.storage.persisted)
  const offline = useSelect((state) => state.storage.offlineReady)
  const speed = useSelect((state) => (state.run.tag === 'training' ? state.run.stepsPerSecond : undefined))
  return (
    <footer className={styles.bar}>
      <BackendButton />
      <span>{text.parameters({ parameters })}</span>
      <span className={styles.wide} title={persistent ? text.storage.persistentTip : text.storage.temporaryTip}>
        {persistent ? text.storage.persistent({ bytes }) : text.storage.temporary({ bytes })}
      </span>
      {offline && <span className={styles.wide}>{text.offline}</span>}
      <span className={styles.grow} />
      {speed !== undefined && speed > 0 && <span>{text.speed({ stepsPerSecond: speed })}</span>}
    </footer>
  )
}

function BackendButton() {
  const name = useSelect(backendName)
  const reason = useSelect(backendReason)
  const hidden = useSelect((state) => hidesPage(state, 'machine'))
  const run = useRunCommand()
  return (
    <button
      type="button"
      className={styles.backend}
      data-tip={reason}
      aria-label={text.backend.spoken({ name, tip: reason })}
      disabled={hidden}
      onClick={() => run('room.open', { room: 'machine' })}
    >
      {name}
    </button>
  )
}

function backendName({ run, machine }: AppState): string {
  const chosen = run.tag === 'idle' ? undefined : run.chosen
  if (!chosen)
    return machine.choice === 'auto'
      ? text.backend.fastest
      : text.backend.chosen({ backend: BACKEND_NAMES[machine.choice] })
  const backend = BACKEND_NAMES[chosen.backend]
  return chosen.adapter
    ? text.backend.onAdapter({ backend, adapter: chosen.adapter })
    : text.backend.chosen({ backend })
}

function backendReason({ run, machine }: AppState): string {
  const chosen = run.tag === 'idle' ? undefined : run.chosen
  if (chosen) return chosen.reason
  return machine.choice === 'auto' ? text.backend.fastestTip : text.backend.chosenTip
}
