/** @file Drawing tab: the stages of the service on the canvas that networks are drawn on, the palette before it, the selected stage beside it. */
import { Canvas } from '../../../canvas/canvas'
import { OnBoard, useSelect as useBoard } from '../../../canvas/on-board'
import { Palette } from '../../../canvas/palette'
import { ErrorBoundary } from '../../../shell/error-boundary'
import { useSelect } from '../../../studio-context'
import { Beside } from '../../build/side-panel'
import { stageCatalog } from '../stage-catalog'
import { useOperate } from '../use-operate'
import styles from './drawing.module.css'
import { StagePanel } from './stage-panel'

export default function DrawingTab() {
  const board = useOperate((state) => state.board)
  const outlined = useSelect((state) => state.beside === 'outline')
  if (!board) return null
  return (
    <OnBoard board={board} catalog={stageCatalog}>
      <div className={styles.room}>
        <Palette />
        <div className={styles.canvas} data-part="canvas">
          <ServedBefore />
          <div className={styles.drawn}>
            <ErrorBoundary room="Canvas">
              <Canvas />
            </ErrorBoundary>
          </div>
        </div>
        {outlined && <Beside />}
        <StagePanel />
      </div>
    </OnBoard>
  )
}

/** A drawing with a problem is not what serves: what flows on its wires does so by the one before. */
function ServedBefore() {
  const serving = useOperate((state) => state.serving.tag)
  const sound = useBoard((state) => state.report.checked !== undefined)
  const isDrawn = useBoard(({ report }) =>
    report.diagnostics.some(({ severity, said }) => severity === 'error' && said.code !== 'alias-unset'),
  )
  if (serving !== 'on' || sound) return null
  return (
    <p className={styles.before} role="status">
      {isDrawn
        ? 'This drawing has a problem, so it is not what serves: requests go on by the drawing as it was before.'
        : 'A flag that a model’s stage names stands on no version: requests pass the stage without an answer, to what the drawing has behind it.'}
    </p>
  )
}
