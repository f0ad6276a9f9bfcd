/**
 * @file Fitting: creates a project from a dataset's schema: a small network that fits the data, with matching training
 * settings and loss.
 */
import { columnIndex, type DatasetSchema } from '../catalog/dataset-schema'
import type { DatasetDef } from '../catalog/dataset-def'
import type { Shape } from '../catalog/layer-def'
import type { LooseParams } from '../catalog/node-def'
import type { Plan } from '../catalog/training-plan'
import { defaultPlan } from '../compile/default-plan'
import type { DataPick, ProjectContent } from '../compile/project'
import { bind, featuresOf } from '../data/bind-columns'
import type { Binding, Task } from '../data/column-binding'
import { preparation } from '../data/transforms/loaded-transforms'
import type { Drawing } from '../graph/drawing'
import { fittingText as text } from '../messages/en/gallery/fitting'
import { chain } from './template'

type Layers = Record<string, readonly [kind: string, label: string, params?: LooseParams]>

/** A project for a dataset, with the same title as the dataset. */
export function fittingContent(def: DatasetDef, data: DataPick): ProjectContent {
  const plan = defaultPlan(def)
  return {
    name: def.schema.title,
    networks: [{ name: 'network', drawing: fittingDrawing(def.schema, plan) }],
    data,
    plan,
  }
}

/**
 * The network for a dataset: a perceptron for a table, convolutions for images and series, an embedding for text. If
 * the dataset has text, time or array columns, the column transforms must be loaded first.
 */
export function fittingDrawing(schema: DatasetSchema, plan: Plan): Drawing {
  const { columns, shape, ids, task } = endsOf(schema, plan)
  const input: Layers = { input: ['input', labelOf(schema, shape, ids), columns.length > 0 ? { columns } : {}] }
  return chain({ ...input, ...layersFor(shape, ids, task), output: ['output', text.output] })
}

/** The layers that turn one column into a vector, in order. */
export function branchFor(schema: DatasetSchema, plan: Plan, column: string): readonly Layers[string][] {
  const [input] = boundBy(schema, plan, [column]).inputs
  return input ? Object.values(reading(input.shape, idsOf(schema, plan, column))) : []
}

interface Ends {
  /** The columns that the input reads; empty for all remaining columns, which is the default. */
  readonly columns: readonly string[]
  readonly shape: Shape
  /** Undefined if the input contains no ids. */
  readonly ids: Ids | undefined
  readonly task: Task | undefined
}

/** The number of distinct ids, and whether they are characters, whose order matters, rather than words. */
interface Ids {
  readonly count: number
  readonly areCharacters: boolean
}

/**
 * The input columns and the task. All columns are used if they can share one input; otherwise only the images, series
 * or text; otherwise only the numbers and categories.
 */
function endsOf(schema: DatasetSchema, plan: Plan): Ends {
  const target = plan.target ?? schema.target
  const all = featuresOf(schema, plan, new Set([target]))
  const typeOf = (name: string) => schema.columns[columnIndex(schema, name)]?.type
  const plain = all.filter((name) => typeOf(name) === 'number' || typeOf(name) === 'category')
  const first = (type: string) => all.filter((name) => typeOf(name) === type).slice(0, 1)
  const ways = [[], first('image'), first('array'), first('text'), plain, ...all.map((name) => [name])]
  for (const columns of ways) {
    if (columns.length === 0 && columns !== ways[0]) continue
    const bound = boundBy(schema, plan, columns)
    const [input] = bound.inputs
    if (!input) continue
    const [only] = input.columns
    const ids = input.columns.length === 1 && only ? idsOf(schema, plan, only) : undefined
    return { columns, shape: input.shape, ids, task: bound.outputs[0]?.task }
  }
  return { columns: [], shape: [1], ids: undefined, task: boundBy(schema, plan, []).outputs[0]?.task }
}

function boundBy(schema: DatasetSchema, plan: Plan, columns: readonly string[]): Binding {
  const input = { node: 'input', label: '', columns, shape: [] }
  return bind(schema, plan, [input], [{ node: 'output', label: '', target: '' }]).binding
}

function idsOf(schema: DatasetSchema, plan: Plan, name: string): Ids | undefined {
  const column = schema.columns[columnIndex(schema, name)]
  const after = column && preparation()?.formAfter(column, plan, schema.kind)
  const { type, count } = after?.ok ? after.value : {}
  if (type !== 'ids' || count === undefined) return undefined
  return { count, areCharacters: plan.prepare?.[name]?.at(-1)?.kind === 'characters' }
}

function labelOf({ kind }: DatasetSchema, shape: Shape, ids: Ids | undefined): string {
  const { images, series, points, rows, words, characters } = text.input
  if (ids) return ids.areCharacters ? characters : words
  if (shape.length === 3) return images
  if (shape.length === 2) return series
  return kind === 'points' ? points : rows
}

function layersFor(shape: Shape, ids: Ids | undefined, task: Task | undefined): Layers {
  if (task?.kind === 'image' && shape.length === 3 && same(shape.slice(0, 2), task.shape.slice(0, 2)))
    return imageToImage(task)
  return { ...reading(shape, ids), ...answering(task) }
}

/** The layers that turn the input into a vector. */
function reading(shape: Shape, ids: Ids | undefined): Layers {
  const embedding: Layers = ids
    ? { embedding: ['embedding', text.embedding, { inputDim: ids.count, outputDim: 16 }] }
    : {}
  if (ids?.areCharacters && shape.length === 1) return { ...embedding, gru: ['gru', text.gru, { units: 32 }] }
  if (ids)
    return {
      ...embedding,
      ...(shape.length === 1
        ? { mean: ['globalAveragePooling1d', text.mean] as const }
        : { flatten: ['flatten', text.flatten] as const }),
      hidden: ['dense', text.hidden, { units: 16, activation: 'relu' }],
    }
  if (shape.length === 3) return ofImages(shape)
  if (shape.length === 2) return ofSeries(shape)
  const flatten: Layers = shape.length > 1 ? { flatten: ['flatten', text.flatten] } : {}
  return { ...flatten, hidden: ['dense', text.hidden, { units: 32, activation: 'relu' }] }
}

function ofImages([height = 1, width = 1]: Shape): Layers {
  const side = Math.min(height, width)
  const conv = (filters: number) => ({ filters, kernelSize: 3, padding: 'same', activation: 'relu' })
  const layers: Layers = {}
  // Pooling twice turns 28 pixels into 7. Larger images are pooled once more, to keep the last layer small.
  const rounds = side >= 48 ? 3 : side >= 4 ? 2 : 1
  for (let i = 1; i <= rounds; i++) {
    layers[`conv${i}`] = ['conv2d', numbered(text.conv2d, i), conv(i === 1 ? 16 : 32)]
    if (side >= 2) layers[`pool${i}`] = ['maxPooling2d', numbered(text.maxPool2d, i), { poolSize: 2 }]
  }
  return { ...layers, flatten: ['flatten', text.flatten], dropout: ['dropout', text.dropout, { rate: 0.25 }] }
}

/**
 * Convolutions over time, followed by the strongest response of each filter; a series of only two or three steps is
 * flattened instead.
 */
function ofSeries([length = 1]: Shape): Layers {
  if (length < 4)
    return { flatten: ['flatten', text.flatten], hidden: ['dense', text.hidden, { units: 32, activation: 'relu' }] }
  const conv = { filters: 32, kernelSize: Math.min(5, length), padding: 'same', activation: 'relu' }
  return {
    conv1: ['conv1d', text.conv1d, conv],
    pool: ['maxPooling1d', text.maxPool1d, { poolSize: 2 }],
    conv2: ['conv1d', numbered(text.conv1d, 2), conv],
    strongest: ['globalMaxPooling1d', text.strongest],
  }
}

/** A name for the nth layer of its kind; the first gets no number. */
function numbered(name: string, n: number): string {
  return n === 1 ? name : text.numbered({ name, number: n })
}

function imageToImage(task: Extract<Task, { kind: 'image' }>): Layers {
  const conv = { filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' }
  const filters = task.shape[2] ?? 1
  return {
    conv1: ['conv2d', text.conv2d, conv],
    conv2: ['conv2d', numbered(text.conv2d, 2), conv],
    pixels: ['conv2d', text.pixels, { filters, kernelSize: 1, padding: 'same', activation: 'sigmoid' }],
  }
}

/** The layers that turn the vector into a prediction, in the shape that the default loss needs. */
function answering(task: Task | undefined): Layers {
  switch (task?.kind) {
    case 'classes': {
      const { length } = task.labels
      const params = length === 2 ? { units: 1, activation: 'sigmoid' } : { units: length, activation: 'softmax' }
      return { dense: ['dense', text.dense, params] }
    }
    case 'image': {
      const units = task.shape.reduce((product, side) => product * side, 1)
      return {
        dense: ['dense', text.dense, { units, activation: 'sigmoid' }],
        picture: ['reshape', text.image, { targetShape: [...task.shape] }],
      }
    }
    case 'sequence': {
      const [places = 1, signs = 1] = task.shape
      return {
        repeat: ['repeatVector', text.repeat, { n: places }],
        say: ['gru', text.decoder, { units: 64, returnSequences: true }],
        dense: ['dense', text.dense, { units: signs, activation: 'softmax' }],
      }
    }
    default:
      return { dense: ['dense', text.dense, { units: 1, activation: 'linear' }] }
  }
}

const same = (a: Shape, b: Shape) => a.length === b.length && a.every((side, i) => side === b[i])
