/** @file LiveDiagram: the stages and their traffic, as in the Diagram tab, arranged for a flat space. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Drawing } from '../../../../graph/drawing'
import type { Size } from '../../../../graph/spacing'
import { liveText } from '../../../../messages/en/operate/live'
import { arranged, type Places } from '../../../../protocol/layout-client'
import { type Board, boardStore, readOnlyBoard } from '../../../../studio/network/canvas-board'
import { BoardProvider } from '../../../canvas/board-context'
import { NODE_WIDTH } from '../../../canvas/flow-nodes'
import { useSize } from '../../../charts/canvas-hooks'
import { StaticDrawing, usePairViewport } from '../../../canvas/static-drawing'
import { useLoaded } from '../../../kit/use-on-change'
import { useRunCommand } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { faceSize, liveCatalog } from './model-latency'
import styles from './live.module.css'

const { diagram: text } = liveText
/** The height of the diagram in screen pixels, for up to two models in a column, and the gap between more of them. */
const [HEIGHT, GAP] = [200, 32]
/** The share of its width that the stages fill, and the steps of its width for which they are arranged again. */
const [FILL, STEP] = [0.97, 40]
/** The smallest zoom at which the canvas shows the names of stages, and the zoom for the usual number of stages. */
const [LEAST_ZOOM, USUAL_ZOOM] = [0.4, 0.45]
const NO_MARKS = new Map<string, never>()

/** Renders the diagram of the open service, if there is one. */
export function LiveDiagram() {
  const board = useOperate((state) => state.board)
  return board && <FlatDiagram key={board.store.getState().project.id} board={board} />
}

function FlatDiagram({ board }: { readonly board: Board }) {
  const run = useRunCommand()
  const [box, { width }] = useSize<HTMLDivElement>()
  const space = FILL * STEP * Math.floor(width / STEP)
  const drawing = useStore(board.store, (state) => state.project.drawing)
  const report = useStore(board.store, (state) => state.report)
  const { subject } = board.store
  const { value: arrangement } = useLoaded([board], () => arrange(drawing, subject, space), [drawing, space])
  const flat = useMemo(
    () =>
      arrangement && {
        ...drawing,
        nodes: drawing.nodes.map((node) => ({ ...node, position: arrangement.places[node.id] ?? node.position })),
      },
    [drawing, arrangement],
  )
  const catalog = useMemo(() => liveCatalog(arrangement?.model), [arrangement])
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
  const { view, setView } = usePairViewport(box, flat, flat, 0.03, catalog)
  function open(stage: string): void {
    run('room.open', { room: 'operate', tab: 'diagram' })
    board.store.setState({ selection: [stage] })
  }
  return (
    <div ref={box} className={styles.diagram} style={{ height: arrangement?.height ?? HEIGHT }} title={text.about}>
      {copy && (
        <BoardProvider board={copy} catalog={catalog}>
          <StaticDrawing
            id="live"
            label={text.label}
            nodes={NO_MARKS}
            wires={NO_MARKS}
            viewport={view}
            onViewport={setView}
            onOpen={open}
          />
        </BoardProvider>
      )}
    </div>
  )
}

interface Arrangement {
  readonly places: Places
  /** The size of a model's box, in canvas pixels. */
  readonly model: Size
  /** The height of the diagram, in screen pixels. */
  readonly height: number
}

/**
 * Arranges the stages with room for the face of each model. Its text keeps its size on the screen, so how large it is
 * on the canvas depends on the zoom, and the zoom on how wide the boxes are.
 */
async function arrange(
  drawing: Drawing,
  subject: Board['store']['subject'],
  width: number,
): Promise<Arrangement | undefined> {
  if (width === 0) return undefined
  const models = drawing.nodes.filter(({ kind }) => kind === 'model')
  const face = faceSize(models)
  let zoom = USUAL_ZOOM
  let model = face
  let places: Places | undefined
  for (let round = 0; round < 3; round++) {
    model = { width: Math.max(NODE_WIDTH, Math.round(face.width / zoom)), height: Math.round(face.height / zoom) }
    places = await arranged(drawing, new AbortController().signal, {
      heights: { ...subject.heights, model: model.height },
      widths: { model: model.width },
      branches: subject.branches,
      view: { width, height: HEIGHT },
    })
    if (!places) return undefined
    const whole = Math.max(0, ...Object.values(places).map(({ x }) => x)) + NODE_WIDTH
    zoom = Math.min(1, Math.max(LEAST_ZOOM, width / whole))
  }
  const columns = models.map(({ id }) => places?.[id]?.x)
  const most = Math.max(0, ...columns.map((x) => columns.filter((other) => other === x).length))
  return places && { places, model, height: Math.max(HEIGHT, most * (face.height + GAP)) }
}
