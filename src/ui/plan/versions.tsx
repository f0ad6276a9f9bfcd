/** @file Versions: a run belongs to a version of the drawing; these chips say which, and where the drawing has a problem. */
import { counted } from '../../messages/format'
import { useOtherSet } from '../charts/use-other-split'
import { useShownRun } from '../charts/use-shown-run'
import { join } from '../kit/button'
import { tooLargeWords } from '../shell/run-words'
import { useRun, useSelect, useStudio } from '../studio-context'
import styles from './plan-strip.module.css'

/** run of v12; drawing v14, 1 problem. */
export function Versions() {
  const trained = useShownRun()?.drawingVersion
  const other = useOtherSet()
  const drawn = useSelect((state) => state.project.drawingVersion)
  const errors = useSelect(({ report }) => report.diagnostics.filter(({ severity }) => severity === 'error').length)
  const advice = useSelect(({ report }) => report.diagnostics.length) - errors
  const goToProblem = useGoToProblem()
  const large = useSelect(tooLargeWords)
  const refused = errors > 0 || large !== undefined
  const words =
    errors > 0
      ? counted(errors, 'problem')
      : large !== undefined
        ? 'too large to train'
        : advice > 0
          ? counted(advice, 'hint')
          : ''
  return (
    <div className={styles.versions}>
      {trained !== undefined && (
        <span className={styles.chip} title={other && `It learnt from ${other}, not from the set in use`}>
          <i>run of</i> v{trained}
          {other && ', another set'}
        </span>
      )}
      <button
        type="button"
        className={join(styles.chip, refused && styles.bad)}
        disabled={words === ''}
        title={words === '' ? undefined : (errors === 0 && large) || 'Go to the first one'}
        onClick={goToProblem}
      >
        <i>drawing</i> v{drawn}
        {words !== '' && `, ${words}`}
      </button>
    </div>
  )
}

/** Selects the node of the first problem, errors before advice, and shows the drawing. */
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
