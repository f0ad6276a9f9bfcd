/**
 * @file Curves: line charts with many thousands of points using uPlot, redrawn on animation frames when the data
 * change. Loads lazily with its style sheet.
 */
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { chartsText } from '../../messages/en/charts'
import { significant } from '../../messages/format'
import { type Size, type Subscribe, useFrame, useSize } from './canvas-hooks'
import { type Tokens, useTokens } from './color-tokens'
import styles from './line-chart.module.css'
import { align, type Curve, type Scale, yRange } from './line-chart-data'
import { atPointer, plotOptions } from './plot-options'
import type { XUnit } from './run-curves'

const axisText = { step: chartsText.curves.steps, epoch: chartsText.curves.epochs }

/** The data for one redraw. */
export interface CurvesData {
  /** The unit of the x axis: steps or epochs. */
  readonly by: XUnit
  readonly curves: readonly Curve[]
}

export interface CurvesProps {
  /** Description of the chart for screen readers. */
  readonly label: string
  readonly yName: string
  readonly scale: Scale
  /** Returns the current data; called on every redraw. */
  readonly read: () => CurvesData
  /** Subscribes a listener to data changes. */
  readonly subscribe?: Subscribe
  /** Upper limit of the y axis, such as 1 for a fraction. */
  readonly yMax?: number
  /** Formats the y values shown for the pointer position. */
  readonly format?: (y: number) => string
  /** Formats a tick of the y-axis so that it differs from one that is `step` away. */
  readonly formatTick?: (y: number, step: number) => string
}

export default function Curves(props: CurvesProps) {
  const {
    label,
    yName,
    scale,
    read,
    subscribe,
    yMax = Number.POSITIVE_INFINITY,
    format = significant,
    formatTick,
  } = props
  const [box, size] = useSize<HTMLDivElement>()
  const reading = useRef<HTMLOutputElement>(null)
  const plot = useRef<{ readonly look: string; readonly chart: uPlot } | null>(null)
  const shown = useRef<CurvesData & Pick<CurvesProps, 'format'>>({ by: 'epoch', curves: [] })
  const tokens = useTokens()

  useFrame(() => {
    const holder = box.current
    if (!holder || size.width === 0) return
    const picture = read()
    shown.current = { ...picture, format }
    const look = appearanceKey(picture, scale, yName, tokens)
    if (plot.current?.look !== look) {
      // uPlot reads its series only once, so recreate the chart when the set of curves or the theme changes.
      plot.current?.chart.destroy()
      const onPointer = (u: uPlot) => {
        const { curves, by, format: write = significant } = shown.current
        if (reading.current) reading.current.textContent = atPointer(u, curves, by, write)
      }
      const options = plotOptions(
        picture.curves,
        tokens,
        { scale, xName: axisText[picture.by], yName, yMax, ...(formatTick ? { formatTick } : {}) },
        onPointer,
      )
      const nothing = [[], ...picture.curves.map(() => [])] as uPlot.AlignedData
      plot.current = { look, chart: new uPlot(options, nothing, holder) }
    }
    redraw(plot.current.chart, picture.curves, size, scale, yMax)
  }, subscribe)

  useEffect(() => {
    const reset = () => {
      plot.current?.chart.destroy()
      plot.current = null
    }
    // When a canvas is restored after the GPU was lost, its font setting is gone. uPlot sets fonts only once, so the
    // chart is recreated.
    const holder = box.current
    holder?.addEventListener('contextrestored', reset, true)
    return () => {
      holder?.removeEventListener('contextrestored', reset, true)
      reset()
    }
  }, [box])

  return (
    <div className={styles.frame}>
      <div ref={box} className={styles.plot} role="img" aria-label={label} dir="ltr" />
      <output ref={reading} className={styles.reading} aria-live="off" />
    </div>
  )
}

/** A key for everything that uPlot reads only once. Charts with equal keys differ only in their data. */
function appearanceKey({ curves, by }: CurvesData, scale: Scale, yName: string, tokens: Tokens): string {
  const series = curves.map(({ label, style, token }) => `${label}/${style}/${tokens(token)}`)
  return [by, yName, scale, tokens('faint'), tokens('rule'), ...series].join('|')
}

function redraw(chart: uPlot, curves: readonly Curve[], size: Size, scale: Scale, yMax: number): void {
  if (chart.width !== size.width || chart.height !== size.height) chart.setSize(size)
  const aligned = align(curves, Math.max(40, size.width - 60), scale)
  chart.batch(() => {
    chart.setData(aligned as uPlot.AlignedData, false)
    const [low, high] = yRange(aligned, scale) ?? [0, 1]
    const x = aligned[0]
    const last = x[x.length - 1] ?? 1
    // Start the x axis at zero, unless that would leave more than a third of the chart empty, as for a resumed run.
    const first = (x[0] ?? 0) > last / 3 ? (x[0] ?? 0) : 0
    chart.setScale('x', { min: first, max: Math.max(last, first + 1) })
    chart.setScale('y', { min: low, max: Math.min(high, yMax + 0.04 * (yMax - low)) })
  })
}
