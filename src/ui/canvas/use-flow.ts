/**
 * @file useFlow: the React Flow nodes and wires of the current drawing, with handlers that turn user changes into
 * edits.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { applyNodeChanges, type EdgeChange, type NodeChange, useReactFlow } from 'reactflow'
import type { Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { shownDrawing } from '../../studio/network/block-levels'
import type { BoardState } from '../../studio/network/canvas-board'
import { useBoard, useRunCommand, useSelect } from './board-context'
import { useCatalog } from './canvas-catalog'
import { canvasUi, highlightWire, useCanvasUi } from './canvas-ui-state'
import { isUnconnected, wireUnderNode } from './drop-nodes'
import {
  type FlowNode,
  type FlowWire,
  moveEdits,
  removalEdits,
  selectedWiresAfter,
  selectionAfter,
  toFlowNodes,
  toFlowWires,
  withSelection,
} from './flow-nodes'
import { flowIdOf, noteIdOf, noteMoveEdits, toFlowNotes } from './notes'

const NO_WIRES: ReadonlySet<string> = new Set()
const NONE: readonly string[] = []

export interface FlowElements {
  readonly nodes: readonly FlowNode[]
  readonly wires: readonly FlowWire[]
  onNodesChange(changes: NodeChange<FlowNode>[]): void
  onEdgesChange(changes: EdgeChange<FlowWire>[]): void
  /** Removes the selected nodes, notes and wires in one undo step. */
  removeSelected(): void
  /** Clears the selection of nodes and wires. */
  deselect(): void
}

/** The drawing as React Flow elements. */
export function useFlow(): FlowElements {
  const board = useBoard()
  const run = useRunCommand()
  const { faces } = useCatalog()
  const drawing = useSelect(shownDrawing)
  const selection = useSelect((state) => state.selection)
  const noted = useSelect((state) => state.selectedNotes)
  const writing = useSelect((state) => state.canvas.writing)
  const toFlow = (before: readonly FlowNode[]) => [
    ...toFlowNodes(
      drawing,
      faces,
      selection,
      before.filter(({ type }) => type === 'node'),
    ),
    // Notes come after the nodes, because notes pinned to a node are its children.
    ...toFlowNotes(drawing, noted, writing, newNotePosition, before),
  ]
  const [nodes, setNodes] = useState<readonly FlowNode[]>(() => toFlow([]))
  const [shown, setShown] = useState({ drawing, selection, noted, writing })
  if (
    shown.drawing !== drawing ||
    shown.selection !== selection ||
    shown.noted !== noted ||
    shown.writing !== writing
  ) {
    setShown({ drawing, selection, noted, writing })
    const same = shown.drawing === drawing && shown.writing === writing
    setNodes(same ? withSelection(nodes, [...selection, ...noted.map(flowIdOf)]) : toFlow(nodes))
  }
  const [selectedWires, setSelectedWires] = useState(NO_WIRES)
  const lastWires = useRef<readonly FlowWire[]>([])
  const wires = useMemo(() => toFlowWires(drawing, selectedWires, lastWires.current), [drawing, selectedWires])
  useEffect(() => {
    lastWires.current = wires
  }, [wires])

  const held = useSelect((state) => board.store.subject.fixedNodes?.(state) ?? NONE)
  const placed = useMemo(
    () =>
      held.length === 0 ? nodes : nodes.map((node) => (held.includes(node.id) ? { ...node, draggable: false } : node)),
    [nodes, held],
  )

  const settle = useDragEnd()
  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const kept = changes.filter(({ type }) => type !== 'remove')
      setNodes((before) => applyNodeChanges(kept, before as FlowNode[]))
      const now = board.store.getState()
      const after = selectionAfter(changes, now.selection)
      const notes = selectionAfter(noteSelectionChanges(changes), now.selectedNotes)
      if (after !== now.selection || notes !== now.selectedNotes) run('select.set', { nodes: after, notes })
      settle(changes)
    },
    [board, run, settle],
  )
  const onEdgesChange = useCallback((changes: EdgeChange<FlowWire>[]) => {
    setSelectedWires((before) => selectedWiresAfter(changes, before))
  }, [])
  const removeSelected = useCallback(() => {
    const state = board.store.getState()
    const picked = state.selection
    const there = shownDrawing(state)
      .wires.filter(({ id }) => selectedWires.has(id))
      .map(({ id }) => id)
    const notes = state.selectedNotes
    const edits: Edit[] = [
      ...removalEdits(picked, there),
      ...(notes.length > 0 ? [{ type: 'unnote', notes } as const] : []),
    ]
    if (edits.length > 0) run('graph.edit', { edits })
    setSelectedWires(NO_WIRES)
  }, [board, run, selectedWires])

  const deselect = useCallback(() => {
    setSelectedWires(NO_WIRES)
    run('select.set', { nodes: [] })
  }, [run])

  return { nodes: placed, wires: useHoveredWireOnTop(wires), onNodesChange, onEdgesChange, removeSelected, deselect }
}

/** Above all nodes, including nodes being dragged: React Flow raises selected nodes to 1000. */
const TOP_Z_INDEX = 2000

/** Returns the wires, with the highlighted wire raised above the dragged node, which would otherwise hide the wire. */
function useHoveredWireOnTop(wires: readonly FlowWire[]): readonly FlowWire[] {
  const over = useCanvasUi((ui) => ui.hoveredWire)
  return useMemo(
    () => (over === null ? wires : wires.map((wire) => (wire.id === over ? { ...wire, zIndex: TOP_Z_INDEX } : wire))),
    [wires, over],
  )
}

/** Returns a handler that turns the final positions of a drag into edits. */
function useDragEnd(): (changes: readonly NodeChange<FlowNode>[]) => void {
  const board = useBoard()
  const run = useRunCommand()
  const finalPositions = useRef(new Map<string, Position>())
  const level = useRef('')
  const pointer = usePointer()
  // The pointer position used to find the wire under a dragged node. Undefined when arrow keys move the node, because
  // the pointer position is irrelevant then.
  const aim = useRef<Position | undefined>(undefined)
  const { update, clear } = useWireHighlight()
  const { flowToScreenPosition } = useReactFlow()

  const settle = useCallback(() => {
    clear()
    const state = board.store.getState()
    // Another project or block with the same node ids may have been opened in the meantime.
    const drawing = shownDrawing(state)
    const isSameLevel = levelKey(state) === level.current
    const { current: positions } = finalPositions
    const edits = isSameLevel ? [...moveEdits(drawing, positions), ...noteMoveEdits(drawing, positions)] : []
    finalPositions.current = new Map()
    const [moved, another] = edits.flatMap((edit) => (edit.type === 'move' ? Object.entries(edit.positions) : []))
    // A single unconnected node dropped on a wire is inserted into it; the move and the new wires form one undo step.
    const wire =
      moved && !another && edits.length === 1
        ? wireUnderNode(drawing, board.store.subject.catalog, moved[0], flowToScreenPosition(moved[1]), aim.current)
        : undefined
    aim.current = undefined
    if (moved && wire !== undefined) return run('graph.dropOnto', { node: moved[0], wire, position: moved[1] })
    if (edits.length > 0) run('graph.edit', { edits })
  }, [board, run, clear, flowToScreenPosition])
  useEffect(() => settle, [settle])

  return useCallback(
    (changes) => {
      const moves = changes.filter((change) => change.type === 'position')
      if (moves.length === 0) return
      level.current = levelKey(board.store.getState())
      for (const { id, position } of moves) if (position) finalPositions.current.set(id, position)
      if (!moves.some((move) => move.dragging)) return settle()
      aim.current = pointer.current
      const [only, another] = moves
      if (only?.position && !another) update(only.id, only.position, aim.current)
    },
    [board, settle, update, pointer],
  )
}

/** Tracks the pointer position, because during a drag React Flow reports only the node's position. */
function usePointer() {
  const pointer = useRef<Position | undefined>(undefined)
  useEffect(() => {
    const onMove = ({ clientX, clientY }: PointerEvent) => {
      pointer.current = { x: clientX, y: clientY }
    }
    window.addEventListener('pointermove', onMove, { capture: true, passive: true })
    return () => window.removeEventListener('pointermove', onMove, { capture: true })
  }, [])
  return pointer
}

/** Highlights the wire into which a dragged, unconnected node would be inserted; updates at most once per frame. */
function useWireHighlight() {
  const board = useBoard()
  const frame = useRef(0)
  const { flowToScreenPosition } = useReactFlow()
  const update = useCallback(
    (id: string, to: Position, pointer: Position | undefined) => {
      const drawing = shownDrawing(board.store.getState())
      const { catalog } = board.store.subject
      if (!isUnconnected(drawing, catalog, id)) return
      cancelAnimationFrame(frame.current)
      // Use the position from the drag event, because the rendered position may lag by a frame.
      frame.current = requestAnimationFrame(() =>
        highlightWire(wireUnderNode(drawing, catalog, id, flowToScreenPosition(to), pointer) ?? null),
      )
    },
    [board, flowToScreenPosition],
  )
  const clear = useCallback(() => {
    cancelAnimationFrame(frame.current)
    highlightWire(null)
  }, [])
  return { update, clear }
}

/** Selection changes of notes, converted to note ids. A new note has no id yet and is skipped. */
function noteSelectionChanges(changes: readonly NodeChange<FlowNode>[]): readonly NodeChange<FlowNode>[] {
  return changes.flatMap((change) => {
    const note = change.type === 'select' ? noteIdOf(change.id) : undefined
    return note && change.type === 'select' ? [{ ...change, id: note }] : []
  })
}

function newNotePosition(): Position {
  return canvasUi.getState().view?.pastePosition() ?? { x: 0, y: 0 }
}

function levelKey({ project, inside }: BoardState): string {
  return [project.id, ...inside].join('/')
}
