/**
 * @file OpenBlocks: blocks that are open in place. Each is shown as a frame below its node, with layers that can be
 * selected.
 */
import { type KeyboardEvent, useMemo } from 'react'
import { useInternalNode, ViewportPortal } from 'reactflow'
import { BLOCK, type Block, blockOf, PORT_IN, PORT_OUT, type Subgraph } from '../../graph/block'
import type { DrawnNode, Position } from '../../graph/drawing'
import { isExpression } from '../../graph/expression'
import { boardText } from '../../messages/en/canvas/board'
import { shownDrawing } from '../../studio/network/block-levels'
import type { Board } from '../../studio/network/canvas-board'
import { placeOf } from '../../studio/network/inner-canvas-board'
import { Icon, NodeGlyph } from '../kit/icon'
import { BoardProvider, useBoard, useRunCommand, useSelect } from './board-context'
import { useCatalog } from './canvas-catalog'
import { nodeElement } from './canvas-ui-state'
import kit from '../kit/kit.module.css'
import styles from './expanded-blocks.module.css'
import { NODE_WIDTH } from './flow-nodes'
import { nodeText, outputText, problemsOf } from './selectors'

const text = boardText.openBlock

/** Gap between a node and the frame below it, in canvas pixels. */
const FRAME_GAP = 10

/** Renders the frames of open blocks on the visible level. */
export function OpenBlocks() {
  const drawing = useSelect(shownDrawing)
  const opened = useSelect((state) => state.canvas.opened)
  const around = useSelect((state) => state.inside)
  const shown = drawing.nodes.flatMap((node) => {
    const block = opened?.includes(placeOf({ inside: around }, node.id)) ? blockOf(drawing, node) : undefined
    return block ? [{ node, block }] : []
  })
  const left = Math.min(...drawing.nodes.map(({ position }) => position.x))
  return (
    <ViewportPortal>
      {shown.map(({ node, block }) => (
        <Frame key={node.id} node={node} block={block} left={left} />
      ))}
    </ViewportPortal>
  )
}

interface FrameProps {
  readonly node: DrawnNode
  readonly block: Block
  /** The left edge of the drawing, in canvas pixels; no frame extends beyond it. */
  readonly left: number
}

function Frame({ node, block, left }: FrameProps) {
  const run = useRunCommand()
  const board = useBoard()
  const catalog = useCatalog()
  const inner = useMemo(() => board.within?.(node.id), [board, node.id])
  const flow = useInternalNode(node.id)
  const inset = useMemo(() => layoutInset(block.inside), [block.inside])
  const chosen = useSelect((state) => state.selection.length === 1 && state.selection[0] === node.id)
  if (!inner || !flow) return null
  const { x, y } = flow.internals.positionAbsolute
  // Center the frame below its node, but not beyond the left edge of the drawing.
  const frameX = Math.min(x, Math.max(left, x + NODE_WIDTH / 2 - inset.width / 2))
  const top = y + (flow.measured.height ?? 54) + FRAME_GAP
  const { repeat } = node.params
  const times = repeat === undefined || repeat === 1 ? '' : isExpression(repeat) ? repeat.slice(1) : String(repeat)
  return (
    <section
      className={`${styles.frame} nopan nodrag`}
      style={{ transform: `translate(${frameX}px, ${top}px)` }}
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
        <button type="button" className={styles.wire} onClick={() => run('block.enter', { node: node.id })}>
          {text.enter}
        </button>
        <button
          type="button"
          className={styles.wire}
          aria-label={text.closeNamed({ block: block.name })}
          title={text.close}
          onClick={() => run('block.open', { node: node.id })}
        >
          <Icon name="close" size={12} />
        </button>
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
        <span className={kit.ellipsis}>{isInvalid ? boardText.node.hasProblem : isPort ? output : settings}</span>
        {!isPort && output !== '' && <span className={kit.faint}>{output}</span>}
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
export const INSET_NODE = { width: 124, height: 52 } as const
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
