/**
 * @file SketchView: renders a sketch. Added, removed and changed nodes differ by line style and symbol, not only by
 * color.
 */
import styles from './preview.module.css'
import type { Box, Sketch } from './sketch'

const BOX_WIDTH = 86
const BOX_HEIGHT = 26
/** Distance between neighboring boxes, in pixels. */
const PITCH = { x: 134, y: 40 } as const
const MARGIN = 3
/** Maximum number of characters that fit into a label or onto a wire. */
const MAX_CHARACTERS = { label: 12, flow: 9 } as const

const SIGNS: Readonly<Record<Box['how'], string>> = { added: '+ ', removed: '− ', changed: '~ ', rewired: '', near: '' }

/** Renders the sketch as SVG. */
export function SketchView({ sketch: { boxes, lines, columns, rows } }: { readonly sketch: Sketch }) {
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
