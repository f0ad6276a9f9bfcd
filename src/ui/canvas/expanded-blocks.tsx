/**
 * @file OpenBlocks: blocks that are open in place. Each is shown as a frame below its node, with layers that can be
 * selected.
 */
import { type KeyboardEvent, useMemo } from 'react'
import { useInternalNode, ViewportPortal } from 'reactflow'
import { boardText } from '../../messages/en/canvas/board'
import { type Block, BLOCK, blockOf, PORT_IN, PORT_OUT } from '../../graph/block'
import type { DrawnNode } from '../../graph/drawing'
import { isExpression } from '../../graph/expression'
import type { Board } from '../../studio/network/canvas-board'
import { placeOf } from '../../studio/network/inner-canvas-board'
import { shownDrawing } from '../../studio/network/block-levels'
import { FamilyIcon, Icon } from '../kit/icon'
import { useCatalog } from './canvas-catalog'
import { NODE_WIDTH } from './flow-nodes'
import { type Inset, layoutInset } from './expanded-block-layout'
import { BoardProvider, useBoard, useRunCommand, useSelect } from './board-context'
import styles from './expanded-blocks.module.css'
import { nodeText, problemsOf, outputText } from './selectors'

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
      onKeyDown={(event) => onKey(event, inner, () => focusNode(event.currentTarget, node.id))}
    >
      <div className={styles.head}>
        <Icon name="model" size={12} />
        <b className={styles.name} translate="no">
          {block.name}
        </b>
        {times !== '' && (
          <span className={styles.repeat} title={text.repeatedTip}>
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

/** Returns the focus to the block's node. */
function focusNode(frame: HTMLElement, node: string): void {
  frame
    .closest('[data-canvas]')
    ?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(node)}"]`)
    ?.focus({ preventScroll: true })
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
      <ul className={styles.nodes}>
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
        <span className={styles.label}>
          {kind === BLOCK ? (
            <Icon name="model" size={10} />
          ) : (
            <FamilyIcon family={isPort ? 'end' : (catalog.nodes.find(kind)?.family ?? 'end')} size={10} />
          )}
          <span className={styles.words} translate="no">
            {label}
          </span>
        </span>
        <span className={styles.words}>{isInvalid ? boardText.node.hasProblem : isPort ? output : settings}</span>
        {!isPort && output !== '' && <span className={styles.flow}>{output}</span>}
      </button>
    </li>
  )
}
