/** @file Curves: line charts of many thousand points by uPlot, redrawn on frames when dirty. Loaded lazily, with its style sheet. */
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { align, type Curve, type CurveStyle, endOf, type Scale, span, valueAt } from './curve'
import styles from './curves.module.css'
import { endLabels } from './end-labels'
import { three } from './figures'
import { linearTicks, logTicks, tickWords } from './ticks'
import { type Tokens, useTokens } from './tokens'
import { type Subscribe, useFrame } from './use-frame'
import { useSize } from './use-size'

export interface CurvesProps {
  /** What the picture shows, for a screen reader. */
  readonly label: string
  readonly xName: string
  readonly yName: string
  readonly scale: Scale
  /** The curves as they are now; read again on every redraw. Their labels and styles stay as at the first read for one `shape`. */
  readonly read: () => readonly Curve[]
  /** Tells when `read` would give something else. */
  readonly subscribe?: Subscribe
  /** Numbers as written beside the pointer. */
  readonly words?: (y: number) => string
}

/** Room at the right for the curves' names, in pixels. */
const END_ROOM = 80
const AXIS_FONT = '11px ui-monospace, "DejaVu Sans Mono", monospace'

export default function Curves({ label, xName, yName, scale, read, subscribe, words = three }: CurvesProps) {
  const [box, size] = useSize<HTMLDivElement>()
  const reading = useRef<HTMLOutputElement>(null)
  const plot = useRef<uPlot | null>(null)
  const newest = useRef<readonly Curve[]>([])
  const tokens = useTokens()
  const shape = read()
    .map((curve) => `${curve.label}/${curve.style}/${curve.token}`)
    .join('|')

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for what `read` gives; size changes are handled below
  useEffect(() => {
    const holder = box.current
    if (!holder) return
    const tell = (u: uPlot) => {
      if (reading.current) reading.current.textContent = atPointer(u, newest.current, xName, words)
    }
    const curves = read()
    const nothing = [[], ...curves.map(() => [])] as uPlot.AlignedData
    const made = new uPlot(options(curves, tokens, scale, xName, yName, tell), nothing, holder)
    plot.current = made
    return () => {
      made.destroy()
      plot.current = null
    }
  }, [shape, tokens, scale, xName, yName, words])

  useFrame(() => {
    const u = plot.current
    if (!u || size.width === 0) return
    if (u.width !== size.width || u.height !== size.height) u.setSize(size)
    newest.current = read()
    const aligned = align(newest.current, Math.max(40, size.width - 60), scale)
    u.batch(() => {
      u.setData(aligned as uPlot.AlignedData, false)
      const [low, high] = span(aligned, scale) ?? [0, 1]
      const x = aligned[0]
      const first = Math.min(0, x[0] ?? 0)
      u.setScale('x', { min: first, max: Math.max(x[x.length - 1] ?? 1, first + 1) })
      u.setScale('y', { min: low, max: high })
    })
  }, subscribe)

  return (
    <div className={styles.frame}>
      <div ref={box} className={styles.plot} role="img" aria-label={label} />
      <output ref={reading} className={styles.reading} aria-live="off" />
    </div>
  )
}

function options(
  curves: readonly Curve[],
  tokens: Tokens,
  scale: Scale,
  xName: string,
  yName: string,
  tell: (u: uPlot) => void,
): uPlot.Options {
  const faint = tokens('faint')
  const axis = {
    stroke: faint,
    font: AXIS_FONT,
    labelFont: AXIS_FONT,
    ticks: { show: false },
    labelSize: 14,
    labelGap: 0,
  }
  const grid = { stroke: tokens('line'), width: 1 }
  return {
    width: 100,
    height: 60,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    padding: [6, END_ROOM, 0, 0],
    series: [{}, ...curves.map((curve) => series(curve, tokens))],
    axes: [
      {
        ...axis,
        label: xName,
        size: 18,
        gap: 3,
        grid: { show: false },
        splits: (u, _i, low, high) => [...linearTicks(low, high, u.width / 90)].filter((x) => Number.isInteger(x)),
        values: (_u, splits) => splits.map(tickWords),
      },
      {
        ...axis,
        label: yName,
        size: 38,
        gap: 4,
        grid,
        splits: (u, _i, low, high) => yTicks(low, high, u.height / 42, scale),
        values: (_u, splits) => splits.map((y) => tickWords(scale === 'log' ? Number((10 ** y).toPrecision(6)) : y)),
      },
    ],
    hooks: { setCursor: [tell], draw: [(u) => endLabels(u, curves)] },
  }
}

function yTicks(low: number, high: number, about: number, scale: Scale): number[] {
  if (scale === 'linear') return [...linearTicks(low, high, about)]
  return logTicks(10 ** low, 10 ** high, about).map((value) => Math.log10(value))
}

function series(curve: Curve, tokens: Tokens): uPlot.Series {
  const stroke = tokens(curve.token)
  const look: Record<CurveStyle, uPlot.Series> = {
    solid: { width: 2 },
    dashed: { width: 2, dash: [6, 4], points: { show: roomy, size: 5, fill: stroke, width: 0 } },
    faint: { width: 1, alpha: 0.35 },
    thin: { width: 1.25, dash: [2, 3] },
  }
  return { label: curve.label, stroke, spanGaps: true, points: { show: false }, ...look[curve.style] }
}

/** Whether points stand at least ten pixels apart; nearer ones would draw a thick line over the dashes. */
function roomy(u: uPlot, at: number): boolean {
  const values = Array.from(u.data[at] ?? [])
  return values.filter((y) => typeof y === 'number').length * 10 < u.width
}

/** The exact numbers at the pointer: "step 312: train 0.041, validation 0.058". Empty when it is elsewhere. */
function atPointer(u: uPlot, curves: readonly Curve[], xName: string, words: (y: number) => string): string {
  const left = u.cursor.left ?? -1
  if (left < 0) return ''
  const x = Math.round(u.posToVal(left, 'x'))
  // A compared run may be longer than the present one, which has no value there.
  const own = Math.max(...curves.filter((curve) => curve.style !== 'thin').map(endOf))
  const parts = curves.flatMap((curve) => {
    const y = x > (curve.style === 'thin' ? endOf(curve) : own) ? undefined : valueAt(curve, x)
    return y === undefined ? [] : [`${curve.label} ${words(y)}`]
  })
  return parts.length === 0 ? '' : `${xName.replace(/s$/, '')} ${x.toLocaleString('en-US')}: ${parts.join(', ')}`
}
