/**
 * @file NetworkVersions: one chip with the network version that was trained, and one with the current version and its
 * problems.
 */
import { planText as text } from '../../messages/en/build/plan'
import { useOtherDataset } from '../charts/use-other-dataset'
import { useShownRun } from '../charts/use-shown-run'
import { classNames } from '../kit/button'
import { Rich } from '../kit/rich-text'
import { tooLargeText } from '../shell/run-status'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import styles from './plan-bar.module.css'

/** The chips, such as "Trained v12" and "Network v14, 1 problem". */
export function NetworkVersions() {
  const trained = useShownRun()?.drawingVersion
  const other = useOtherDataset()
  const version = useSelect((state) => state.project.drawingVersion)
  const errors = useSelect(({ report }) => report.diagnostics.filter(({ severity }) => severity === 'error').length)
  const advice = useSelect(({ report }) => report.diagnostics.length) - errors
  const goToProblem = useGoToProblem()
  const tooLarge = useSelect(tooLargeText)
  const isRefused = errors > 0 || tooLarge !== undefined
  const isFine = !isRefused && advice === 0
  return (
    <div className={styles.versions}>
      {trained !== undefined && (
        <span className={styles.chip} title={other ? text.trainedElsewhereTip({ dataset: other }) : text.trainedTip}>
          <Rich
            text={other ? text.trainedElsewhere({ version: trained }) : text.trained({ version: trained })}
            marks={NAME}
          />
        </span>
      )}
      <button
        type="button"
        className={classNames(styles.chip, isRefused && styles.bad)}
        disabled={isFine}
        title={networkTip({ errors, advice, tooLarge })}
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

function networkTip({
  errors,
  advice,
  tooLarge,
}: Pick<NetworkState, 'errors' | 'advice'> & { tooLarge?: string | undefined }) {
  if (errors > 0) return text.networkTip.problems
  if (tooLarge !== undefined) return text.networkTip.tooLarge({ why: tooLarge })
  return advice > 0 ? text.networkTip.advice : text.networkTip.fine
}

/** Returns a function that opens the Build page and selects the node of the first problem, errors before advice. */
function useGoToProblem(): () => void {
  const studio = useStudio()
  const run = useRunCommand()
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
