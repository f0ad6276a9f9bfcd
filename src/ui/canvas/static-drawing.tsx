/**
 * @file StaticDrawing: a read-only network or service diagram with highlighted changes. The parent component controls
 * the viewport.
 */
import { useCallback, useMemo, useState } from 'react'
import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  type Viewport,
} from 'reactflow'
import 'reactflow/dist/base.css'
import { boardText } from '../../messages/en/canvas/board'
import { shownDrawing } from '../../studio/network/block-levels'
import { useCatalog } from './canvas-catalog'
import canvas from './canvas.module.css'
import { type FlowNode, type FlowWire, toFlowNodes, toFlowWires } from './flow-nodes'
import { CanvasNode } from './node'
import { useSelect } from './board-context'
import styles from './static-drawing.module.css'
import { FIT } from './view-controls'
import { Wire } from './wire'

export type DiffMark = 'added' | 'removed' | 'changed' | 'follows'

const NODE_TYPES = { node: CanvasNode }
const EDGE_TYPES = { wire: Wire }
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
}

/** Renders the drawing of the board in context. */
export function StaticDrawing({ id, label, nodes: marks, wires: wireMarks, viewport, onViewport }: StaticDrawingProps) {
  const drawing = useSelect(shownDrawing)
  const { faces } = useCatalog()
  const fresh = useMemo(
    () =>
      toFlowNodes(drawing, faces, [], []).map((node): FlowNode => {
        const mark = marks.get(node.id)
        if (!mark) return node
        return {
          ...node,
          className: styles[mark] ?? '',
          ariaLabel: boardText.compared[mark]({ node: node.ariaLabel ?? '' }),
        }
      }),
    [drawing, faces, marks],
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
  return (
    <section className={`${canvas.canvas} ${styles.drawing}`} aria-label={label} dir="ltr">
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
          onlyRenderVisibleElements
          minZoom={FIT.minZoom}
          maxZoom={2}
        >
          <Background id={id} variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--line)" />
        </ReactFlow>
      </ReactFlowProvider>
    </section>
  )
}
