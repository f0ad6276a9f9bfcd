/**
 * @file Layer values: the outputs of layers for one example, with the newest weights or, if the network on the canvas
 * has not been trained, with its initial weights.
 */
import { concatFloat32 } from '../../base/bytes'
import type { Histogram } from '../../base/value-histogram'
import type { Shape } from '../../catalog/layer-def'
import { type Lowering, toKeras } from '../../compile/to-keras'
import type { Dataset } from '../../data/dataset'
import { encodeRaw } from '../../data/encode-raw'
import { encodeRows } from '../../data/encode-rows'
import { loadPagedRows } from '../../data/paged-columns'
import type { FittedInput, Pipeline } from '../../data/pipeline'
import type { TrainingJob, WeightSet } from '../../data/training-job'
import { formatMessage, Refusal, refuse } from '../../messages/message'
import type { AppContext } from '../context'
import { shownDrawing } from '../network/block-levels'
import { perStudio } from '../operate/per-studio'
import type { AppState } from '../state'
import { equal } from '../training/prepare-run'
import { presentLabels, type Relabel, rawInputs } from './decode-prediction'
import { needColumns } from './evaluate'
import { explainUnit, type UnitExplanation } from './explain-unit'
import { detailedLayers, detailsOf, type LayerDetails, valueNames, weightTensors } from './layer-details'
import type { LayersAnswer } from './newest-weights'

export interface LayerValues {
  /** The values in the order of the shape; with several points, one after another. */
  readonly values: Float32Array<ArrayBuffer>
  /** The shape for one example. */
  readonly shape: Shape
}

export interface LayersRead {
  /** The training step of the weights; absent for a network that has not been trained. */
  readonly step?: number
  /** Keyed by node; nodes without a known value are absent. */
  readonly layers: Readonly<Record<string, LayerValues>>
  /** The norm of the weight gradients of a layer in the last step, keyed by node; absent if they are not known. */
  readonly gradients?: Readonly<Record<string, number>>
  /** The kernels of layers, such as [inputs, units] of a dense layer, keyed by node. */
  readonly kernels?: Readonly<Record<string, LayerValues>>
  /** What else layers of some kinds compute, such as the gates of an LSTM, keyed by node. */
  readonly details?: Readonly<Record<string, LayerDetails>>
}

/** What to read: by default, the values for the trial input or, if there is none, for an example of the data. */
export interface LayersQuery {
  readonly nodes: readonly string[]
  readonly row?: number | undefined
  /** Points of a plane, in place of one example. */
  readonly points?: readonly (readonly number[])[] | undefined
  readonly gradients?: boolean | undefined
  readonly kernels?: boolean | undefined
  readonly details?: boolean | undefined
}

/** The outputs of nodes on the visible level. Refuses unknown nodes, and a network that cannot compute anything. */
export async function readLayers(studio: AppContext, query: LayersQuery): Promise<LayersRead> {
  const { lowering, pipeline, relabel, untrained } = await networkOf(studio)
  const { report, inside, run } = studio.store.getState()
  const { inputs, count } = await encoded(studio, query, pipeline, relabel)
  const sources = query.nodes.map((node) => {
    const id = report.expanded.source(node, 0, inside) ?? refuse('no-node', { node })
    return { node, layer: lowering.layerOf.get(id), shape: report.shapes.get(id) }
  })
  const own = sources.flatMap(({ layer }) => layer ?? [])
  const detailed = query.details ? detailedLayers(lowering.model, own) : []
  const names = [...new Set([...own, ...detailed.flatMap(({ inputs }) => inputs)])]
  const weights = query.kernels ? own : detailed.map(({ layer }) => layer.name)
  const isTraining = run.tag === 'training' || run.tag === 'paused'
  const asked = {
    ...(query.gradients ? { gradients: true } : {}),
    ...(weights.length > 0 ? { weights } : {}),
    ...(query.details && isTraining ? { masks: true } : {}),
  }
  const answer = await studio.runs.layers({ inputs, count, names, ...asked, ...(untrained ? { untrained } : {}) })
  const results = resultsOf(answer, lowering, inputs)
  const layers: Record<string, LayerValues> = {}
  for (const { node, layer, shape } of sources) {
    const values = results.get(layer ?? '')
    if (values && shape) layers[node] = { values, shape }
  }
  const shapes = shapesOf(lowering, report)
  const valuesOf = (layer: string) => {
    const [values, shape] = [results.get(layer), shapes.get(layer)]
    return values && shape && { values, shape }
  }
  const inputOf = (layer: string) => inputAt(lowering, pipeline, layer)
  const details = query.details ? await detailsOf(detailed, answer, valuesOf, inputOf) : undefined
  return {
    layers,
    ...(untrained ? {} : { step: answer.step }),
    ...(answer.gradients?.length ? { gradients: normsOf(answer.gradients, sources) } : {}),
    ...(query.kernels && answer.weights ? { kernels: kernelsOf(answer.weights, sources) } : {}),
    ...(details ? { details: byNode(sources, details) } : {}),
  }
}

/** The output of one node. Refuses a node that leads to no output. */
export async function layerValues(studio: AppContext, node: string, row?: number): Promise<LayerValues> {
  const { layers } = await readLayers(studio, { nodes: [node], row })
  return layers[node] ?? refuse('layer-leads-nowhere', { layer: labelOf(studio, node) })
}

/** One value of a layer for an example, as a sum of inputs × weights. Refuses a layer that computes something else. */
export async function explainLayer(
  studio: AppContext,
  { node, row, index }: { readonly node: string; readonly row?: number | undefined; readonly index: number },
): Promise<UnitExplanation> {
  const { lowering, pipeline, relabel, untrained } = await networkOf(studio)
  const { report, inside } = studio.store.getState()
  const id = report.expanded.source(node, 0, inside) ?? refuse('no-node', { node })
  const name = lowering.layerOf.get(id)
  const own = lowering.model.config.layers.find((layer) => layer.name === name)
  const label = labelOf(studio, node)
  if (!own) return refuse('layer-leads-nowhere', { layer: label })
  const shapes = shapesOf(lowering, report)
  const output = shapes.get(own.name) ?? []
  const values = output.reduce((product, n) => product * n, 1)
  if (index < 0 || index >= values) return refuse('layer-no-value', { layer: label, values })
  const { inputs, count } = await encoded(studio, { nodes: [node], row }, pipeline, relabel)
  const from = (own.inbound_nodes[0] ?? []).map(([layer]) => layer)
  const names = [own.name, ...from]
  const answer = await studio.runs.layers({ inputs, count, names, weights: names, ...(untrained ? { untrained } : {}) })
  const results = resultsOf(answer, lowering, inputs)
  const tensors = weightTensors(answer.weights ?? { specs: [], data: new Float32Array(0) })
  const explained = explainUnit(
    {
      ...own,
      output,
      inputs: from.map((layer) => ({
        values: results.get(layer) ?? new Float32Array(0),
        shape: shapes.get(layer) ?? [],
        names: valueNames(inputAt(lowering, pipeline, layer)),
      })),
      weights: (weight) => tensors.get(`${own.name}/${weight}`) ?? new Float32Array(0),
    },
    index,
  )
  return explained ?? refuse('layer-no-sum', { layer: label })
}

/** The weights of a layer, such as `kernel` and `bias`. Refuses an input. */
export async function layerWeights(
  studio: AppContext,
  node: string,
): Promise<{ readonly [name: string]: LayerValues }> {
  const { lowering, pipeline, relabel, untrained } = await networkOf(studio)
  const { report, inside } = studio.store.getState()
  const id = report.expanded.source(node, 0, inside) ?? refuse('no-node', { node })
  const layer = lowering.layerOf.get(id)
  if (layer === undefined) return refuse('layer-leads-nowhere', { layer: labelOf(studio, node) })
  const { inputs, count } = await encoded(studio, { nodes: [node] }, pipeline, relabel)
  const asked = { inputs, count, names: [layer], weights: [layer] }
  const { weights } = await studio.runs.layers({ ...asked, ...(untrained ? { untrained } : {}) })
  const set = weights ?? { specs: [], data: new Float32Array(0) }
  const tensors = weightTensors(set)
  return Object.fromEntries(
    set.specs.map(({ name, shape }) => [
      name.slice(layer.length + 1),
      { values: Float32Array.from(tensors.get(name) ?? []), shape },
    ]),
  )
}

/** The layer of the trained network that a node becomes. Refuses an input, and a network that is not trained. */
export async function trainedLayer(
  studio: AppContext,
  node: string,
): Promise<{ readonly layer: string; readonly label: string; readonly channels: number }> {
  const { lowering, untrained } = await networkOf(studio)
  if (untrained) return refuse('nothing-trained', {})
  const { report, inside } = studio.store.getState()
  const id = report.expanded.source(node, 0, inside) ?? refuse('no-node', { node })
  const layer = lowering.layerOf.get(id)
  if (layer === undefined) return refuse('layer-leads-nowhere', { layer: labelOf(studio, node) })
  if (lowering.inputs.includes(id)) return refuse('layer-is-input', { layer: labelOf(studio, node) })
  return { layer, label: labelOf(studio, node), channels: report.shapes.get(id)?.at(-1) ?? 1 }
}

function labelOf(studio: AppContext, node: string): string {
  return shownDrawing(studio.store.getState()).nodes.find(({ id }) => id === node)?.label ?? node
}

function kernelsOf(set: WeightSet, sources: readonly Source[]): Readonly<Record<string, LayerValues>> {
  const tensors = weightTensors(set)
  return Object.fromEntries(
    sources.flatMap(({ node, layer }) => {
      const name = `${layer}/kernel`
      const shape = set.specs.find((spec) => spec.name === name)?.shape
      return shape ? [[node, { values: Float32Array.from(tensors.get(name) ?? []), shape }]] : []
    }),
  )
}

/** The values of each layer that was read, and those of the inputs. */
function resultsOf(
  { results }: LayersAnswer,
  lowering: Lowering,
  inputs: readonly Float32Array<ArrayBuffer>[],
): ReadonlyMap<string, Float32Array<ArrayBuffer>> {
  const given = lowering.inputs.map((input, i) => [lowering.layerOf.get(input) ?? '', inputs[i]] as const)
  return new Map([...results.map(({ layer, values }) => [layer, values] as const), ...given] as [
    string,
    Float32Array<ArrayBuffer>,
  ][])
}

/** The fitted input that an input layer gets; undefined for another layer. */
function inputAt({ inputs, layerOf }: Lowering, pipeline: Pipeline, layer: string): FittedInput | undefined {
  return pipeline.inputs[inputs.findIndex((input) => layerOf.get(input) === layer)]
}

/** The shape of each layer. */
function shapesOf({ layerOf }: Lowering, { shapes }: AppState['report']): ReadonlyMap<string, Shape | undefined> {
  return new Map([...layerOf].map(([node, layer]) => [layer, shapes.get(node)]))
}

type Source = { readonly node: string; readonly layer: string | undefined }

/** What is known of layers, keyed by node. */
function byNode<T>(sources: readonly Source[], of: ReadonlyMap<string, T>): Readonly<Record<string, T>> {
  return Object.fromEntries(
    sources.flatMap(({ node, layer = '' }) => {
      const value = of.get(layer)
      return value === undefined ? [] : [[node, value]]
    }),
  )
}

function normsOf(
  norms: NonNullable<LayersAnswer['gradients']>,
  sources: readonly Source[],
): Readonly<Record<string, number>> {
  return byNode(sources, new Map(norms.map(({ layer, norm }) => [layer, norm])))
}

interface ShownNetwork {
  readonly lowering: Lowering
  readonly pipeline: Pipeline
  readonly relabel: Relabel
  /** The network and its seed, if the newest weights belong to another network or there are none. */
  readonly untrained?: Pick<TrainingJob, 'model' | 'seed'>
}

type Basis = Pick<AppState, 'report' | 'data'> & { readonly model: unknown }

/** What was last shown by each studio, because lowering a network and fitting its data take longer than running it. */
const shown = perStudio<AppContext, { of?: Basis | undefined; network?: Promise<ShownNetwork> }>(() => ({}))

/** The network on the canvas, with the weights that it has. */
function networkOf(studio: AppContext): Promise<ShownNetwork> {
  const { report, data } = studio.store.getState()
  const of: Basis = { report, data, model: studio.runs.loadable()?.model }
  const before = shown(studio)
  const { of: was, network } = before
  if (network && was?.report === of.report && was.data === of.data && was.model === of.model) return network
  const found = findNetwork(studio)
  Object.assign(before, { of, network: found })
  found.catch(() => {
    if (before.network === found) before.of = undefined
  })
  return found
}

async function findNetwork({ store, runs, data }: AppContext): Promise<ShownNetwork> {
  // Refuses if no dataset is in use.
  await data.ready()
  const { report } = store.getState()
  const problem = report.diagnostics.find(({ severity }) => severity === 'error')
  if (problem || !report.checked)
    return refuse('layers-need-network', { sentence: problem ? formatMessage(problem.problem) : '' })
  const lowering = toKeras(report.checked)
  const held = runs.loadable()
  if (held && equal(held.model, lowering.model))
    return { lowering, pipeline: held.pipeline, relabel: (label) => presentLabels(store.getState())(label) }
  const { model, pipeline, seed } = (await runs.prepared()).job
  return { lowering, pipeline, relabel: (label) => label, untrained: { model, seed } }
}

async function encoded(
  studio: AppContext,
  { row, points }: LayersQuery,
  pipeline: Pipeline,
  relabel: Relabel,
): Promise<{ readonly inputs: Float32Array<ArrayBuffer>[]; readonly count: number }> {
  const { trial } = studio.store.getState()
  const raw = points ?? (trial && row === undefined ? rawInputs(pipeline, trial, relabel) : undefined)
  if (raw !== undefined) {
    const encoded = encodeRaw(pipeline, raw)
    if (!encoded.ok) throw new Refusal(encoded.error)
    return encoded.value
  }
  const { dataset: all, split } = await studio.data.ready()
  const shownRow = row ?? split.validation[0] ?? split.train[0] ?? 0
  if (shownRow < 0 || shownRow >= all.schema.rows)
    return refuse('no-such-row', { row: shownRow, rows: all.schema.rows })
  needColumns(pipeline, all)
  const rows = Uint32Array.of(shownRow)
  const dataset = await loadPagedRows(all, rows)
  return { inputs: pipeline.inputs.map((input) => encodeRows(input, dataset, rows)), count: 1 }
}

/** A layer whose values can be read for many rows. */
export interface ReadableLayer {
  readonly node: string
  readonly label: string
  /** How many values it has for one example. */
  readonly width: number
}

/**
 * The layers that lead to an output, inputs excluded, and the node of the one whose values are the most telling: the last
 * one before the output that has another size than it.
 */
export function readableLayers({ report }: Pick<AppState, 'report'>): {
  readonly layers: readonly ReadableLayer[]
  readonly usual?: string
} {
  if (!report.checked) return { layers: [] }
  const { layerOf, outputs, inputs } = toKeras(report.checked)
  const steps = new Map(report.checked.steps.map((step) => [step.node.id, step]))
  const widthOf = (node: string) => steps.get(node)?.output.reduce((all, axis) => all * axis, 1) ?? 0
  const layers = report.checked.steps.flatMap(({ node: { id, label } }) =>
    layerOf.has(id) && !outputs.includes(id) && !inputs.includes(id) ? [{ node: id, label, width: widthOf(id) }] : [],
  )
  const known = new Set(layers.map(({ node }) => node))
  const [output = ''] = outputs
  let [usual, last] = [steps.get(output)?.from[0], layers.at(-1)?.node]
  while (usual !== undefined && known.has(usual) && widthOf(usual) === widthOf(output)) {
    last = usual
    usual = steps.get(usual)?.from[0]
  }
  const found = usual !== undefined && known.has(usual) ? usual : last
  return { layers, ...(found === undefined ? {} : { usual: found }) }
}

/** The rows that are read at a time. */
const PART = 500

/**
 * The values of a layer of the trained network for these rows, row by row; by default, of the layer before the output.
 * Refuses an unknown layer, and a network that has changed since its run.
 */
export async function layerRows(
  studio: AppContext,
  { dataset, rows }: { readonly dataset: Dataset; readonly rows: Uint32Array },
  layer?: string,
): Promise<ReadableLayer & { readonly values: Float32Array }> {
  const { lowering, pipeline, untrained } = await networkOf(studio)
  if (untrained) return refuse(studio.runs.loadable() ? 'layers-network-changed' : 'nothing-trained', {})
  const state = studio.store.getState()
  const { layers, usual } = readableLayers(state)
  const node = layer === undefined ? usual : (state.report.expanded.source(layer, 0, state.inside) ?? layer)
  const found =
    layers.find((one) => one.node === node || one.label === layer) ?? refuse('no-node', { node: layer ?? '' })
  const name = lowering.layerOf.get(found.node) as string
  needColumns(pipeline, dataset)
  const parts: Float32Array[] = []
  for (let from = 0; from < rows.length; from += PART) {
    const part = rows.slice(from, from + PART)
    const here = await loadPagedRows(dataset, part)
    const inputs = pipeline.inputs.map((input) => encodeRows(input, here, part))
    const { results } = await studio.runs.layers({ inputs, count: part.length, names: [name] })
    parts.push(results[0]?.values ?? new Float32Array(0))
  }
  return { ...found, values: concatFloat32(parts) }
}

export interface LayerHistory {
  readonly steps: readonly number[]
  /** By kind, a histogram for each step; kinds that the layer does not have are absent. */
  readonly weights?: readonly Histogram[]
  readonly gradients?: readonly Histogram[]
  readonly activations?: readonly Histogram[]
}

/** The histograms of a layer over the run in use. */
export async function layerHistory(studio: AppContext, node: string): Promise<LayerHistory> {
  const { layer } = await trainedLayer(studio, node)
  const { run } = await studio.runs.newest()
  const record = studio.store.getState().runs.find(({ id }) => id === run)
  const kept = (record?.histograms ?? []).filter(({ layers }) => layers[layer])
  if (kept.length === 0) return refuse('layer-no-history', {})
  const of = (kind: 'weights' | 'gradients' | 'activations') => {
    const found = kept.flatMap(({ layers }) => layers[layer]?.[kind] ?? [])
    return found.length === kept.length ? { [kind]: found } : {}
  }
  return { steps: kept.map(({ step }) => step), ...of('weights'), ...of('gradients'), ...of('activations') }
}
