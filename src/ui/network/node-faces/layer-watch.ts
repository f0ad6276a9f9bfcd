/**
 * @file Reads what the layers in view compute, while their canvas is on the screen: whenever the example, the network,
 * or the weights change, and at most as often as anybody can follow. Values stay out of React and of the store.
 */
import type { Shape } from '../../../catalog/layer-def'
import { shownDrawing, shownReport } from '../../../studio/network/block-levels'
import { perStudio } from '../../../studio/operate/per-studio'
import type { LayersRead } from '../../../studio/models/layer-values'
import type { AppState } from '../../../studio/state'
import type { Studio } from '../../../studio/studio'
import { gridOf, type Plane, planeOf, pointsOf } from '../../charts/decision-surface'
import { alignPoints } from './embedding-points'
import type { SeenValues } from './paint-values'

/** Least milliseconds between two reads: after a training step or a change, and while the user changes the example. */
const CHANGE_MS = 300
const EXAMPLE_MS = 100
/** While training, values of hundreds of nodes are read less often, such that painting them takes 4% of the time. */
const PAINT_SHARE = 0.04
const MOST_MS = 3000
const FRAME_MS = 17
/** Milliseconds between two reads of the gradients, which are as many as the weights. */
const GRADIENTS_MS = 2000
/** Maximum number of values, or of weights for details, in a read: 4 MB. Layers beyond it are left out. */
const MAX_VALUES = 1e6
/** With more values in all layers, their kernels are too large to be read this often, and to be drawn. */
const MAX_UNITS = 256
/** Cells per side of the surface of a unit. */
const SIDE = 24

type Listener = (seen: SeenValues | undefined) => void

interface LayerWatch {
  /**
   * Calls the listener with the newest values of a node, from now on, until the returned function is called; with
   * undefined once values that were shown no longer belong to what is open.
   */
  watch(node: string, listener: Listener): () => void
  /** The norms of the weight gradients in the last known step, keyed by node; empty if they are not known. */
  gradients(): Readonly<Record<string, number>>
  /** The newest values, keyed by node. */
  values(): ReadonlyMap<string, SeenValues>
  /** Calls the listener after each read, until the returned function is called. */
  onRead(listener: () => void): () => void
}

export const layerWatch = perStudio((studio: Studio): LayerWatch => {
  const { store } = studio
  const listeners = new Map<string, Set<Listener>>()
  const reads = new Set<() => void>()
  let latest: ReadonlyMap<string, SeenValues> = new Map()
  /** What the values are of. */
  let basis: AppState | undefined
  let gradients: Readonly<Record<string, number>> = {}
  let gradientsAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let dueAt = 0
  let isReading = false
  let isStale = false
  let readAt = 0
  /** How long the frame that showed the last read took. */
  let paintMs = 0
  let close: () => void = () => undefined

  /** Reads again `wait` milliseconds after the last read, unless an earlier read is planned. */
  function soon(wait: number): void {
    isStale = true
    const at = readAt + wait
    if (isReading || (timer !== undefined && dueAt <= at)) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(
      () => {
        timer = undefined
        if (listeners.size > 0 && !document.hidden && store.subject.isShown(store.getState())) void read()
      },
      Math.max(0, at - performance.now()),
    )
  }
  const afterChange = () => soon(CHANGE_MS)
  const afterStep = () => {
    const isTraining = store.getState().run.tag === 'training'
    soon(isTraining ? Math.min(MOST_MS, Math.max(CHANGE_MS, (paintMs - FRAME_MS) / PAINT_SHARE)) : CHANGE_MS)
  }
  /** Shows no values until the next read. */
  function clear(): void {
    latest = new Map()
    gradients = {}
    basis = undefined
    // Also a node that never had values says so.
    for (const own of listeners.values()) for (const listener of own) listener(undefined)
    for (const listener of reads) listener()
  }
  async function read(): Promise<void> {
    isStale = false
    isReading = true
    readAt = performance.now()
    const state = store.getState()
    const nodes = withinBudget(state, [...listeners.keys()])
    const points = pointsFor(state, nodes)
    const withGradients = readAt - gradientsAt >= GRADIENTS_MS
    let areOld = false
    try {
      const found: LayersRead = await studio.run('layer.all', {
        nodes,
        ...(points ? { points } : {}),
        ...(points && valuesOf(state, nodes) <= MAX_UNITS ? { kernels: true } : {}),
        ...(withGradients ? { gradients: true } : {}),
        ...(state.report.totalParameters <= MAX_VALUES ? { details: true } : {}),
      })
      // Nodes of different projects may have the same ids.
      if (store.getState().project.id !== state.project.id) throw new Error('Another project is open')
      if (found.gradients) gradientsAt = readAt
      areOld = !withGradients && found.step !== undefined
      gradients = found.gradients ?? (found.step === undefined ? {} : gradients)
      const before = latest
      latest = new Map(
        Object.entries(found.layers).map(([node, { values, shape }]) => {
          const [kernel, details] = [found.kernels?.[node], found.details?.[node]]
          const seen = seenOf(values, shape, points, isShareOf(state, node))
          const earlier = before.get(node)?.details
          const steady =
            details?.kind === 'vectors' && earlier?.kind === 'vectors'
              ? { ...details, ...alignPoints(details, earlier) }
              : details
          return [node, { ...seen, ...(kernel ? { kernel } : {}), ...(steady ? { details: steady } : {}) }]
        }),
      )
      basis = state
      const paintedFrom = performance.now()
      for (const node of new Set([...before.keys(), ...latest.keys()]))
        for (const listener of listeners.get(node) ?? []) listener(latest.get(node))
      for (const listener of reads) listener()
      void frameAfter().then(() => {
        paintMs = performance.now() - paintedFrom
      })
    } catch {
      // A network with a problem, or data that is not here. The worker may also have been busy with something else.
      const now = store.getState()
      if (basis?.report !== now.report || basis.data !== now.data) clear()
    }
    isReading = false
    if (isStale) afterStep()
    // The run may have ended since the gradients were read.
    else if (areOld) soon(GRADIENTS_MS)
  }
  function open(): () => void {
    const closeLive = studio.live.subscribe(afterStep)
    const closeStore = store.subscribe((now, before) => {
      if (now.project.id !== before.project.id) clear()
      if (now.trial !== before.trial) soon(EXAMPLE_MS)
      else if (CAUSES.some((key) => now[key] !== before[key]) || now.run.tag !== before.run.tag) afterChange()
      else if (now.runs !== before.runs) afterStep()
    })
    document.addEventListener('visibilitychange', afterChange)
    return () => {
      closeLive()
      closeStore()
      document.removeEventListener('visibilitychange', afterChange)
    }
  }

  return {
    watch(node, listener) {
      if (listeners.size === 0) close = open()
      // Nothing was watched while another project was opened.
      if (basis && basis.project.id !== store.getState().project.id) clear()
      const own = listeners.get(node) ?? new Set()
      listeners.set(node, own.add(listener))
      const known = latest.get(node)
      if (known) listener(known)
      soon(EXAMPLE_MS)
      return () => {
        own.delete(listener)
        if (own.size === 0 && listeners.get(node) === own) listeners.delete(node)
        if (listeners.size === 0) close()
      }
    },
    gradients: () => gradients,
    values: () => latest,
    onRead(listener) {
      reads.add(listener)
      return () => void reads.delete(listener)
    },
  }
})

/** Resolves once the next frame is painted. */
const frameAfter = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))

/** What changes the values, besides the example and the steps of a run. */
const CAUSES = ['report', 'data', 'inside', 'room', 'inUse'] as const

/** The nodes whose values fit the budget, in order. */
function withinBudget(state: AppState, nodes: readonly string[]): readonly string[] {
  const { shapes } = shownReport(state)
  let left = MAX_VALUES
  return nodes.filter((node) => {
    const size = (shapes.get(node) ?? []).reduce((product, n) => product * n, 1)
    if (size > left) return false
    left -= size
    return true
  })
}

/** The grid of a network whose only input is a point of a plane, and then the point that the user has chosen. */
function pointsFor(state: AppState, nodes: readonly string[]): readonly (readonly number[])[] | undefined {
  const plane = planeFor(state)
  if (!plane || valuesOf(state, nodes) * SIDE * SIDE > MAX_VALUES) return undefined
  const chosen = state.trial?.[state.report.binding.inputs[0]?.label ?? '']
  return [...gridOf(plane, SIDE), Array.isArray(chosen) ? (chosen as number[]) : [0, 0]]
}

/** How many values the nodes have together. */
function valuesOf(state: AppState, nodes: readonly string[]): number {
  const { shapes } = shownReport(state)
  return nodes.reduce((sum, node) => sum + (shapes.get(node) ?? []).reduce((product, n) => product * n, 1), 0)
}

/** The plane of the data, if the only input of the network is a point on it. */
export function planeFor({ data, report }: Pick<AppState, 'data' | 'report'>): Plane | undefined {
  const [input, ...others] = report.binding.inputs
  if (data.tag !== 'ready' || others.length > 0 || input?.columns.length !== 2) return undefined
  const known = planes.get(data.dataset)
  if (known) return known
  const points = pointsOf(data.dataset)
  if (!points) return undefined
  const plane = planeOf(points.x, points.y)
  planes.set(data.dataset, plane)
  return plane
}

const planes = new WeakMap<object, Plane>()

/** False for a layer whose values are no probabilities, even if all are between 0 and 1; undefined if they may be. */
function isShareOf(state: AppState, id: string): false | undefined {
  const node = shownDrawing(state).nodes.find((one) => one.id === id)
  const hasActivation = node?.kind === 'dense' || node?.kind === 'activation'
  return hasActivation && node.params.activation !== 'sigmoid' ? false : undefined
}

function seenOf(
  all: Float32Array,
  shape: Shape,
  points: readonly unknown[] | undefined,
  isShare: false | undefined,
): SeenValues {
  if (!points || shape.length !== 1) return { values: all, shape }
  const units = all.length / points.length
  const cells = SIDE * SIDE * units
  const surface = { side: SIDE, values: all.subarray(0, cells), ...(isShare === false && { isShare }) }
  return { values: all.subarray(cells), shape, surface }
}
