/** @file Still: a network or service diagram that can only be viewed, with marks on what changed. Its owner controls the viewport. */
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
import { shownDrawing } from '../../studio/levels'
import { useCatalog } from './catalog'
import canvas from './canvas.module.css'
import { type FlowNode, type FlowWire, toFlowNodes, toFlowWires } from './flow'
import { CanvasNode } from './node'
import { useSelect } from './on-board'
import styles from './still.module.css'
import { FIT } from './view-controls'
import { Wire } from './wire'

export type Sign = 'added' | 'removed' | 'changed' | 'follows'

const NODE_TYPES = { node: CanvasNode }
const EDGE_TYPES = { wire: Wire }
const NONE: ReadonlySet<string> = new Set()

export interface StillProps {
  /** Unique on the page. */
  readonly id: string
  readonly label: string
  /** By node and by wire. */
  readonly nodes: ReadonlyMap<string, Sign>
  readonly wires: ReadonlyMap<string, Sign>
  readonly viewport: Viewport
  readonly onViewport: (viewport: Viewport) => void
}

/** The drawing of its board. */
export function Still({ id, label, nodes: signs, wires: wireSigns, viewport, onViewport }: StillProps) {
  const drawing = useSelect(shownDrawing)
  const { faces } = useCatalog()
  const fresh = useMemo(
    () =>
      toFlowNodes(drawing, faces, [], []).map((node): FlowNode => {
        const sign = signs.get(node.id)
        if (!sign) return node
        return {
          ...node,
          className: styles[sign] ?? '',
          ariaLabel: boardText.compared[sign]({ node: node.ariaLabel ?? '' }),
        }
      }),
    [drawing, faces, signs],
  )
  const [shown, setShown] = useState({ fresh, nodes: fresh })
  if (shown.fresh !== fresh) setShown({ fresh, nodes: fresh })
  // The only changes here are sizes that the browser measured.
  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) =>
      setShown((before) => ({ ...before, nodes: applyNodeChanges(changes, before.nodes) })),
    [],
  )
  const wires = useMemo(
    () =>
      toFlowWires(drawing, NONE, []).map((wire): FlowWire => {
        const sign = wireSigns.get(wire.id)
        return sign ? { ...wire, className: styles[sign] ?? '' } : wire
      }),
    [drawing, wireSigns],
  )
  return (
    <section className={`${canvas.canvas} ${styles.still}`} aria-label={label}>
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
