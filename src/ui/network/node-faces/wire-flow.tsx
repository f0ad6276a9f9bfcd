/**
 * @file The flow on wires: their width is the mean activation, their color the gradient norm. The legend says so, and
 * names what is wrong with either.
 */
import { useEffect, useRef, useState } from 'react'
import type { Drawing } from '../../../graph/drawing'
import { layerValuesText as text } from '../../../messages/en/inspector'
import { list, number } from '../../../messages/format'
import { shownDrawing } from '../../../studio/network/block-levels'
import type { LiveParts } from '../../canvas/canvas-catalog'
import { wireOf } from '../../canvas/selectors'
import { Pace } from '../../charts/pace'
import kit from '../../kit/kit.module.css'
import { useSelect, useStudio } from '../../studio-context'
import { LayerFace } from './layer-face'
import { layerWatch } from './layer-watch'
import type { SeenValues } from './paint-values'

/** Mean activations that the legend shows, and the least and the largest width. */
const SAMPLES = [0.1, 1, 10]
const [THIN, THICK] = [1.5, 9]
/** Gradient norms at both ends of the color scale. Outside of it, they vanish or explode. */
const [SMALL, LARGE] = [0.01, 10]
const VANISHING = 1e-6
const EXPLODING = 100
/** The space next to the legend that the rest of the head needs, in pixels. */
const LEAST_WIDTH = 800

/** The width of a wire that carries values of this mean size, in canvas pixels. */
export function widthFor(mean: number): number {
  return Math.min(THICK, Math.max(THIN, 5 + 2.5 * Math.log10(mean > 0 ? mean : 1e-9)))
}

/** The color of a wire with this gradient norm; that of other wires if it is not known. */
export function colorFor(norm: number | undefined): string {
  if (norm === undefined) return 'var(--edge)'
  const share = Math.log(Math.max(norm, 1e-12) / SMALL) / Math.log(LARGE / SMALL)
  const percent = Math.round(200 * Math.min(1, Math.max(0, share)))
  return percent <= 100
    ? `color-mix(in oklab, var(--wire-1) ${percent}%, var(--wire-0))`
    : `color-mix(in oklab, var(--wire-2) ${percent - 100}%, var(--wire-1))`
}

/**
 * The gradient norm of a wire: that of the layer it leads to or, if this layer has no weights, of the nearest one after
 * it, else of the nearest one before it.
 */
export function normOf(
  { wires }: Pick<Drawing, 'wires'>,
  { from, to }: { readonly from: string; readonly to: string },
  norms: Readonly<Record<string, number>>,
): number | undefined {
  const nearest = (start: string, next: (node: string) => readonly string[]): number | undefined => {
    const met = new Set([start])
    for (const node of met) {
      if (Object.hasOwn(norms, node)) return norms[node]
      for (const one of next(node)) met.add(one)
    }
    return undefined
  }
  const after = nearest(to, (node) => wires.filter((wire) => wire.from === node).map((wire) => wire.to))
  return after ?? nearest(from, (node) => wires.filter((wire) => wire.to === node).map((wire) => wire.from))
}

/** Draws the flow over a wire. */
export function WireFlow({ wire: id, path }: { readonly wire: string; readonly path: string }) {
  const studio = useStudio()
  const from = useSelect((state) => wireOf(state, id)?.from)
  const isHidden = useSelect((state) => state.canvas.hidesValues === true)
  const line = useRef<SVGPathElement>(null)
  useEffect(() => {
    if (from === undefined || isHidden) return
    const watch = layerWatch(studio)
    return watch.watch(from, ({ values }) => {
      const state = studio.store.getState()
      const wire = wireOf(state, id)
      if (!line.current || !wire) return
      line.current.setAttribute('stroke-width', String(widthFor(meanSize(values))))
      line.current.setAttribute('stroke', colorFor(normOf(shownDrawing(state), wire, watch.gradients())))
    })
  }, [studio, id, from, isHidden])
  if (isHidden) return null
  return <path ref={line} d={path} fill="none" pointerEvents="none" data-part="flow" />
}

function meanSize(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += Math.abs(value)
  return values.length > 0 ? sum / values.length : 0
}

interface Findings {
  readonly hasNorms: boolean
  readonly words: string
}

/** What is wrong with the flow: layers whose values are all zero, and gradients that vanish or explode. */
export function findingsOf(
  nodes: readonly { readonly id: string; readonly label: string }[],
  values: ReadonlyMap<string, SeenValues>,
  norms: Readonly<Record<string, number>>,
): Findings {
  const labels = (isWrong: (id: string) => boolean) => nodes.filter(({ id }) => isWrong(id)).map(({ label }) => label)
  const dead = labels((id) => values.get(id)?.values.every((value) => value === 0) ?? false)
  const norm = (id: string) => (Object.hasOwn(norms, id) ? norms[id] : undefined)
  const exploding = labels((id) => !((norm(id) ?? 0) <= EXPLODING))
  const vanishing = labels((id) => (norm(id) ?? 1) < VANISHING)
  const words = [
    ...(dead.length > 0 ? [text.dead({ layers: list(dead) })] : []),
    ...(exploding.length > 0 ? [text.exploding({ layers: list(exploding) })] : []),
    ...(vanishing.length > 0 ? [text.vanishing({ layers: list(vanishing) })] : []),
  ]
  return { hasNorms: Object.keys(norms).length > 0, words: words.join(' ') }
}

/** The legend of the wires, in the head of the canvas. */
export function FlowLegend() {
  const studio = useStudio()
  const isShown = useSelect(
    ({ canvas, present }) => !canvas.hidesValues && (canvas.size?.width ?? 0) >= LEAST_WIDTH * (present ? 1.3 : 1),
  )
  const [{ hasNorms, words }, setFindings] = useState<Findings>({ hasNorms: false, words: '' })
  useEffect(() => {
    const watch = layerWatch(studio)
    return watch.onRead(() => {
      const { nodes } = shownDrawing(studio.store.getState())
      const next = findingsOf(nodes, watch.values(), watch.gradients())
      setFindings((now) => (now.hasNorms === next.hasNorms && now.words === next.words ? now : next))
    })
  }, [studio])
  if (!isShown) return null
  return (
    <>
      <div className={kit.rowWide} title={words || text.legendTip} data-part="flow-legend">
        <span className={kit.row}>
          {text.width}
          {SAMPLES.map((mean) => (
            <span key={mean} className={kit.row}>
              <svg width="18" height="10" aria-hidden="true">
                <path d="M0 5H18" stroke="var(--wire-1)" strokeWidth={widthFor(mean)} />
              </svg>
              {number(mean)}
            </span>
          ))}
        </span>
        {hasNorms && (
          <span className={kit.row}>
            {text.color} {number(SMALL)}
            <span
              style={{
                width: 48,
                height: 8,
                background: 'linear-gradient(to right, var(--wire-0), var(--wire-1), var(--wire-2))',
              }}
            />
            {number(LARGE)}
          </span>
        )}
        {words && <span className={kit.ellipsis}>{words}</span>}
      </div>
      <Pace />
    </>
  )
}

export const liveParts: LiveParts = { Values: LayerFace, Flow: WireFlow, Legend: FlowLegend }
