/** @file SketchView: a sketch as a small picture. Added, removed and changed nodes differ by line and sign, not by color alone. */
import styles from './preview.module.css'
import type { Box, Sketch } from './sketch'

const WIDE = 86
const HIGH = 26
/** From one box to the next. */
const PITCH = { x: 134, y: 40 } as const
const MARGIN = 3
/** The most characters that fit. */
const MOST = { label: 12, flow: 9 } as const

const SIGNS: Readonly<Record<Box['how'], string>> = { added: '+ ', removed: '− ', changed: '~ ', rewired: '', near: '' }

/** The picture. */
export function SketchView({ sketch: { boxes, lines, columns, rows } }: { readonly sketch: Sketch }) {
  const width = (columns - 1) * PITCH.x + WIDE + 2 * MARGIN
  // The last row has room for text below its boxes.
  const height = (rows - 1) * PITCH.y + HIGH + 2 * MARGIN + 11
  const x = ({ column }: Box) => MARGIN + column * PITCH.x
  const y = ({ row }: Box) => MARGIN + row * PITCH.y
  return (
    <svg className={styles.sketch} viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      {lines.map(({ from, to, flow }) => {
        const [x1, y1, x2, y2] = [x(from) + WIDE, y(from) + HIGH / 2, x(to), y(to) + HIGH / 2]
        const bend = (x2 - x1) / 2
        return (
          <g key={`${from.id} ${to.id} ${flow}`}>
            <path className={styles.line} d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`} />
            <text className={styles.flow} x={x1 + bend} y={(y1 + y2) / 2 - 4}>
              {short(flow, MOST.flow)}
            </text>
          </g>
        )
      })}
      {boxes.map((box) => (
        <g key={box.id} data-how={box.how} transform={`translate(${x(box)} ${y(box)})`}>
          <rect className={styles.box} width={WIDE} height={HIGH} rx={5} />
          <text className={styles.label} x={WIDE / 2} y={HIGH / 2 + 4}>
            {SIGNS[box.how] + short(box.label, MOST.label - SIGNS[box.how].length)}
          </text>
        </g>
      ))}
    </svg>
  )
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
