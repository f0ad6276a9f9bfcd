/** @file useFlow: the flow nodes and wires of the drawing as it is, and what becomes of the changes a hand makes to them. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { applyNodeChanges, type EdgeChange, type NodeChange } from 'reactflow'
import type { Position } from '../../graph/drawing'
import { shownDrawing } from '../../studio/levels'
import type { BoardState } from '../../studio/board'
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
import { useBoard, useRun, useSelect } from './on-board'
import { wireUnder } from './wire-under'

/** After the last arrow key, in ms: a burst of them is one move. */
const BURST = 350
const NO_WIRES: ReadonlySet<string> = new Set()

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
  const [nodes, setNodes] = useState(() => toFlowNodes(drawing, faces, selection, []))
  const [shown, setShown] = useState({ drawing, selection })
  if (shown.drawing !== drawing || shown.selection !== selection) {
    setShown({ drawing, selection })
    setNodes(
      shown.drawing === drawing ? withSelection(nodes, selection) : toFlowNodes(drawing, faces, selection, nodes),
    )
  }
  const [selectedWires, setSelectedWires] = useState(NO_WIRES)
  const lastWires = useRef<readonly FlowWire[]>([])
  const wires = useMemo(() => toFlowWires(drawing, selectedWires, lastWires.current), [drawing, selectedWires])
  useEffect(() => {
    lastWires.current = wires
  }, [wires])

  const settle = useSettling()
  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const kept = changes.filter(({ type }) => type !== 'remove')
      setNodes((before) => applyNodeChanges(kept, before as FlowNode[]))
      const now = board.store.getState().selection
      const after = selectionAfter(changes, now)
      if (after !== now) run('select.set', { nodes: after })
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
    const edits = toRemoval(picked, there)
    if (edits.length > 0) run('graph.edit', { edits, title: 'Remove' })
    setSelectedWires(NO_WIRES)
  }, [board, run, selectedWires])

  const deselect = useCallback(() => {
    setSelectedWires(NO_WIRES)
    run('select.set', { nodes: [] })
  }, [run])

  return { nodes, wires, onNodesChange, onEdgesChange, removeSelected, deselect }
}

/** Turns where nodes come to rest into edits: at the end of a drag, or when a burst of arrow keys is over. */
function useSettling(): (changes: readonly NodeChange<FlowNode>[]) => void {
  const board = useBoard()
  const run = useRun()
  const rested = useRef(new Map<string, Position>())
  const place = useRef('')
  const dragging = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const settle = useCallback(() => {
    clearTimeout(timer.current)
    const state = board.store.getState()
    // Another project or block may have been opened since; its nodes may have the same names.
    const drawing = shownDrawing(state)
    const edits = placeOf(state) === place.current ? toMove(drawing, rested.current) : []
    rested.current = new Map()
    const [moved, another] = edits.flatMap((edit) => (edit.type === 'move' ? Object.entries(edit.positions) : []))
    // One loose node, let go over a wire, is meant to go into it: the move and the wires are one step.
    const wire =
      dragging.current && moved && !another ? wireUnder(drawing, board.store.subject.catalog, moved[0]) : undefined
    if (moved && wire !== undefined) return run('graph.dropOnto', { node: moved[0], wire, position: moved[1] })
    if (edits.length > 0) run('graph.edit', { edits, title: 'Move' })
  }, [board, run])
  useEffect(() => settle, [settle])

  return useCallback(
    (changes) => {
      const moves = changes.filter((change) => change.type === 'position')
      if (moves.length === 0) return
      place.current = placeOf(board.store.getState())
      for (const { id, position } of moves) if (position) rested.current.set(id, position)
      if (moves.some((move) => move.dragging)) {
        dragging.current = true
        return
      }
      clearTimeout(timer.current)
      if (dragging.current) settle()
      else timer.current = setTimeout(settle, BURST)
      dragging.current = false
    },
    [board, settle],
  )
}

function placeOf({ project, inside }: BoardState): string {
  return [project.id, ...inside].join('/')
}
