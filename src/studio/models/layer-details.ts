/**
 * @file What layers of some kinds compute besides their output: the states and gates of a recurrent layer at each time
 * step, the vectors of an embedding as points, and the dropout mask of a training step.
 */
import { runInSlices } from '../../base/yield-to-main'
import type { KerasLayer, KerasModel } from '../../catalog/keras-json'
import type { Shape } from '../../catalog/layer-def'
import type { FittedInput } from '../../data/pipeline'
import type { WeightSet } from '../../data/training-job'
import { finalForm } from '../../data/transforms/step-chain'
import { type FittedColumn, knownValues } from '../../data/transforms/transform'
import { vectorNamesText as text } from '../../messages/en/inspector/layer-details'
import { type Components, principalComponents } from '../../metrics/embedding'
import type { LayersAnswer } from './newest-weights'
import { hasStates, type RecurrentStates, recurrentStates } from './recurrent-states'

/** What a layer computes besides its output. */
export type LayerDetails =
  | ({ readonly kind: 'states' } & RecurrentStates)
  | ({ readonly kind: 'vectors' } & EmbeddingPoints)
  /** The mask of the first example of the batch of a training step: 0 for a dropped value, the factor of a kept one. */
  | { readonly kind: 'mask'; readonly values: Float32Array; readonly step: number }

/** The vectors of an embedding, reduced to their first two principal components. */
export interface EmbeddingPoints extends Components {
  /** The row of each point in the embedding, and what it stands for. */
  readonly rows: Uint32Array
  readonly names: readonly string[]
  /** How many rows the data uses; points may be fewer. */
  readonly of: number
  /** The places among the points of the rows that the example reads, in order, each once. */
  readonly current: readonly number[]
}

/** Maximum number of points, and of numbers in their vectors: more take too long several times a second. */
const MOST_POINTS = 2000
const MOST_NUMBERS = 200_000

/** A layer with details, and the layers that they are computed from. */
export interface DetailedLayer {
  readonly layer: KerasLayer
  readonly inputs: readonly string[]
}

/** The layers among these whose details need their weights and their inputs. */
export function detailedLayers({ config }: KerasModel, names: readonly string[]): readonly DetailedLayer[] {
  return config.layers
    .filter((layer) => names.includes(layer.name) && (layer.class_name === 'Embedding' || hasStates(layer)))
    .map((layer) => ({ layer, inputs: (layer.inbound_nodes[0] ?? []).map(([from]) => from) }))
}

/** The details of the layers of one example, by layer. */
export async function detailsOf(
  detailed: readonly DetailedLayer[],
  answer: Pick<LayersAnswer, 'weights' | 'masks' | 'step'>,
  valuesOf: (layer: string) => { readonly values: Float32Array; readonly shape: Shape } | undefined,
  inputOf: (layer: string) => FittedInput | undefined,
): Promise<ReadonlyMap<string, LayerDetails>> {
  const tensors = weightTensors(answer.weights ?? { specs: [], data: new Float32Array(0) })
  const found = new Map<string, LayerDetails>()
  for (const { layer, inputs } of detailed) {
    const input = valuesOf(inputs[0] ?? '')
    if (!input) continue
    const weights = (name: string) => tensors.get(`${layer.name}/${name}`) ?? new Float32Array(0)
    if (layer.class_name === 'Embedding') {
      const points = await embeddingPoints(weights('embeddings'), Number(layer.config.output_dim), {
        ids: input.values,
        input: inputOf(inputs[0] ?? ''),
      })
      found.set(layer.name, { kind: 'vectors', ...points })
      continue
    }
    const states = recurrentStates(layer, input, weights)
    if (states) found.set(layer.name, { kind: 'states', ...states })
  }
  for (const { layer, values } of answer.masks ?? []) found.set(layer, { kind: 'mask', values, step: answer.step })
  return found
}

async function embeddingPoints(
  vectors: Float32Array,
  width: number,
  { ids, input }: { readonly ids: Float32Array; readonly input: FittedInput | undefined },
): Promise<EmbeddingPoints> {
  const known = idNames(input)
  const all = Math.floor(vectors.length / width)
  const of = Math.min(all, known?.length ?? idCount(input) ?? all)
  const own = [...new Set(ids)].filter((id) => id >= 0 && id < all)
  const most = Math.max(100, Math.min(MOST_POINTS, Math.floor(MOST_NUMBERS / width)))
  // The most frequent tokens have the lowest rows.
  const first = Array.from({ length: Math.min(of, most) }, (_, row) => row)
  const rows = Uint32Array.from(new Set([...first, ...own]))
  const values = new Float32Array(rows.length * width)
  rows.forEach((row, i) => {
    values.set(vectors.subarray(row * width, (row + 1) * width), i * width)
  })
  const components = await runInSlices(principalComponents({ values, rows: rows.length, width }))
  const places = new Map([...rows].map((row, i) => [row, i]))
  return {
    ...{ ...components, rows, of },
    names: [...rows].map((row) => known?.[row] ?? text.row({ row })),
    current: own.map((id) => places.get(id) as number),
  }
}

/** The only column of an input of ids. */
function idColumn(input: FittedInput | undefined): FittedColumn | undefined {
  return input?.kind === 'columns' && input.columns.length === 1 ? input.columns[0] : undefined
}

/** How many ids an input can have. */
function idCount(input: FittedInput | undefined): number | undefined {
  const column = idColumn(input)
  return column && finalForm(column).count
}

/** What each id of an input stands for: a token or a category, after the ids that stand for none. */
function idNames(input: FittedInput | undefined): readonly string[] | undefined {
  const column = idColumn(input)
  const step = column?.steps.at(-1)
  if (step?.kind === 'words' || step?.kind === 'characters') {
    const { known } = step.learned as { readonly known?: unknown }
    return Array.isArray(known)
      ? [text.padding, text.unknown, ...known.map((one) => (one === ' ' ? text.space : String(one)))]
      : undefined
  }
  const isIndex = step?.kind === 'index' && column?.steps.length === 1
  return isIndex && column ? [text.missing, ...(column.from.values ?? [])] : undefined
}

/** The names of the values of an input of columns, such as `age` and, of categories, `color = red`. */
export function valueNames(input: FittedInput | undefined): readonly string[] | undefined {
  if (input?.kind !== 'columns' || input.shape.length > 1) return undefined
  return input.columns.flatMap((fitted) => {
    const { column, from, steps } = fitted
    const width = finalForm(fitted).shape.at(-1) ?? 1
    const values = steps.at(-1)?.kind === 'oneHot' ? knownValues(from) : []
    if (width === 1) return [column]
    return Array.from({ length: width }, (_, i) =>
      width === values.length ? `${column} = ${values[i]}` : `${column} ${i + 1}`,
    ) // not text: names of values
  })
}

/** The values of each weight, such as `dense_1/kernel`; they share the memory of the set. */
export function weightTensors({ specs, data }: WeightSet): ReadonlyMap<string, Float32Array> {
  let at = 0
  return new Map(
    specs.map(({ name, shape }) => {
      const from = at
      at += shape.reduce((product, n) => product * n, 1)
      return [name, data.subarray(from, at)]
    }),
  )
}
