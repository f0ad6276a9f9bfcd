/**
 * @file The canvas viewport: its center, when it moves automatically to fit all nodes or to show the selected one, and
 * small buttons for zoom, fit to view, the minimap, the grid, and the history.
 */
import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react'
import { getViewportForBounds, type OnMove, type ReactFlowState, useReactFlow, useStore, useStoreApi } from 'reactflow'
import type { Position } from '../../graph/drawing'
import { boardText } from '../../messages/en/canvas/board'
import { shownDrawing } from '../../studio/network/block-levels'
import { Icon, type IconName } from '../kit/icon'
import { Offered, useBoard, useRunCommand, useSelect } from './board-context'
import styles from './canvas.module.css'
import { canvasUi } from './canvas-ui-state'
import { type FlowNode, NODE_WIDTH, WIRE_Y } from './flow-nodes'

/**
 * Publishes the center of the view. Fits the view again when most nodes move at once, such as after an automatic
 * layout.
 */
export function useViewport(box: RefObject<HTMLDivElement | null>, isManual: RefObject<boolean>): void {
  const { screenToFlowPosition } = useReactFlow()
  const fitAll = useFitAll()
  const pointer = usePointer(box)
  const view = useMemo(
    () => ({
      center() {
        const { left, top, width, height } = box.current?.getBoundingClientRect() ?? new DOMRect()
        return {
          at: screenToFlowPosition({ x: left + width / 2, y: top + height / 2 }),
          screen: { x: width / 2 - 160, y: height / 2 - 150 },
        }
      },
      pastePosition() {
        const { x, y } = pointer.current ? screenToFlowPosition(pointer.current) : this.center().at
        return { x: Math.round(x - NODE_WIDTH / 2), y: Math.round(y - WIRE_Y) }
      },
    }),
    [box, pointer, screenToFlowPosition],
  )
  useEffect(() => {
    canvasUi.setState({ view, quickAdd: null, renaming: null })
    return () => canvasUi.setState({ view: null, quickAdd: null })
  }, [view])

  const drawing = useSelect(shownDrawing)
  const before = useRef(drawing)
  useEffect(() => {
    const was = new Map(before.current.nodes.map(({ id, position }) => [id, position]))
    before.current = drawing
    const moved = drawing.nodes.filter(({ id, position }) => was.has(id) && was.get(id) !== position).length
    const isRelaid = moved > 3 && moved > drawing.nodes.length / 2
    if (isRelaid) isManual.current = false
    const isEmptied = drawing.nodes.length < was.size && drawing.nodes.length > 0 && areOutOfView()
    if (isRelaid || isEmptied || (moved > 0 && wereAllInView(was.values()))) requestAnimationFrame(fitAll)

    /** Whether no node is left in view, as after the removal of many nodes far from the others. */
    function areOutOfView(): boolean {
      const { a, b } = corners() ?? {}
      if (!a || !b) return false
      return drawing.nodes.every(
        ({ position: { x, y } }) => x + NODE_WIDTH < a.x || x > b.x || y + 2 * WIRE_Y < a.y || y > b.y,
      )
    }

    /** The corners of the view on the canvas. */
    function corners() {
      if (!box.current) return undefined
      const { left, top, right, bottom } = box.current.getBoundingClientRect()
      return { a: screenToFlowPosition({ x: left, y: top }), b: screenToFlowPosition({ x: right, y: bottom }) }
    }

    /** Whether all nodes were in view before a new node pushed some of them out. */
    function wereAllInView(positions: Iterable<Position>): boolean {
      const { a, b } = corners() ?? {}
      if (drawing.nodes.length <= was.size || !a || !b) return false
      const isIn = ({ x, y }: Position) => x >= a.x && y >= a.y && x + NODE_WIDTH <= b.x && y + 2 * WIRE_Y <= b.y
      return [...positions].every(isIn) && !drawing.nodes.every(({ position }) => isIn(position))
    }
  }, [drawing, fitAll, screenToFlowPosition, box, isManual])
}

/** How much the canvas shows: everything, one line of settings per node, only the names of nodes, or only their glyphs. */
type Detail = 'all' | 'line' | 'name' | 'glyph'

/** The smallest zoom at which each level of detail fits. */
const ALL_FROM = 0.9
const LINE_FROM = 0.8
const NAME_FROM = 0.4
/** Below this zoom, glyphs get smaller too: they would be larger than the nodes. */
const SMALLEST_GLYPH_FROM = 0.2

/** The level of detail at a zoom, and by how much the text grows on the canvas so that it keeps its size on screen. */
export function detailAt(zoom: number): { readonly detail: Detail; readonly grow: number } {
  const detail = zoom >= ALL_FROM ? 'all' : zoom >= LINE_FROM ? 'line' : zoom >= NAME_FROM ? 'name' : 'glyph'
  // In steps, so that nodes are not laid out again in every frame of a zoom.
  const step = Math.floor(Math.min(1, Math.max(SMALLEST_GLYPH_FROM, zoom)) * 20 + 1e-6) / 20
  return { detail, grow: 1 / step }
}

/** The level of detail of the canvas at its zoom. */
export function useDetail() {
  return useStore(
    ({ transform: [, , zoom] }) => detailAt(zoom),
    (a, b) => a.grow === b.grow && a.detail === b.detail,
  )
}

/** The pointer position in window pixels while it is over the canvas. */
function usePointer(box: RefObject<HTMLDivElement | null>): RefObject<{ x: number; y: number } | null> {
  const at = useRef<{ x: number; y: number } | null>(null)
  useEffect(() => {
    const element = box.current
    const onMove = ({ clientX, clientY }: PointerEvent) => {
      at.current = { x: clientX, y: clientY }
    }
    const onLeave = () => {
      at.current = null
    }
    element?.addEventListener('pointermove', onMove)
    element?.addEventListener('pointerleave', onLeave)
    return () => {
      element?.removeEventListener('pointermove', onMove)
      element?.removeEventListener('pointerleave', onLeave)
    }
  }, [box])
  return at
}

/** Handles requests to bring all or some nodes into view. */
export function useViewRequests(): void {
  const { fitView } = useReactFlow()
  const fitAll = useFitAll()
  const look = useSelect((state) => state.canvas.look)
  const done = useRef(look)
  useEffect(() => {
    if (look === done.current || look === null) return
    done.current = look
    if (look.at === 'all') fitAll()
    else void fitView({ ...FIT, nodes: look.at.map((id) => ({ id })) })
  }, [look, fitView, fitAll])
}

/**
 * Scrolls a node into view with minimal movement if the node was selected outside the canvas, such as in the outline.
 */
export function useRevealSelected(): void {
  const { setViewport } = useReactFlow()
  const flow = useStoreApi<FlowNode>()
  const only = useSelect((state) => (state.selection.length === 1 ? state.selection[0] : undefined))
  useEffect(() => {
    const { nodeLookup, transform, width, height } = flow.getState()
    const node = only === undefined ? undefined : nodeLookup.get(only)
    if (!node || width === 0) return
    const [tx, ty, zoom] = transform
    const dx = shiftIntoView(node.position.x * zoom + tx, (node.measured.width ?? NODE_WIDTH) * zoom, width)
    const dy = shiftIntoView(node.position.y * zoom + ty, (node.measured.height ?? 2 * WIRE_Y) * zoom, height)
    if (dx !== 0 || dy !== 0) void setViewport({ x: tx + dx, y: ty + dy, zoom })
  }, [only, flow, setViewport])
}

/**
 * Fits the view again when the canvas is resized, has all its nodes, or a node grows out of it, until the user moves
 * the view. Its size is known to the commands that lay out the drawing.
 */
export function useRefit(
  box: RefObject<HTMLDivElement | null>,
  hasAllNodes: boolean,
  isManual: RefObject<boolean>,
): OnMove {
  const fitAll = useFitAll()
  const { store } = useBoard()
  const flow = useStoreApi<FlowNode>()
  useEffect(() => {
    const element = box.current
    if (!element) return
    let frame = 0
    const observer = new ResizeObserver(() => {
      const size = {
        width: element.clientWidth - 2 * PADDING.x,
        height: element.clientHeight - PADDING.top - PADDING.bottom,
      }
      if (size.width > 0 && size.height > 0) store.setState(({ canvas }) => ({ canvas: { ...canvas, size } }))
      cancelAnimationFrame(frame)
      if (!isManual.current) frame = requestAnimationFrame(fitAll)
    })
    observer.observe(element)
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
    }
  }, [box, fitAll, store, isManual])
  // Nodes grow when their pictures arrive, which is after the first fit and after a new layout.
  const height = useStore(({ nodes }) => nodes.reduce((sum, { measured }) => sum + (measured?.height ?? 0), 0))
  useEffect(() => {
    if (height > 0 && !isManual.current && isCut(flow.getState())) fitAll()
  }, [height, flow, fitAll, isManual])
  // The minimap takes space when it is shown, and gives it back.
  const fitted = useRef(fitAll)
  useEffect(() => {
    if (fitted.current !== fitAll && !isManual.current) fitAll()
    fitted.current = fitAll
  }, [fitAll, isManual])
  const hadAllNodes = useRef(hasAllNodes)
  useEffect(() => {
    if (hasAllNodes && !hadAllNodes.current && !isManual.current) fitAll()
    hadAllNodes.current = hasAllNodes
  }, [hasAllNodes, fitAll, isManual])
  return useCallback(
    (event) => {
      // Moves made by the program have no event. A press without a drag does not trigger this callback.
      if (event) isManual.current = true
    },
    [isManual],
  )
}

/** Whether a node is above or below the view. */
function isCut({ nodeLookup, transform: [, ty, zoom], height }: ReactFlowState<FlowNode>): boolean {
  return [...nodeLookup.values()].some(({ position, measured }) => {
    const top = position.y * zoom + ty
    return top < 0 || top + (measured.height ?? 0) * zoom > height
  })
}

/** How far to shift an interval so that it lies within 0 to `space`, including a margin. */
function shiftIntoView(from: number, length: number, space: number): number {
  const margin = 16
  if (from < margin) return margin - from
  return Math.min(0, Math.max(space - margin - from - length, margin - from))
}

const text = boardText.controls

/** A link out of the canvas would be one more thing to press by accident; docs/dependencies.md names what is used. */
export const NO_LINK = { hideAttribution: true }

/** Padding around the nodes. The bottom padding leaves space for these buttons and for content below nodes. */
const PADDING = { x: 24, top: 20, bottom: 58 }
/** The height of the minimap with its margins: nodes are fitted above it. */
const MAP_SPACE = 142
export const FIT = {
  padding: { x: `${PADDING.x}px`, top: `${PADDING.top}px`, bottom: `${PADDING.bottom}px` },
  /** In present mode, larger nodes go with the larger text. */
  get maxZoom() {
    return 'present' in document.documentElement.dataset ? 1.4 : 1
  },
  /** Small enough to fit a row of 500 layers in the view. */
  minZoom: 0.01,
} as const

/** Fits all nodes into the view, with the pictures that reach above and below them. */
function useFitAll(): () => void {
  const { setViewport } = useReactFlow()
  const flow = useStoreApi<FlowNode>()
  const hasMap = useSelect(({ canvas }) => canvas.map)
  return useCallback(() => {
    const { nodeLookup, domNode, width, height } = flow.getState()
    if (nodeLookup.size === 0 || width === 0) return
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const [id, { position, measured }] of nodeLookup) {
      const look = domNode?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] [data-kind]`)?.style
      const pixels = (value: string | undefined) => Number.parseFloat(value ?? '') || 0
      left = Math.min(left, position.x)
      right = Math.max(right, position.x + (measured.width ?? NODE_WIDTH))
      top = Math.min(top, position.y - pixels(look?.getPropertyValue('--lift')))
      bottom = Math.max(bottom, position.y + (measured.height ?? 0) - pixels(look?.marginBottom))
    }
    const bounds = { x: left, y: top, width: right - left, height: bottom - top }
    const padding = hasMap ? { ...FIT.padding, bottom: `${MAP_SPACE}px` as const } : FIT.padding
    void setViewport(getViewportForBounds(bounds, width, height, FIT.minZoom, FIT.maxZoom, padding))
  }, [setViewport, flow, hasMap])
}

/** Small buttons in the corner of the canvas. */
export function ViewControls() {
  const { zoomIn, zoomOut } = useReactFlow()
  const fitAll = useFitAll()
  const run = useRunCommand()
  const map = useSelect((state) => state.canvas.map)
  const snap = useSelect((state) => state.canvas.snap)
  return (
    <div className={styles.controls} data-clear="">
      <Control icon="plus" title={text.zoomIn} onPress={() => void zoomIn()} />
      <Control icon="minus" title={text.zoomOut} onPress={() => void zoomOut()} />
      <Control icon="fit" title={text.fit} onPress={fitAll} />
      <Offered command="canvas.map">
        <Control icon="map" title={text.map} pressed={map} onPress={() => run('canvas.map')} />
      </Offered>
      <Offered command="canvas.snap">
        <Control icon="grid" title={text.snap} pressed={snap} onPress={() => run('canvas.snap')} />
      </Offered>
      <Offered command="canvas.history">
        <Control icon="history" title={text.history} onPress={() => run('canvas.history')} />
      </Offered>
    </div>
  )
}

interface ControlProps {
  readonly icon: IconName
  readonly title: string
  /** Whether a toggle is on; undefined for a regular button. */
  readonly pressed?: boolean
  readonly onPress: () => void
}

function Control({ icon, title, pressed, onPress }: ControlProps) {
  return (
    <button type="button" aria-label={title} aria-pressed={pressed} title={title} onClick={onPress}>
      <Icon name={icon} size={14} />
    </button>
  )
}
