/** @file Curves: line charts of many thousand points by uPlot, redrawn on frames when dirty. Loads lazily, with its style sheet. */
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { align, type Curve, type Scale, span } from './curve'
import styles from './curves.module.css'
import { chartsText } from '../../messages/en/charts'
import { significant } from '../../messages/format'
import { atPointer, plotOptions } from './plot-options'
import type { By } from './run-curves'
import { type Tokens, useTokens } from './tokens'
import { type Subscribe, useFrame } from './use-frame'
import { type Size, useSize } from './use-size'

const axisText = { step: chartsText.curves.steps, epoch: chartsText.curves.epochs }

/** What is drawn now. */
export interface Picture {
  /** What the x axis counts. */
  readonly by: By
  readonly curves: readonly Curve[]
}

export interface CurvesProps {
  /** What the picture shows, for a screen reader. */
  readonly label: string
  readonly yName: string
  readonly scale: Scale
  /** Read again on every redraw. */
  readonly read: () => Picture
  /** Calls its listener when `read` would return something else. */
  readonly subscribe?: Subscribe
  /** No value lies above it: 1 for a share. */
  readonly most?: number
  /** How values at the pointer are written. */
  readonly format?: (y: number) => string
}

export default function Curves(props: CurvesProps) {
  const { label, yName, scale, read, subscribe, most = Number.POSITIVE_INFINITY, format = significant } = props
  const [box, size] = useSize<HTMLDivElement>()
  const reading = useRef<HTMLOutputElement>(null)
  const plot = useRef<{ readonly look: string; readonly chart: uPlot } | null>(null)
  const shown = useRef<Picture & Pick<CurvesProps, 'format'>>({ by: 'epoch', curves: [] })
  const tokens = useTokens()

  useFrame(() => {
    const holder = box.current
    if (!holder || size.width === 0) return
    const picture = read()
    shown.current = { ...picture, format }
    const look = lookOf(picture, scale, yName, tokens)
    if (plot.current?.look !== look) {
      // Curves came or went, or the theme changed: uPlot takes its series once.
      plot.current?.chart.destroy()
      const tell = (u: uPlot) => {
        const { curves, by, format: write = significant } = shown.current
        if (reading.current) reading.current.textContent = atPointer(u, curves, by, write)
      }
      const options = plotOptions(picture.curves, tokens, { scale, xName: axisText[picture.by], yName, most }, tell)
      const nothing = [[], ...picture.curves.map(() => [])] as uPlot.AlignedData
      plot.current = { look, chart: new uPlot(options, nothing, holder) }
    }
    redraw(plot.current.chart, picture.curves, size, scale, most)
  }, subscribe)

  useEffect(() => {
    const forget = () => {
      plot.current?.chart.destroy()
      plot.current = null
    }
    // A canvas that was lost with its GPU comes back without its fonts, which uPlot sets once: the chart is created again.
    const holder = box.current
    holder?.addEventListener('contextrestored', forget, true)
    return () => {
      holder?.removeEventListener('contextrestored', forget, true)
      forget()
    }
  }, [box])

  return (
    <div className={styles.frame}>
      <div ref={box} className={styles.plot} role="img" aria-label={label} />
      <output ref={reading} className={styles.reading} aria-live="off" />
    </div>
  )
}

/** Two pictures of the same look differ only in their numbers. */
function lookOf({ curves, by }: Picture, scale: Scale, yName: string, tokens: Tokens): string {
  const series = curves.map(({ label, style, token }) => `${label}/${style}/${tokens(token)}`)
  return [by, yName, scale, tokens('faint'), tokens('line'), ...series].join('|')
}

function redraw(chart: uPlot, curves: readonly Curve[], size: Size, scale: Scale, most: number): void {
  if (chart.width !== size.width || chart.height !== size.height) chart.setSize(size)
  const aligned = align(curves, Math.max(40, size.width - 60), scale)
  chart.batch(() => {
    chart.setData(aligned as uPlot.AlignedData, false)
    const [low, high] = span(aligned, scale) ?? [0, 1]
    const x = aligned[0]
    const last = x[x.length - 1] ?? 1
    // From zero, unless a run that goes on would leave a third of the picture empty.
    const first = (x[0] ?? 0) > last / 3 ? (x[0] ?? 0) : 0
    chart.setScale('x', { min: first, max: Math.max(last, first + 1) })
    chart.setScale('y', { min: low, max: Math.min(high, most + 0.04 * (most - low)) })
  })
}
