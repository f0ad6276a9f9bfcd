/** @file LiveDiagram: the stages and their traffic, as in the Diagram tab, arranged for a flat space. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Size } from '../../../../graph/spacing'
import { liveText } from '../../../../messages/en/operate/live'
import { type Board, boardStore, readOnlyBoard } from '../../../../studio/network/canvas-board'
import { BoardProvider } from '../../../canvas/board-context'
import { useSize } from '../../../charts/canvas-hooks'
import { StaticDrawing } from '../../../canvas/static-drawing'
import { detailAt } from '../../../canvas/viewport'
import { useLoaded } from '../../../kit/use-on-change'
import { useRunCommand } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { type Arrangement, arrangeStages, modelBox } from './arrange-stages'
import { liveCatalog } from './model-latency'
import styles from './live.module.css'

const { diagram: text } = liveText
/** The least height of the diagram in screen pixels, and its share of the page next to more than one dashboard. */
const [LEAST_HEIGHT, SHARE] = [200, '41%']
/** Steps in screen pixels of the size for which the stages are arranged again. */
const STEP = 20
const NO_MARKS = new Map<string, never>()

interface LiveDiagramProps {
  /** Whether it takes all the height that the dashboards leave. */
  readonly isFilling: boolean
}

/** Renders the diagram of the open service, if there is one. */
export function LiveDiagram(props: LiveDiagramProps) {
  const board = useOperate((state) => state.board)
  return board && <FlatDiagram key={board.store.getState().project.id} board={board} {...props} />
}

function FlatDiagram({ board, isFilling }: LiveDiagramProps & { readonly board: Board }) {
  const run = useRunCommand()
  const [box, { width, height }] = useSize<HTMLDivElement>()
  const space = { width: STEP * Math.floor(width / STEP), height: STEP * Math.floor(height / STEP) }
  const drawing = useStore(board.store, (state) => state.project.drawing)
  const report = useStore(board.store, (state) => state.report)
  const { subject } = board.store
  const { value: arrangement } = useLoaded([board], () => arrangeStages(drawing, subject, space), [
    ...[drawing, space.width, space.height],
  ])
  const flat = useMemo(
    () =>
      arrangement && {
        ...drawing,
        nodes: drawing.nodes.map((node) => ({ ...node, position: arrangement.places[node.id] ?? node.position })),
      },
    [drawing, arrangement],
  )
  const catalog = useMemo(() => {
    const { zoom = 1 } = arrangement ?? {}
    const models = drawing.nodes.filter(({ kind }) => kind === 'model')
    return liveCatalog(modelBox(models, zoom), 1 / zoom)
  }, [drawing, arrangement])
  const copy = useMemo(
    () =>
      flat &&
      readOnlyBoard(
        boardStore(subject, () => {
          const state = board.store.getState()
          return { ...state, report, project: { ...state.project, drawing: flat }, selection: [], inside: [] }
        }),
      ),
    [board, subject, flat, report],
  )
  const view = arrangement && centered(arrangement, { width, height })
  function open(stage: string): void {
    run('room.open', { room: 'operate', tab: 'diagram' })
    board.store.setState({ selection: [stage] })
  }
  return (
    <div
      ref={box}
      className={styles.diagram}
      data-detail={view && detailAt(view.zoom).detail}
      style={{
        flex: isFilling ? '1 1 0' : `0 0 ${SHARE}`,
        minHeight: Math.max(LEAST_HEIGHT, arrangement?.leastHeight ?? 0),
      }}
      title={text.about}
    >
      {copy && view && (
        <BoardProvider board={copy} catalog={catalog}>
          <StaticDrawing
            id="live"
            label={text.label}
            nodes={NO_MARKS}
            wires={NO_MARKS}
            viewport={view}
            onViewport={stay}
            onOpen={open}
          />
        </BoardProvider>
      )}
    </div>
  )
}

/** The viewport that shows these stages in the middle of a view. */
function centered({ bounds, zoom }: Arrangement, view: Size) {
  return {
    ...{ x: (view.width - bounds.width * zoom) / 2 - bounds.x * zoom, zoom },
    y: (view.height - bounds.height * zoom) / 2 - bounds.y * zoom,
  }
}

/** The overview cannot be moved. */
function stay(): void {}
