/**
 * @file Preview card: the nodes that a fix changes, before and after, and the remaining problems. Loads when first
 * shown.
 */
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Diagnostic, Fix } from '../../../graph/check-report'
import { canvasProblemText } from '../../../messages/en/canvas/problems'
import type { Message } from '../../../messages/message'
import { useBoard } from '../board-context'
import { useCatalog } from '../canvas-catalog'
import { type Box, type Preview, previewOf, type Sketch } from './preview'
import kit from '../../kit/kit.module.css'
import styles from './preview.module.css'

/** Gap between the card and the button, and between the card and the window's edges, in pixels. */
const GAP = 10
/** A larger sketch is left out: scaled down, nobody could read it. */
const fits = ({ columns, rows }: Sketch) => columns <= 4 && rows <= 3

interface PreviewCardProps {
  readonly id: string
  readonly problem: Diagnostic
  readonly fix: Fix
  readonly anchor: HTMLElement
  onStay(): void
  onLeave(): void
}

/** The preview of a fix, computed once from the drawing at the time the card opens. */
export function PreviewCard({ id, problem, fix, anchor, onStay, onLeave }: PreviewCardProps) {
  const { store } = useBoard()
  const { nodes, nouns, flowText, problemText } = useCatalog()
  const card = useRef<HTMLDivElement>(null)
  const [position, setPosition] = useState<{ left: number; top: number }>()
  const preview = useMemo(
    () => previewOf(store.getState(), problem, fix, { check: store.subject.check, flowText, nodes }),
    [store, problem, fix, flowText, nodes],
  )
  useLayoutEffect(() => {
    if (card.current) setPosition(positionOf(card.current, anchor))
  }, [anchor])
  if (!preview) return null
  const sentences = previewText(preview, problemText, nouns.counts)
  return createPortal(
    <div
      ref={card}
      id={id}
      role="tooltip"
      className={styles.card}
      style={position ?? { visibility: 'hidden' }}
      onPointerEnter={onStay}
      onPointerLeave={onLeave}
    >
      {fits(preview.before) && fits(preview.after) && (
        <div aria-hidden="true">
          <p className={kit.soft}>{canvasProblemText.preview.now}</p>
          <SketchView sketch={preview.before} />
          <p className={kit.soft}>{fix.title}</p>
          <SketchView sketch={preview.after} />
        </div>
      )}
      <ul className={kit.anywhere}>
        {sentences.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>,
    document.body,
  )
}

/**
 * Positions the card next to the button, aligned with the button's top edge, if there is space; always inside the
 * window.
 */
function positionOf(card: HTMLElement, button: HTMLElement): { left: number; top: number } {
  const box = (button.closest('section') ?? button).getBoundingClientRect()
  const at = button.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = card
  const [wide, tall] = [window.innerWidth, window.innerHeight]
  const right = box.right + GAP + width <= wide - GAP
  const left = box.left - GAP - width >= GAP
  const x = right ? box.right + GAP : left ? box.left - GAP - width : at.left
  // If neither side has space, place the card below the button, or above it.
  const y = right || left ? at.top : at.bottom + GAP + height <= tall ? at.bottom + GAP : at.top - GAP - height
  return {
    left: Math.max(GAP, Math.min(x, wide - width - GAP)),
    top: Math.max(GAP, Math.min(y, tall - height - GAP)),
  }
}

const text = canvasProblemText.preview

/** How many nodes a sentence names; the others are counted. */
const MAX_NAMES = 4

/** Lists what is added, removed and changed; then the parameter count, if any; then the remaining problems. */
export function previewText(
  { before, after, inBlocks, counts, errors, advice }: Preview,
  problemText: (message: Message) => string,
  counted: 'parameters' | undefined,
): readonly string[] {
  const labels = (boxes: readonly Box[], how: Box['how'], more = 0) => {
    const all = boxes.filter((box) => box.how === how)
    const others = Math.max(0, all.length - MAX_NAMES) + more
    return [
      ...all
        .slice(0, MAX_NAMES)
        .map(({ label, change }) => (change === '' ? label : text.noted({ node: label, change }))),
      ...(others > 0 ? [text.others({ n: others })] : []),
    ]
  }
  const sentence = (of: (a: { nodes: readonly string[] }) => string, nodes: readonly string[]) =>
    nodes.length > 0 ? [of({ nodes })] : []
  const changes = [
    ...sentence(text.adds, labels(after.boxes, 'added')),
    ...sentence(text.removes, labels(before.boxes, 'removed')),
    ...sentence(text.changes, labels(after.boxes, 'changed', inBlocks)),
  ]
  const rewired = changes.length === 0 ? sentence(text.rewires, labels(after.boxes, 'rewired')) : []
  const parameters = counts.before === counts.after ? text.sameParameters(counts) : text.parameters(counts)
  return [...changes, ...rewired, ...(counted ? [parameters] : []), remainingText(errors, advice, problemText)]
}

function remainingText(
  errors: Preview['errors'],
  advice: Preview['advice'],
  problemText: (message: Message) => string,
): string {
  const [first] = errors
  if (first) return text.problemsLeft({ problems: errors.length, first: problemText(first.problem) })
  const [next] = advice
  return next ? text.adviceLeft({ advice: problemText(next.problem) }) : text.noneLeft
}

const BOX_WIDTH = 86
const BOX_HEIGHT = 26
/** Distance between neighboring boxes, in pixels. */
const PITCH = { x: 150, y: 40 } as const
const MARGIN = 3
/** Maximum number of characters that fit into a label or onto a wire. */
const MAX_CHARACTERS = { label: 12, flow: 9 } as const

const SIGNS: Readonly<Record<Box['how'], string>> = { added: '+ ', removed: '− ', changed: '~ ', rewired: '', near: '' }

/** Renders the sketch as SVG. */
function SketchView({ sketch: { boxes, lines, columns, rows } }: { readonly sketch: Sketch }) {
  const width = (columns - 1) * PITCH.x + BOX_WIDTH + 2 * MARGIN
  // Leaves space for the text below the last row of boxes.
  const height = (rows - 1) * PITCH.y + BOX_HEIGHT + 2 * MARGIN + 11
  const x = ({ column }: Box) => MARGIN + column * PITCH.x
  const y = ({ row }: Box) => MARGIN + row * PITCH.y
  return (
    <svg
      direction="ltr"
      className={styles.sketch}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
    >
      {lines.map(({ from, to, flow }) => {
        const [x1, y1, x2, y2] = [x(from) + BOX_WIDTH, y(from) + BOX_HEIGHT / 2, x(to), y(to) + BOX_HEIGHT / 2]
        const bend = (x2 - x1) / 2
        return (
          <g key={`${from.id} ${to.id} ${flow}`}>
            <path className={styles.line} d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`} />
            <text className={styles.flow} x={x1 + bend} y={(y1 + y2) / 2 - 4}>
              {short(flow, MAX_CHARACTERS.flow)}
            </text>
          </g>
        )
      })}
      {boxes.map((box) => (
        <g key={box.id} data-how={box.how} transform={`translate(${x(box)} ${y(box)})`}>
          <rect className={styles.box} width={BOX_WIDTH} height={BOX_HEIGHT} rx={5} />
          <text className={styles.label} x={BOX_WIDTH / 2} y={BOX_HEIGHT / 2 + 4}>
            {SIGNS[box.how] + short(box.label, MAX_CHARACTERS.label - SIGNS[box.how].length)}
          </text>
        </g>
      ))}
    </svg>
  )
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
