/**
 * @file The Diagram tab: the stages of the service on a canvas, with the palette on the left and the settings of the
 * selected stage on the right.
 */
import { serviceDiagramText as text } from '../../../../messages/en/operate/service-diagram'
import { Canvas } from '../../../canvas/canvas'
import { BoardProvider, useSelect as useBoard } from '../../../canvas/board-context'
import { Palette } from '../../../canvas/palette'
import { ErrorBoundary } from '../../../shell/error-boundary'
import { useSelect } from '../../../studio-context'
import { SidePanel } from '../../build/side-panel'
import { stageCatalog } from '../stage-catalog'
import { useOperate } from '../use-operate'
import styles from './drawing.module.css'
import { StagePanel } from './stage-panel'

export default function DrawingTab() {
  const board = useOperate((state) => state.board)
  const outlined = useSelect((state) => state.sidePanel === 'outline')
  if (!board) return null
  return (
    <BoardProvider board={board} catalog={stageCatalog}>
      <div className={styles.page}>
        <Palette />
        <div className={styles.canvas} data-part="canvas">
          <ProblemNote />
          <div className={styles.diagram}>
            <ErrorBoundary part={text.canvas}>
              <Canvas />
            </ErrorBoundary>
          </div>
        </div>
        {outlined && <SidePanel />}
        <StagePanel />
      </div>
    </BoardProvider>
  )
}

/** Warns that a diagram with problems is not in use: requests still go through the last valid diagram. */
function ProblemNote() {
  const serving = useOperate((state) => state.serving.tag)
  const isValid = useBoard((state) => state.report.checked !== undefined)
  const isDrawn = useBoard(({ report }) =>
    report.diagnostics.some(({ severity, problem }) => severity === 'error' && problem.code !== 'alias-unset'),
  )
  if (serving !== 'on' || isValid) return null
  return (
    <p className={styles.problemNote} role="status">
      {isDrawn ? text.servesBefore : text.aliasUnset}
    </p>
  )
}
