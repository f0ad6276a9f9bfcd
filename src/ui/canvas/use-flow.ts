/** @file useFlow: the flow nodes and wires of the drawing as it is, and what becomes of the changes a hand makes to them. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { applyNodeChanges, type EdgeChange, type NodeChange, useReactFlow } from 'reactflow'
import type { Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { shownDrawing } from '../../studio/levels'
import type { BoardState } from '../../studio/board'
import { canvasUi, hoverWire, useCanvasUi } from './canvas-ui'
import { useCatalog } from './catalog'
import {
  type FlowNode,
  type FlowWire,
  selectionAfter,
  toFlowNodes,
  toFlowWires,
  toMove,
  toRemoval,
  wiresAfter,
  withSelection,
} from './flow'
import { flowIdOf, noteIdOf, toFlowNotes, toNoteMoves } from './note-flow'
import { useBoard, useRun, useSelect } from './on-board'
import { isLoose, wireUnder } from './wire-under'

const NO_WIRES: ReadonlySet<string> = new Set()
const NONE: readonly string[] = []

export interface Flow {
  readonly nodes: readonly FlowNode[]
  readonly wires: readonly FlowWire[]
  onNodesChange(changes: NodeChange<FlowNode>[]): void
  onEdgesChange(changes: EdgeChange<FlowWire>[]): void
  /** Removes what is selected, nodes and wires, in one step. */
  removeSelected(): void
  /** Selects nothing, neither nodes nor wires. */
  deselect(): void
}

/** The drawing for React Flow. */
export function useFlow(): Flow {
  const board = useBoard()
  const run = useRun()
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
    // Behind the nodes: those that are pinned to one are its children.
    ...toFlowNotes(drawing, noted, writing, placeOfNew, before),
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

  const held = useSelect((state) => board.store.subject.held?.(state) ?? NONE)
  const placed = useMemo(
    () =>
      held.length === 0 ? nodes : nodes.map((node) => (held.includes(node.id) ? { ...node, draggable: false } : node)),
    [nodes, held],
  )

  const settle = useSettling()
  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const kept = changes.filter(({ type }) => type !== 'remove')
      setNodes((before) => applyNodeChanges(kept, before as FlowNode[]))
      const now = board.store.getState()
      const after = selectionAfter(changes, now.selection)
      const notes = selectionAfter(ofNotes(changes), now.selectedNotes)
      if (after !== now.selection || notes !== now.selectedNotes) run('select.set', { nodes: after, notes })
      settle(changes)
    },
    [board, run, settle],
  )
  const onEdgesChange = useCallback((changes: EdgeChange<FlowWire>[]) => {
    setSelectedWires((before) => wiresAfter(changes, before))
  }, [])
  const removeSelected = useCallback(() => {
    const state = board.store.getState()
    const picked = state.selection
    const there = shownDrawing(state)
      .wires.filter(({ id }) => selectedWires.has(id))
      .map(({ id }) => id)
    const notes = state.selectedNotes
    const edits: Edit[] = [
      ...toRemoval(picked, there),
      ...(notes.length > 0 ? [{ type: 'unnote', notes } as const] : []),
    ]
    if (edits.length > 0) run('graph.edit', { edits })
    setSelectedWires(NO_WIRES)
  }, [board, run, selectedWires])

  const deselect = useCallback(() => {
    setSelectedWires(NO_WIRES)
    run('select.set', { nodes: [] })
  }, [run])

  return { nodes: placed, wires: useOverWire(wires), onNodesChange, onEdgesChange, removeSelected, deselect }
}

/** Above all nodes, what is dragged too: React Flow lifts the selected to 1000. */
const TOP = 2000

/** The wires, the one that takes what is dragged in front of it: it would be hidden under it. */
function useOverWire(wires: readonly FlowWire[]): readonly FlowWire[] {
  const over = useCanvasUi((ui) => ui.over)
  return useMemo(
    () => (over === null ? wires : wires.map((wire) => (wire.id === over ? { ...wire, zIndex: TOP } : wire))),
    [wires, over],
  )
}

/** Turns where nodes come to rest at the end of a drag into edits. */
function useSettling(): (changes: readonly NodeChange<FlowNode>[]) => void {
  const board = useBoard()
  const run = useRun()
  const rested = useRef(new Map<string, Position>())
  const place = useRef('')
  const pointer = usePointer()
  // None where arrow keys move a node: the pointer rests anywhere then.
  const aim = useRef<Position | undefined>(undefined)
  const { look, end } = useHover()
  const { flowToScreenPosition } = useReactFlow()

  const settle = useCallback(() => {
    end()
    const state = board.store.getState()
    // Another project or block may have been opened since; its nodes may have the same names.
    const drawing = shownDrawing(state)
    const here = placeOf(state) === place.current
    const edits = here ? [...toMove(drawing, rested.current), ...toNoteMoves(drawing, rested.current)] : []
    rested.current = new Map()
    const [moved, another] = edits.flatMap((edit) => (edit.type === 'move' ? Object.entries(edit.positions) : []))
    // One loose node, let go over a wire, is meant to go into it: the move and the wires are one step.
    const wire =
      moved && !another && edits.length === 1
        ? wireUnder(drawing, board.store.subject.catalog, moved[0], flowToScreenPosition(moved[1]), aim.current)
        : undefined
    aim.current = undefined
    if (moved && wire !== undefined) return run('graph.dropOnto', { node: moved[0], wire, position: moved[1] })
    if (edits.length > 0) run('graph.edit', { edits })
  }, [board, run, end, flowToScreenPosition])
  useEffect(() => settle, [settle])

  return useCallback(
    (changes) => {
      const moves = changes.filter((change) => change.type === 'position')
      if (moves.length === 0) return
      place.current = placeOf(board.store.getState())
      for (const { id, position } of moves) if (position) rested.current.set(id, position)
      if (!moves.some((move) => move.dragging)) return settle()
      aim.current = pointer.current
      const [only, another] = moves
      if (only?.position && !another) look(only.id, only.position, aim.current)
    },
    [board, settle, look, pointer],
  )
}

/** The pointer position: during a drag, React Flow reports only that of the node. */
function usePointer() {
  const pointer = useRef<Position | undefined>(undefined)
  useEffect(() => {
    const keep = ({ clientX, clientY }: PointerEvent) => {
      pointer.current = { x: clientX, y: clientY }
    }
    window.addEventListener('pointermove', keep, { capture: true, passive: true })
    return () => window.removeEventListener('pointermove', keep, { capture: true })
  }, [])
  return pointer
}

/** Shows, while a loose node is dragged, which wire it would go into; looked for once a frame. */
function useHover() {
  const board = useBoard()
  const frame = useRef(0)
  const { flowToScreenPosition } = useReactFlow()
  const look = useCallback(
    (id: string, to: Position, pointer: Position | undefined) => {
      const drawing = shownDrawing(board.store.getState())
      const { catalog } = board.store.subject
      if (!isLoose(drawing, catalog, id)) return
      cancelAnimationFrame(frame.current)
      // Where it is dragged to, not where it is drawn: that may be a frame behind.
      frame.current = requestAnimationFrame(() =>
        hoverWire(wireUnder(drawing, catalog, id, flowToScreenPosition(to), pointer) ?? null),
      )
    },
    [board, flowToScreenPosition],
  )
  const end = useCallback(() => {
    cancelAnimationFrame(frame.current)
    hoverWire(null)
  }, [])
  return { look, end }
}

/** Changes of notes by their own ids; the one that is being written is none yet. */
function ofNotes(changes: readonly NodeChange<FlowNode>[]): readonly NodeChange<FlowNode>[] {
  return changes.flatMap((change) => {
    const note = change.type === 'select' ? noteIdOf(change.id) : undefined
    return note && change.type === 'select' ? [{ ...change, id: note }] : []
  })
}

function placeOfNew(): Position {
  return canvasUi.getState().view?.pasteAt() ?? { x: 0, y: 0 }
}

function placeOf({ project, inside }: BoardState): string {
  return [project.id, ...inside].join('/')
}
