/** @file Versions: chips with the version of the network that the run trained, and of the network now with its problems. */
import { planText as text } from '../../messages/en/build/plan'
import { useOtherSet } from '../charts/use-other-split'
import { useShownRun } from '../charts/use-shown-run'
import { join } from '../kit/button'
import { Rich } from '../kit/rich'
import { tooLargeWords } from '../shell/run-status'
import { useRun, useSelect, useStudio } from '../studio-context'
import styles from './plan-strip.module.css'

/** Trained v12; Network v14, 1 problem. */
export function Versions() {
  const trained = useShownRun()?.drawingVersion
  const other = useOtherSet()
  const version = useSelect((state) => state.project.drawingVersion)
  const errors = useSelect(({ report }) => report.diagnostics.filter(({ severity }) => severity === 'error').length)
  const advice = useSelect(({ report }) => report.diagnostics.length) - errors
  const goToProblem = useGoToProblem()
  const tooLarge = useSelect(tooLargeWords)
  const isRefused = errors > 0 || tooLarge !== undefined
  const isFine = !isRefused && advice === 0
  return (
    <div className={styles.versions}>
      {trained !== undefined && (
        <span className={styles.chip} title={other && text.trainedOn({ dataset: other })}>
          <Rich
            text={other ? text.trainedElsewhere({ version: trained }) : text.trained({ version: trained })}
            marks={NAME}
          />
        </span>
      )}
      <button
        type="button"
        className={join(styles.chip, isRefused && styles.bad)}
        disabled={isFine}
        title={isFine ? undefined : errors > 0 ? text.goToProblem : (tooLarge ?? text.goToAdvice)}
        onClick={goToProblem}
      >
        <Rich text={networkText({ version, errors, advice, isTooLarge: tooLarge !== undefined })} marks={NAME} />
      </button>
    </div>
  )
}

const NAME = { i: (name: string) => <i>{name}</i> }

interface NetworkState {
  readonly version: number
  readonly errors: number
  readonly advice: number
  readonly isTooLarge: boolean
}

function networkText({ version, errors, advice, isTooLarge }: NetworkState): string {
  if (errors > 0) return text.network.problems({ version, n: errors })
  if (isTooLarge) return text.network.tooLarge({ version })
  return advice > 0 ? text.network.advice({ version, n: advice }) : text.network.fine({ version })
}

/** Opens the Build page and selects the node of the first problem, errors before advice. */
function useGoToProblem(): () => void {
  const studio = useStudio()
  const run = useRun()
  return () => {
    const { report, project } = studio.store.getState()
    const ordered = [...report.diagnostics].sort(
      (a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'),
    )
    const wires = new Map(project.drawing.wires.map((wire) => [wire.id, wire.to]))
    const node = ordered.map((one) => one.node ?? wires.get(one.wire ?? '')).find((id) => id !== undefined)
    run('room.open', { room: 'build' })
    if (node !== undefined) run('select.set', { nodes: [node] })
  }
}
