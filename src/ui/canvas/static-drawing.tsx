/**
 * @file StaticDrawing: a read-only network or service diagram with highlighted changes. The parent component controls
 * the viewport, which two drawings that are being compared share.
 */
import { type CSSProperties, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  getViewportForBounds,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  type Viewport,
} from 'reactflow'
import 'reactflow/dist/base.css'
import type { Drawing } from '../../graph/drawing'
import { comparedText } from '../../messages/en/canvas/problems'
import { shownDrawing } from '../../studio/network/block-levels'
import { useSelect } from './board-context'
import canvas from './canvas.module.css'
import { useCatalog } from './canvas-catalog'
import { type FlowNode, type FlowWire, NODE_WIDTH, toFlowNodes, toFlowWires } from './flow-nodes'
import { CanvasNode } from './node'
import kit from '../kit/kit.module.css'
import styles from './static-drawing.module.css'
import { detailAt, FIT, NO_LINK } from './viewport'
import { type NodeSizes, Wire } from './wire'

export type DiffMark = 'added' | 'removed' | 'changed' | 'follows'

const NODE_TYPES = { node: CanvasNode }
const EDGE_TYPES = { wire: Wire }
const OVERVIEW = { panOnDrag: false, zoomOnScroll: false, zoomOnPinch: false, preventScrolling: false }
const NONE: ReadonlySet<string> = new Set()

export interface StaticDrawingProps {
  /** Unique within the page. */
  readonly id: string
  readonly label: string
  /** Change marks, keyed by node id and by wire id. */
  readonly nodes: ReadonlyMap<string, DiffMark>
  readonly wires: ReadonlyMap<string, DiffMark>
  readonly viewport: Viewport
  readonly onViewport: (viewport: Viewport) => void
  /** Opens a node that is clicked. The drawing is then an overview that cannot be moved, on a page that scrolls. */
  readonly onOpen?: (node: string) => void
}

/** Renders the drawing of the board in context. */
export function StaticDrawing(props: StaticDrawingProps) {
  const { id, label, nodes: marks, wires: wireMarks, viewport, onViewport, onOpen } = props
  const drawing = useSelect(shownDrawing)
  const { faces } = useCatalog()
  const isOpening = onOpen !== undefined
  const fresh = useMemo(
    () =>
      toFlowNodes(drawing, faces, [], []).map((node): FlowNode => {
        const mark = marks.get(node.id)
        if (!mark) return isOpening ? { ...node, style: { cursor: 'pointer' } } : node
        return {
          ...node,
          className: styles[mark] ?? '',
          ariaLabel: comparedText[mark]({ node: node.ariaLabel ?? '' }),
        }
      }),
    [drawing, faces, marks, isOpening],
  )
  const [shown, setShown] = useState({ fresh, nodes: fresh })
  if (shown.fresh !== fresh) setShown({ fresh, nodes: fresh })
  // The drawing is read-only, so React Flow reports only measured sizes here.
  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) =>
      setShown((before) => ({ ...before, nodes: applyNodeChanges(changes, before.nodes) })),
    [],
  )
  const wires = useMemo(
    () =>
      toFlowWires(drawing, NONE, []).map((wire): FlowWire => {
        const mark = wireMarks.get(wire.id)
        return mark ? { ...wire, className: styles[mark] ?? '' } : wire
      }),
    [drawing, wireMarks],
  )
  const { detail, grow } = detailAt(viewport.zoom)
  return (
    <section
      className={`${canvas.canvas} ${kit.grow} ${styles.drawing}`}
      aria-label={label}
      dir="ltr"
      data-detail={detail}
      style={{ '--grow': grow } as CSSProperties}
    >
      <ReactFlowProvider>
        <ReactFlow<FlowNode, FlowWire>
          id={id}
          nodes={shown.nodes}
          edges={wires}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          viewport={viewport}
          onViewportChange={onViewport}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          deleteKeyCode={null}
          selectionKeyCode={null}
          zoomOnDoubleClick={false}
          {...(onOpen ? { ...OVERVIEW, onNodeClick: (_, node) => onOpen(node.id) } : {})}
          onlyRenderVisibleElements
          proOptions={NO_LINK}
          minZoom={FIT.minZoom}
          maxZoom={2}
        >
          <Background id={id} variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--rule)" />
        </ReactFlow>
      </ReactFlowProvider>
    </section>
  )
}

/**
 * Returns a viewport that fits both drawings until the user moves it, and whether the drawings are shown side by side
 * or stacked. For a single drawing, pass it twice; `sizes` if its nodes differ in size.
 */
export function usePairViewport(
  box: RefObject<HTMLDivElement | null>,
  before: Drawing | undefined,
  after: Drawing | undefined,
  padding = 0.06,
  sizes?: NodeSizes,
) {
  const [view, setView] = useState<Viewport>({ x: 0, y: 0, zoom: 1 })
  const [layout, setLayout] = useState<'columns' | 'rows'>('columns')
  const isManual = useRef(false)
  useEffect(() => {
    const element = box.current
    if (!element || !before || !after) return
    isManual.current = false
    const all = boundsOf([...before.nodes, ...after.nodes], sizes)
    const fit = () => {
      const { width, height } = element.getBoundingClientRect()
      const wide = all.width / all.height > width / height
      setLayout(wide ? 'rows' : 'columns')
      const space =
        before === after
          ? { width, height: height + CAPTION }
          : wide
            ? { width, height: height / 2 }
            : { width: width / 2, height }
      if (!isManual.current)
        setView(getViewportForBounds(all, space.width, space.height - CAPTION, FIT.minZoom, FIT.maxZoom, padding))
    }
    const observer = new ResizeObserver(fit)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box, before, after, padding, sizes])
  return {
    view,
    layout,
    setView: (next: Viewport) => {
      isManual.current = true
      setView(next)
    },
  }
}

/** Height of the caption above each drawing, in pixels. */
const CAPTION = 26

function boundsOf(nodes: Drawing['nodes'], { faces, captionHeight = 0 }: NodeSizes = { faces: {} }) {
  const xs = nodes.map(({ position }) => position.x)
  const ys = nodes.map(({ position }) => position.y)
  // Wires may pass above the nodes.
  const [x, y] = [Math.min(...xs, 0), Math.min(...ys, 0) - 2 * captionHeight]
  const rights = nodes.map(({ kind, position }) => position.x + (faces[kind]?.width ?? NODE_WIDTH))
  const bottoms = nodes.map(
    ({ kind, position }) => position.y + Math.max(120, (faces[kind]?.height ?? 0) + captionHeight),
  )
  return { x, y, width: Math.max(...rights, 0) - x, height: Math.max(...bottoms, 0) - y }
}
