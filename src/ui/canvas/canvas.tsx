/**
 * @file Canvas: displays and edits a network or a service diagram. React Flow renders it; every change runs as an edit
 * command of the studio.
 */
import {
  type CSSProperties,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
} from 'react'
import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionLineType,
  type OnConnectEnd,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from 'reactflow'
import 'reactflow/dist/base.css'
import { GRID } from '../../graph/arrange'
import { BLOCK } from '../../graph/block'
import { boardText } from '../../messages/en/canvas/board'
import { shownDrawing } from '../../studio/network/block-levels'
import { useBoard, useOffered, useRunCall, useRunCommand, useSelect } from './board-context'
import { Button } from '../kit/button'
import kit from '../kit/kit.module.css'
import styles from './canvas.module.css'
import { useCatalog } from './canvas-catalog'
import { canvasUi, openMenuAt, openQuickAdd, startRenaming } from './canvas-ui-state'
import { usePaletteDrop } from './drop-nodes'
import { type FlowNode, type FlowWire, NODE_WIDTH, WIRE_Y } from './flow-nodes'
import { isTyping, useArrowKeys, useCanvasKeys, useFocus, useSlashKey } from './keyboard'
import { CanvasHead, NoteNode, OpenFlowParts, OpenParts } from './lazy-parts'
import { CanvasNode } from './node'
import { noteIdOf } from './notes'
import { clearTextSelection, useClipboard } from './use-clipboard'
import { useFlow } from './use-flow'
import { useGradually } from './use-gradually'
import {
  FIT,
  NO_LINK,
  useDetail,
  useRefit,
  useRevealSelected,
  useViewport,
  useViewRequests,
  ViewControls,
} from './viewport'
import { Wire } from './wire'

// Defined outside the component, so that React Flow does not remount every node on each render.
const NODE_TYPES = { node: CanvasNode, note: NoteNode }
const EDGE_TYPES = { wire: Wire }
const MULTI_SELECT_KEYS = ['Shift', 'Control', 'Meta']
const SNAP_GRID: [number, number] = [GRID, GRID]

interface CanvasProps {
  /** Controls at the end of the canvas head. */
  readonly actions?: ReactNode
}

/** The canvas of the open project, below its head: where the user is, what is wrong, and the page's own controls. */
export function Canvas({ actions }: CanvasProps) {
  // Remount the canvas on each level, so that it opens fitted to the view and without leftover state from nodes that
  // have the same id on another level.
  const project = useSelect((state) => [state.project.id, ...state.inside].join('/'))
  return (
    <ReactFlowProvider key={project}>
      <Board actions={actions} />
    </ReactFlowProvider>
  )
}

function Board({ actions }: CanvasProps) {
  const { nodes, wires, onNodesChange, onEdgesChange, removeSelected, deselect } = useFlow()
  const shown = useGradually(nodes, wires)
  const box = useRef<HTMLDivElement>(null)
  const run = useRunCommand()
  const onKeyDown = useCanvasKeys({ removeSelected, deselect })
  const canMove = useOffered('graph.move')
  const canConnect = useOffered('graph.connect')
  useSlashKey()
  const isManual = useRef(false)
  useViewport(box, isManual)
  useRevealSelected()
  useFocus(box)
  useViewRequests()
  useClipboard()
  const onMove = useRefit(box, shown.hasAllNodes, isManual)
  const { onDragOver, onDragLeave, onDrop } = usePaletteDrop()
  const onKeyDownCapture = useArrowKeys()
  const snap = useSelect((state) => state.canvas.snap)
  useCloseNoteOnLeave()
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
      // Reconnecting a wire moves exactly one of its ends.
      if (source !== wire.source || sourceHandle !== (wire.sourceHandle ?? null)) {
        run('graph.reconnect', { wire: wire.id, from: source, ...(sourceHandle ? { out: Number(sourceHandle) } : {}) })
      } else if (target !== wire.target || targetHandle !== (wire.targetHandle ?? null)) {
        run('graph.reconnect', { wire: wire.id, to: target, ...(targetHandle ? { port: Number(targetHandle) } : {}) })
      }
    },
    [run],
  )
  const onConnectEnd = useWireDrop(box)
  const opened = useDoubleClick()
  const { detail, grow } = useDetail()
  const takeFocus = useCallback(() => box.current?.focus({ preventScroll: true }), [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the parts inside take the focus; the canvas handles their keys.
    <div className={styles.frame} onKeyDown={onKeyDown} onKeyDownCapture={onKeyDownCapture}>
      <div className={`${kit.rowWide} ${styles.head}`}>
        <CanvasHead />
        <div className={styles.actions}>{actions}</div>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
      <div
        ref={box}
        className={styles.canvas}
        tabIndex={-1}
        onPointerDownCapture={clearTextSelection}
        onPointerUp={keepFocus}
        onContextMenu={openMenu}
        onDragOver={onDragOver}
        onDragLeave={onDragLeave}
        onDrop={onDrop}
        dir="ltr"
        data-canvas=""
        data-detail={detail}
        style={{ '--grow': grow } as CSSProperties}
      >
        <ReactFlow<FlowNode, FlowWire>
          nodes={shown.nodes as FlowNode[]}
          edges={shown.wires as FlowWire[]}
          nodesDraggable={canMove}
          nodesConnectable={canConnect}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onConnect={onConnect}
          onConnectEnd={onConnectEnd}
          onReconnect={onReconnect}
          isValidConnection={isBetweenNodes}
          onNodeDoubleClick={opened}
          onMove={onMove}
          onPaneClick={takeFocus}
          onEdgeClick={takeFocus}
          onSelectionEnd={takeFocus}
          snapToGrid={snap}
          snapGrid={SNAP_GRID}
          connectionLineType={ConnectionLineType.SmoothStep}
          connectionRadius={28}
          deleteKeyCode={null}
          multiSelectionKeyCode={MULTI_SELECT_KEYS}
          edgesFocusable={false}
          onlyRenderVisibleElements
          zoomOnDoubleClick={false}
          minZoom={FIT.minZoom}
          maxZoom={2}
          fitView
          fitViewOptions={FIT}
          proOptions={NO_LINK}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--rule)" />
          <OpenFlowParts />
        </ReactFlow>
        <OpenParts removeSelected={removeSelected} />
        <Empty />
        <ViewControls />
      </div>
    </div>
  )
}

/**
 * After React Flow removes its focused selection frame, focuses the canvas, so that the canvas continues to receive key
 * presses.
 */
function keepFocus({ currentTarget }: PointerEvent<HTMLElement>): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) currentTarget.focus({ preventScroll: true })
  })
}

function openMenu(event: MouseEvent): void {
  // Text fields keep the browser's native context menu.
  if (isTyping(event.target)) return
  event.preventDefault()
  openMenuAt(event.target, { x: event.clientX, y: event.clientY })
}

function isBetweenNodes({ source, target }: { readonly source: string; readonly target: string }): boolean {
  return source !== target
}

/** A double click enters a block, edits a note, runs the node's open action, or starts renaming the node. */
function useDoubleClick(): (event: MouseEvent, node: FlowNode) => void {
  const board = useBoard()
  const run = useRunCommand()
  const runOpening = useRunCall()
  const catalog = useCatalog()
  return useCallback(
    (event, node) => {
      const note = noteIdOf(node.id)
      if (note !== undefined) return run('note.write', { note })
      // Controls inside a node handle their own double clicks.
      if (event.target instanceof Element && event.target.closest('.nodrag')) return
      const drawn = shownDrawing(board.store.getState()).nodes.find(({ id }) => id === node.id)
      const opening = drawn && catalog.openAction?.(drawn)
      if (drawn?.kind === BLOCK) run('block.enter', { node: node.id })
      else if (opening) runOpening(opening)
      else if (board.offer('graph.rename')) startRenaming(node.id)
    },
    [board, run, runOpening, catalog],
  )
}

/** Closes the note being edited when the user leaves its level. */
function useCloseNoteOnLeave(): void {
  const board = useBoard()
  const run = useRunCommand()
  useEffect(
    () => () => {
      if (board.store.getState().canvas.writing !== null) run('note.close')
    },
    [board, run],
  )
}

function Empty() {
  const isEmpty = useSelect((state) => state.ready && shownDrawing(state).nodes.length === 0)
  const { nouns } = useCatalog()
  const offered = useOffered('graph.add')
  if (!isEmpty || !offered) return null
  return (
    <div className={styles.empty}>
      <p>{nouns.empty}</p>
      <Button onClick={openQuickAdd}>{boardText.addFirst({ noun: nouns.node })}</Button>
    </div>
  )
}

/** Handles wires that end on the empty canvas, whether drawn forward from an output or backward from an input. */
function useWireDrop(box: RefObject<HTMLDivElement | null>): OnConnectEnd {
  const { screenToFlowPosition } = useReactFlow()
  return useCallback(
    (event, { toNode, fromNode, fromHandle }) => {
      const bounds = box.current?.getBoundingClientRect()
      if (toNode || !fromNode || !fromHandle || !bounds) return
      const { clientX, clientY } =
        'changedTouches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event
      const { x, y } = screenToFlowPosition({ x: clientX, y: clientY })
      const screen = { x: clientX - bounds.left, y: clientY - bounds.top }
      // Handles of block ports use the port number as their id; handles of layers have no id.
      const port = fromHandle.id ? Number(fromHandle.id) : undefined
      const request =
        fromHandle.type === 'source'
          ? { at: { x, y: y - WIRE_Y }, from: fromNode.id, ...(port === undefined ? {} : { out: port }) }
          : { at: { x: x - NODE_WIDTH, y: y - WIRE_Y }, to: fromNode.id, ...(port === undefined ? {} : { port }) }
      canvasUi.setState({ quickAdd: { screen, ...request } })
    },
    [box, screenToFlowPosition],
  )
}
