/** @file Canvas: a network or a service diagram, to view and to edit. React Flow draws it; every change is an edit of the studio. */
import { type MouseEvent, type PointerEvent, useCallback, useEffect, useRef } from 'react'
import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionLineType,
  ReactFlow,
  ReactFlowProvider,
} from 'reactflow'
import 'reactflow/dist/base.css'
import { boardText } from '../../messages/en/canvas/board'
import { GRID } from '../../graph/arrange'
import { BLOCK } from '../../graph/block'
import { shownDrawing } from '../../studio/levels'
import { Arranging } from './arranging'
import { Breadcrumbs } from './breadcrumbs'
import styles from './canvas.module.css'
import { openQuickAdd, startRenaming } from './canvas-ui'
import { useCatalog } from './catalog'
import type { FlowNode, FlowWire } from './flow'
import { CanvasNode } from './node'
import { NoteNode } from './note'
import { noteIdOf } from './note-flow'
import { useBoard, useOffered, useRun, useSelect } from './on-board'
import { OpenProblem } from './problem'
import { openMenuAt } from './open-menu'
import {
  MapOnDemand,
  MenuOnDemand,
  OpenBlocksOnDemand,
  PanelsOnDemand,
  PickerOnDemand,
  QuickAddOnDemand,
} from './on-demand'
import { unmark, useClipboard } from './use-clipboard'
import { useDrop } from './use-drop'
import { useFlow } from './use-flow'
import { useFocus } from './use-focus'
import { isTyping, useArrows, useCanvasKeys, useSlash } from './use-keys'
import { useLetGo } from './use-let-go'
import { useLook, useRefit, useReveal, useView } from './use-view'
import { FIT, ViewControls } from './view-controls'
import { Wire } from './wire'

// Outside the component, so that React Flow does not mount every node again.
const NODE_TYPES = { node: CanvasNode, note: NoteNode }
const EDGE_TYPES = { wire: Wire }
const SEVERAL = ['Shift', 'Control', 'Meta']
const SNAP: [number, number] = [GRID, GRID]

/** The canvas of the open project. */
export function Canvas() {
  // Each level remounts the canvas: it opens fitted to view, and keeps nothing of nodes with the same id on another level.
  const project = useSelect((state) => [state.project.id, ...state.inside].join('/'))
  return (
    <ReactFlowProvider key={project}>
      <Board />
    </ReactFlowProvider>
  )
}

function Board() {
  const { nodes, wires, onNodesChange, onEdgesChange, removeSelected, deselect } = useFlow()
  const box = useRef<HTMLDivElement>(null)
  const run = useRun()
  const onKeyDown = useCanvasKeys({ removeSelected, deselect })
  const movable = useOffered('graph.move')
  const wirable = useOffered('graph.connect')
  useSlash()
  useView(box)
  useReveal()
  useFocus(box)
  useLook()
  useClipboard()
  const onMove = useRefit(box)
  const { onDragOver, onDragLeave, onDrop } = useDrop()
  const onKeyDownCapture = useArrows()
  const snap = useSelect((state) => state.canvas.snap)
  useWritingHere()
  const onConnect = useCallback(
    ({ source, target, sourceHandle, targetHandle }: Connection) =>
      run('graph.connect', {
        from: source,
        to: target,
        ...(sourceHandle ? { out: Number(sourceHandle) } : {}),
        ...(targetHandle ? { port: Number(targetHandle) } : {}),
      }),
    [run],
  )
  const onReconnect = useCallback(
    (wire: FlowWire, { source, target, sourceHandle, targetHandle }: Connection) => {
      // One end moved, the other did not.
      if (source !== wire.source || sourceHandle !== (wire.sourceHandle ?? null)) {
        run('graph.reconnect', { wire: wire.id, from: source, ...(sourceHandle ? { out: Number(sourceHandle) } : {}) })
      } else if (target !== wire.target || targetHandle !== (wire.targetHandle ?? null)) {
        run('graph.reconnect', { wire: wire.id, to: target, ...(targetHandle ? { port: Number(targetHandle) } : {}) })
      }
    },
    [run],
  )
  const onConnectEnd = useLetGo(box)
  const opened = useOpening()
  const takeFocus = useCallback(() => box.current?.focus({ preventScroll: true }), [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the nodes inside take the focus; their keys are handled here once.
    <div
      ref={box}
      className={styles.canvas}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onKeyDownCapture={onKeyDownCapture}
      onPointerDownCapture={unmark}
      onPointerUp={keepFocus}
      onContextMenu={openMenu}
      onDragOver={onDragOver}
      onDragLeave={onDragLeave}
      onDrop={onDrop}
      data-canvas=""
    >
      <ReactFlow<FlowNode, FlowWire>
        nodes={nodes as FlowNode[]}
        edges={wires as FlowWire[]}
        nodesDraggable={movable}
        nodesConnectable={wirable}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        onReconnect={onReconnect}
        isValidConnection={notItself}
        onNodeDoubleClick={opened}
        onMove={onMove}
        onPaneClick={takeFocus}
        onEdgeClick={takeFocus}
        onSelectionEnd={takeFocus}
        snapToGrid={snap}
        snapGrid={SNAP}
        connectionLineType={ConnectionLineType.SmoothStep}
        connectionRadius={28}
        deleteKeyCode={null}
        multiSelectionKeyCode={SEVERAL}
        edgesFocusable={false}
        onlyRenderVisibleElements
        zoomOnDoubleClick={false}
        minZoom={FIT.minZoom}
        maxZoom={2}
        fitView
        fitViewOptions={FIT}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--line)" />
        <MapOnDemand />
        <OpenBlocksOnDemand />
      </ReactFlow>
      <Breadcrumbs />
      <Arranging />
      <OpenProblem />
      <Empty />
      <QuickAddOnDemand />
      <PanelsOnDemand />
      <PickerOnDemand />
      <MenuOnDemand removeSelected={removeSelected} />
      <ViewControls />
    </div>
  )
}

/** React Flow removes its frame around the selection, and the focus with it. The canvas takes the focus, so that it gets the next keys. */
function keepFocus({ currentTarget }: PointerEvent<HTMLElement>): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) currentTarget.focus({ preventScroll: true })
  })
}

function openMenu(event: MouseEvent): void {
  // A field keeps the browser's own menu.
  if (isTyping(event.target)) return
  event.preventDefault()
  openMenuAt(event.target, { x: event.clientX, y: event.clientY })
}

function notItself({ source, target }: { readonly source: string; readonly target: string }): boolean {
  return source !== target
}

/** A double click steps into a block, edits a note, opens what a node can open, or renames it. */
function useOpening(): (event: MouseEvent, node: FlowNode) => void {
  const board = useBoard()
  const run = useRun()
  const catalog = useCatalog()
  return useCallback(
    (event, node) => {
      const note = noteIdOf(node.id)
      if (note !== undefined) return run('note.write', { note })
      // Controls inside a node handle their own double clicks.
      if (event.target instanceof Element && event.target.closest('.nodrag')) return
      const drawn = shownDrawing(board.store.getState()).nodes.find(({ id }) => id === node.id)
      const opening = drawn && catalog.opens?.(drawn)
      if (drawn?.kind === BLOCK) run('block.enter', { node: node.id })
      else if (opening) run(opening.command, opening.args)
      else if (board.offer('graph.rename')) startRenaming(node.id)
    },
    [board, run, catalog],
  )
}

/** Leaving a level ends the editing of a note on it. */
function useWritingHere(): void {
  const board = useBoard()
  const run = useRun()
  useEffect(
    () => () => {
      if (board.store.getState().canvas.writing !== null) run('note.close')
    },
    [board, run],
  )
}

function Empty() {
  const empty = useSelect((state) => state.ready && shownDrawing(state).nodes.length === 0)
  const { nouns } = useCatalog()
  const offered = useOffered('graph.add')
  if (!empty || !offered) return null
  return (
    <div className={styles.empty}>
      <p>{nouns.empty}</p>
      <button type="button" className={styles.first} onClick={openQuickAdd}>
        {boardText.addFirst({ noun: nouns.node })}
      </button>
    </div>
  )
}
