/**
 * @file OpenBlocks: blocks that are open in place. Each is shown as a frame below its node, or below what it would
 * cover there, with layers that can be selected.
 */
import { type KeyboardEvent, useEffect, useMemo } from 'react'
import { getViewportForBounds, useNodes, useReactFlow, useStore, ViewportPortal } from 'reactflow'
import { BLOCK, type Block, blockOf, PORT_IN, PORT_OUT, type Subgraph } from '../../graph/block'
import type { DrawnNode, Position } from '../../graph/drawing'
import { isExpression } from '../../graph/expression'
import { boardText } from '../../messages/en/canvas/board'
import { openBlockText as text } from '../../messages/en/canvas/problems'
import { shownDrawing } from '../../studio/network/block-levels'
import type { Board } from '../../studio/network/canvas-board'
import { placeOf } from '../../studio/network/inner-canvas-board'
import { Button } from '../kit/button'
import { Icon, NodeGlyph } from '../kit/icon'
import { BoardProvider, useBoard, useRunCommand, useSelect } from './board-context'
import { useCatalog } from './canvas-catalog'
import { nodeElement } from './canvas-ui-state'
import kit from '../kit/kit.module.css'
import styles from './expanded-blocks.module.css'
import { NODE_WIDTH } from './flow-nodes'
import { nodeText, outputText, problemsOf } from './selectors'
import { FIT } from './viewport'
import type { Obstacle } from './wire-route'

/** Gap between a frame and what is above it, the height of its head, and its minimum width, in canvas pixels. */
const FRAME_GAP = 10
const HEAD_HEIGHT = 34
const MIN_WIDTH = 230

/** Renders the frames of open blocks on the visible level. */
export function OpenBlocks() {
  const drawing = useSelect(shownDrawing)
  const opened = useSelect((state) => state.canvas.opened)
  const around = useSelect((state) => state.inside)
  const shown = drawing.nodes.flatMap((node) => {
    const block = opened?.includes(placeOf({ inside: around }, node.id)) ? blockOf(drawing, node) : undefined
    return block ? [{ node, block }] : []
  })
  const boxes = new Map(
    useNodes().map(({ id, position, measured }): [string, Obstacle] => [
      id,
      { ...position, width: measured?.width ?? NODE_WIDTH, height: measured?.height ?? 54 },
    ]),
  )
  const insets = shown.map(({ node, block }) => ({ node, block, inset: layoutInset(block.inside) }))
  const frames = placeFrames(
    [...boxes.values()],
    insets.map(({ node, inset: { width, height } }) => ({
      below: boxes.get(node.id) ?? { ...node.position, width: NODE_WIDTH, height: 54 },
      width: Math.max(width, MIN_WIDTH),
      height: height + HEAD_HEIGHT,
    })),
  )
  useFramesInView([...boxes.values(), ...frames], shown.map(({ node }) => node.id).join())
  return (
    <ViewportPortal>
      {insets.map(({ node, block, inset }, i) => (
        <Frame key={node.id} node={node} block={block} inset={inset} at={frames[i] ?? node.position} />
      ))}
    </ViewportPortal>
  )
}

/** Shows everything when a block opens and when the canvas is resized. */
function useFramesInView(boxes: readonly Obstacle[], opened: string): void {
  const { setViewport } = useReactFlow()
  const width = useStore((flow) => flow.width)
  const height = useStore((flow) => flow.height)
  // biome-ignore lint/correctness/useExhaustiveDependencies: moving a node must not move the view
  useEffect(() => {
    if (opened === '' || width === 0) return
    const { x, y, right, bottom } = boundsOf(boxes)
    const bounds = { x, y, width: right - x, height: bottom - y }
    const fit = () => setViewport(getViewportForBounds(bounds, width, height, FIT.minZoom, FIT.maxZoom, FIT.padding))
    const frame = requestAnimationFrame(() => void fit())
    return () => cancelAnimationFrame(frame)
  }, [opened, width, height, setViewport])
}

function boundsOf(boxes: readonly Obstacle[]) {
  return {
    x: Math.min(...boxes.map(({ x }) => x)),
    y: Math.min(...boxes.map(({ y }) => y)),
    right: Math.max(...boxes.map(({ x, width }) => x + width)),
    bottom: Math.max(...boxes.map(({ y, height }) => y + height)),
  }
}

interface FrameSize {
  /** The block's node. */
  readonly below: Obstacle
  readonly width: number
  readonly height: number
}

/** Places each frame below its node, and below nodes and frames that it would cover, but not beyond the drawing's sides. */
export function placeFrames(nodes: readonly Obstacle[], frames: readonly FrameSize[]): readonly Obstacle[] {
  const { x: left, right } = boundsOf(nodes)
  const taken = [...nodes]
  return frames.map(({ below, width, height }) => {
    const x = Math.max(left, Math.min(below.x + below.width / 2 - width / 2, right - width))
    let y = below.y + below.height + FRAME_GAP
    const covered = () =>
      taken.find((box) => box.x < x + width && x < box.x + box.width && box.y < y + height && y < box.y + box.height)
    for (let box = covered(); box; box = covered()) y = box.y + box.height + FRAME_GAP
    const frame = { x, y, width, height }
    taken.push(frame)
    return frame
  })
}

interface FrameProps {
  readonly node: DrawnNode
  readonly block: Block
  readonly inset: Inset
  /** The frame's top left corner. */
  readonly at: Position
}

function Frame({ node, block, inset, at }: FrameProps) {
  const run = useRunCommand()
  const board = useBoard()
  const catalog = useCatalog()
  const inner = useMemo(() => board.within?.(node.id), [board, node.id])
  const chosen = useSelect((state) => state.selection.length === 1 && state.selection[0] === node.id)
  if (!inner) return null
  const { repeat } = node.params
  const times = repeat === undefined || repeat === 1 ? '' : isExpression(repeat) ? repeat.slice(1) : String(repeat)
  return (
    <section
      className={`${styles.frame} nopan nodrag`}
      style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
      aria-label={text.label({ block: block.name })}
      data-open={node.id}
      data-chosen={chosen ? '' : undefined}
      onKeyDown={(event) => onKey(event, inner, () => nodeElement(node.id)?.focus({ preventScroll: true }))}
    >
      <div className={`${kit.row} ${styles.head}`}>
        <Icon name="model" size={12} />
        <b className={`${kit.ellipsis} ${styles.name}`} translate="no">
          {block.name}
        </b>
        {times !== '' && (
          <span className={kit.soft} title={text.repeatedTip}>
            {text.repeated({ times })}
          </span>
        )}
        <Button size="small" onClick={() => run('block.enter', { node: node.id })}>
          {text.enter}
        </Button>
        <Button
          size="small"
          icon="close"
          aria-label={text.closeNamed({ block: block.name })}
          title={text.close}
          onClick={() => run('block.open', { node: node.id })}
        />
      </div>
      <BoardProvider board={inner} catalog={catalog}>
        <InsetView inset={inset} block={block} />
      </BoardProvider>
    </section>
  )
}

/** Handles keys inside a frame, so that they act on its layers rather than on the outer canvas. */
function onKey(event: KeyboardEvent<HTMLElement>, inner: Board, leave: () => void): void {
  const { key } = event
  if (!/^(Delete|Backspace|Escape|Enter| |Arrow.*)$/.test(key)) return
  event.stopPropagation()
  const { selection } = inner.store.getState()
  if (key === 'Escape') leave()
  else if ((key === 'Delete' || key === 'Backspace') && selection.length > 0) {
    leave()
    void inner.run('graph.remove', { nodes: selection })
  }
}

/** Renders the block's layers and the wires between them. */
function InsetView({ inset, block }: { readonly inset: Inset; readonly block: Block }) {
  const { width, height, positions, lines } = inset
  return (
    <div className={styles.inset} style={{ width, height }}>
      <svg width={width} height={height} aria-hidden="true" focusable="false">
        {lines.map(({ id, path }) => (
          <path key={id} d={path} fill="none" stroke="var(--edge)" strokeWidth="1.5" />
        ))}
      </svg>
      <ul>
        {block.inside.nodes.map((node) => (
          <InnerNode key={node.id} node={node} at={positions.get(node.id) ?? { x: 0, y: 0 }} />
        ))}
      </ul>
    </div>
  )
}

interface InnerProps {
  readonly node: DrawnNode
  readonly at: { readonly x: number; readonly y: number }
}

/** Renders one layer: its name, its settings and its output shape. */
function InnerNode({ node, at }: InnerProps) {
  const run = useRunCommand()
  const catalog = useCatalog()
  const { id, kind, label } = node
  const settings = useSelect((state) => nodeText(catalog, state, id))
  const output = useSelect((state) => outputText(catalog, state, id))
  const problem = useSelect((state) => problemsOf(state, id)[0])
  const selected = useSelect((state) => state.selection[0] === id)
  const isInvalid = problem?.severity === 'error'
  const isPort = kind === PORT_IN || kind === PORT_OUT
  return (
    <li className={styles.place} style={{ left: at.x, top: at.y }}>
      <button
        type="button"
        className={styles.node}
        aria-pressed={selected}
        data-inner={id}
        data-bad={isInvalid ? '' : undefined}
        title={problem ? catalog.problemText(problem.problem) : boardText.node.described({ name: label, settings })}
        onClick={() => run('select.set', { nodes: [id] })}
        onDoubleClick={(event) => {
          event.stopPropagation()
          if (kind === BLOCK) run('block.enter', { node: id })
        }}
      >
        <span className={`${kit.rowTight} ${kit.strong} ${styles.label}`}>
          <NodeGlyph kind={kind} family={catalog.nodes.find(kind)?.family} size={12} />
          <span className={kit.ellipsis} translate="no">
            {label}
          </span>
        </span>
        <span className={`${kit.ellipsis} ${styles.settings}`}>
          {isInvalid ? boardText.node.hasProblem : isPort ? output : settings}
        </span>
        {!isPort && output !== '' && <span className={`${kit.faint} ${styles.output}`}>{output}</span>}
      </button>
    </li>
  )
}

interface Inset {
  readonly width: number
  readonly height: number
  /** Coordinates of each node's top left corner. */
  readonly positions: ReadonlyMap<string, Position>
  readonly lines: readonly { readonly id: string; readonly path: string }[]
}

/** Size of a node inside a frame, in canvas pixels. */
export const INSET_NODE = { width: 124, height: 60 } as const
/** Scale factors applied to the block's original positions: fixed horizontally, within a range vertically. */
const X_SCALE = 0.64
const [MIN_Y_SCALE, MAX_Y_SCALE] = [0.4, 0.68]
/** Vertical distance between a node and the next one below it. */
const ROW_STEP = INSET_NODE.height + 8
const PADDING = 10
/** Vertical clearance of a wire that is routed above the nodes it passes. */
const DETOUR = 12

/** Lays out a block's nodes and wires inside its frame. */
export function layoutInset({ nodes, wires }: Subgraph): Inset {
  const left = Math.min(...nodes.map(({ position }) => position.x))
  const top = Math.min(...nodes.map(({ position }) => position.y))
  const below = nodes.flatMap(({ position: a }) =>
    nodes.flatMap(({ position: b }) =>
      b.y - a.y > 20 && Math.abs(b.x - a.x) * X_SCALE < INSET_NODE.width ? [b.y - a.y] : [],
    ),
  )
  const yScale = Math.min(MAX_Y_SCALE, Math.max(MIN_Y_SCALE, ROW_STEP / Math.min(...below)))
  const hasDetour = wires.some(({ from, to }) => passesNodes(from, to))
  const startY = PADDING + (hasDetour ? DETOUR : 0)
  const positions = new Map(
    nodes.map(({ id, position }) => [
      id,
      { x: PADDING + Math.round((position.x - left) * X_SCALE), y: startY + Math.round((position.y - top) * yScale) },
    ]),
  )
  const xs = [...positions.values()].map(({ x }) => x)
  const ys = [...positions.values()].map(({ y }) => y)
  const lines = wires.flatMap(({ id, from, to }) => {
    const [a, b] = [positions.get(from), positions.get(to)]
    if (!a || !b) return []
    const [x1, y1, x2, y2] = [a.x + INSET_NODE.width, a.y + INSET_NODE.height / 2, b.x, b.y + INSET_NODE.height / 2]
    if (passesNodes(from, to)) {
      const over = a.y - DETOUR / 2
      return [
        {
          id,
          path: `M${x1} ${y1}C${x1 + 14} ${y1} ${x1} ${over} ${x1 + 18} ${over}H${x2 - 18}C${x2} ${over} ${x2 - 14} ${y2} ${x2} ${y2}`,
        },
      ]
    }
    const bend = Math.max(10, Math.abs(x2 - x1) / 2)
    return [{ id, path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` }]
  })
  return {
    width: (nodes.length > 0 ? Math.max(...xs) + INSET_NODE.width : 0) + PADDING,
    height: (nodes.length > 0 ? Math.max(...ys) + INSET_NODE.height : 0) + PADDING,
    positions,
    lines,
  }

  /** Whether a straight wire would cross other nodes in the same row. */
  function passesNodes(from: string, to: string): boolean {
    const a = nodes.find(({ id }) => id === from)?.position
    const b = nodes.find(({ id }) => id === to)?.position
    if (!a || !b || Math.abs(a.y - b.y) > 20) return false
    return nodes.some(({ position: { x, y } }) => Math.abs(y - a.y) <= 20 && x > a.x && x < b.x)
  }
}
