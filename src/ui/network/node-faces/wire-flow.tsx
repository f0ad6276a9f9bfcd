/**
 * @file The flow on wires: their width is the mean activation, their color the gradient norm. The legend says so, and
 * names what is wrong with either.
 */
import { useEffect, useRef, useState } from 'react'
import type { Drawing } from '../../../graph/drawing'
import { layerValuesText as text } from '../../../messages/en/inspector'
import { list, number } from '../../../messages/format'
import { shownDrawing, shownReport } from '../../../studio/network/block-levels'
import type { AppState } from '../../../studio/state'
import type { LiveParts, WireFlowProps } from '../../canvas/canvas-catalog'
import { wireOf } from '../../canvas/selectors'
import { Pace } from '../../charts/pace'
import { isBeforeChange } from '../../charts/use-shown-run'
import kit from '../../kit/kit.module.css'
import { useSelect, useStudio } from '../../studio-context'
import { MOST_GROW } from '../../canvas/node'
import type { WireEnds } from '../../canvas/wire-route'
import { LayerFace, unitPlaces } from './layer-face'
import { layerWatch, planeFor } from './layer-watch'
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
/** The least width for both the scales and a sentence on what is found; else, the sentence takes the place of the scales. */
const LEAST_WIDTH_OF_BOTH = 1300

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

/** How far below their wire the two coordinates of a point start, in canvas pixels. */
const COORDINATES = [-16, 16]
/** With more nodes, their pictures are too small for single weights. */
const MOST_NODES = 40
/** The width of the largest weight of a layer, in canvas pixels. */
const LARGEST_WEIGHT = 5

/** Where the weights of a wire start and end, below its ends; undefined if it does not join the pictures of units. */
function weightEnds(
  state: AppState,
  { from, to }: { readonly from: string; readonly to: string },
): { readonly starts: readonly number[]; readonly ends: readonly number[] } | undefined {
  const { nodes } = shownDrawing(state)
  if (!planeFor(state) || state.canvas.hidesValues || nodes.length > MOST_NODES) return undefined
  const { shapes } = shownReport(state)
  const kindOf = (node: string) => nodes.find(({ id }) => id === node)?.kind
  const places = (node: string) => unitPlaces(state, node, shapes.get(node)?.[0] ?? 0)
  const starts = kindOf(from) === 'input' ? COORDINATES : places(from)
  const ends = kindOf(to) === 'dense' ? places(to) : undefined
  return starts && ends && { starts, ends }
}

/** Whether wires show weights, in place of the flow. */
function drawsWeights(state: AppState): boolean {
  return planeFor(state) !== undefined && shownDrawing(state).wires.some((wire) => weightEnds(state, wire))
}

/** Draws each weight as a curve, its width the size of the weight, its color the sign. */
function paintWeights(
  group: SVGGElement,
  { sourceX, sourceY, targetX, targetY }: WireEnds,
  { starts, ends }: NonNullable<ReturnType<typeof weightEnds>>,
  kernel: ArrayLike<number>,
): void {
  const count = starts.length * ends.length
  while (group.childElementCount > count) group.lastElementChild?.remove()
  while (group.childElementCount < count) group.append(document.createElementNS(group.namespaceURI, 'path'))
  let largest = 1e-9
  for (let i = 0; i < count; i++) largest = Math.max(largest, Math.abs(kernel[i] as number) || 0)
  const middle = (sourceX + targetX) / 2
  for (let i = 0; i < count; i++) {
    const weight = kernel[i] as number
    const share = Math.abs(weight) / largest || 0
    const [y0, y1] = [
      sourceY + (starts[Math.floor(i / ends.length)] as number),
      targetY + (ends[i % ends.length] as number),
    ]
    const line = group.children[i] as Element
    line.setAttribute('d', `M${sourceX},${y0}C${middle},${y0} ${middle},${y1} ${targetX},${y1}`)
    line.setAttribute('stroke', weight < 0 ? 'var(--div-0)' : 'var(--div-4)')
    line.setAttribute('stroke-width', (0.3 + (LARGEST_WEIGHT - 0.3) * share).toFixed(2))
    line.setAttribute('stroke-opacity', (0.25 + 0.55 * share).toFixed(2))
  }
}

/** Draws the flow over a wire or, between the pictures of units, its weights. */
export function WireFlow({ wire: id, path, ends, grow = 1 }: WireFlowProps) {
  const studio = useStudio()
  const from = useSelect((state) => wireOf(state, id)?.from)
  const to = useSelect((state) => wireOf(state, id)?.to)
  // The pictures of units grow with the canvas, so its height decides where weights are.
  const weightsAt = useSelect((state) => {
    const wire = wireOf(state, id)
    const areDrawn =
      wire !== undefined && grow < MOST_GROW && ends.targetX > ends.sourceX && weightEnds(state, wire) !== undefined
    return areDrawn ? state.canvas.size?.height : undefined
  })
  const hasWeights = weightsAt !== undefined
  const isFlow = useSelect((state) => state.canvas.hidesValues !== true && !drawsWeights(state))
  const line = useRef<SVGPathElement>(null)
  const weights = useRef<SVGGElement>(null)
  const { sourceX, sourceY, targetX, targetY } = ends
  useEffect(() => {
    if (to === undefined || weightsAt === undefined) return
    return layerWatch(studio).watch(to, (seen) => {
      const state = studio.store.getState()
      const wire = wireOf(state, id)
      const places = wire && weightEnds(state, wire)
      if (!weights.current) return
      if (!seen) return weights.current.replaceChildren()
      const { kernel } = seen
      if (!places || kernel?.values.length !== places.starts.length * places.ends.length) return
      paintWeights(weights.current, { sourceX, sourceY, targetX, targetY }, places, kernel.values)
    })
  }, [studio, id, to, weightsAt, sourceX, sourceY, targetX, targetY])
  useEffect(() => {
    if (from === undefined || !isFlow) return
    const watch = layerWatch(studio)
    return watch.watch(from, (seen) => {
      const state = studio.store.getState()
      const wire = wireOf(state, id)
      if (!line.current || !wire) return
      if (!seen) return line.current.removeAttribute('stroke')
      line.current.setAttribute('stroke-width', String(widthFor(meanSize(seen.values))))
      line.current.setAttribute('stroke', colorFor(normOf(shownDrawing(state), wire, watch.gradients())))
    })
  }, [studio, id, from, isFlow])
  if (hasWeights) return <g ref={weights} fill="none" pointerEvents="none" data-part="weights" />
  if (!isFlow) return null
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
  // On a plane, a layer that is zero at the current point only is not dead.
  const dead = labels((id) => {
    const seen = values.get(id)
    return (seen?.surface ?? seen)?.values.every((value) => value === 0) ?? false
  })
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

/** The legend of the wires, in the head of the canvas if there is space for it and no problem, and the speed of training. */
export function FlowLegend({ isBrief = false }: { readonly isBrief?: boolean }) {
  const studio = useStudio()
  const hidesValues = useSelect(({ canvas }) => canvas.hidesValues)
  const width = useSelect(({ canvas, present }) => (canvas.size?.width ?? 0) / (present ? 1.3 : 1))
  const hasWeights = useSelect(drawsWeights)
  const isOld = useSelect((state) => isBeforeChange(state) && state.report.checked !== undefined)
  const [{ hasNorms, words: found }, setFindings] = useState<Findings>({ hasNorms: false, words: '' })
  useEffect(() => {
    const watch = layerWatch(studio)
    return watch.onRead(() => {
      const { nodes } = shownDrawing(studio.store.getState())
      const next = findingsOf(nodes, watch.values(), watch.gradients())
      setFindings((now) => (now.hasNorms === next.hasNorms && now.words === next.words ? now : next))
    })
  }, [studio])
  const words = [...(isOld ? [text.notTrained] : []), found].filter(Boolean).join(' ')
  if (hidesValues) return null
  if (width < LEAST_WIDTH || isBrief) return <Pace />
  return (
    <>
      <div className={kit.rowWide} title={words || text.legendTip} data-part="flow-legend">
        {words && width < LEAST_WIDTH_OF_BOTH ? null : hasWeights ? (
          (['negative', 'positive'] as const).map((sign) => (
            <span key={sign} className={kit.row} title={text.weightsTip}>
              <svg width="24" height="10" aria-hidden="true">
                <path d="M0 5H24" stroke={sign === 'negative' ? 'var(--div-0)' : 'var(--div-4)'} strokeWidth={4} />
              </svg>
              {text.weights[sign]}
            </span>
          ))
        ) : (
          <>
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
          </>
        )}
        {words && <span className={kit.ellipsis}>{words}</span>}
      </div>
      <Pace />
    </>
  )
}

export const liveParts: LiveParts = { Values: LayerFace, Flow: WireFlow, Legend: FlowLegend }
