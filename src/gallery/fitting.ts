/** @file Fitting: a template made from what is in a set: a small network that fits it, with plan and loss as the set asks for them. */
import { columnIndex, type DatasetSchema } from '../catalog/dataset-schema'
import type { DatasetDef } from '../catalog/dataset-def'
import type { Shape } from '../catalog/layer-def'
import type { LooseParams } from '../catalog/node-def'
import type { Plan } from '../catalog/plan'
import { defaultPlan } from '../compile/default-plan'
import type { DataPick, ProjectContent } from '../compile/project'
import { bind, featuresOf } from '../data/bind'
import type { Binding, Task } from '../data/binding'
import { preparation } from '../data/transforms/known'
import type { Drawing } from '../graph/drawing'
import { chain } from './template'

type Layers = Record<string, readonly [kind: string, label: string, params?: LooseParams]>

/** A project on a set, called as the set is. */
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
 * The network for a set: a perceptron for a table, convolutions for pictures and series, an embedding for texts. The steps of
 * columns have to be here where the set has texts, times or arrays.
 */
export function fittingDrawing(schema: DatasetSchema, plan: Plan): Drawing {
  const { columns, shape, entries, task } = endsOf(schema, plan)
  const input: Layers = { input: ['input', labelOf(schema, shape, entries), columns.length > 0 ? { columns } : {}] }
  return chain({ ...input, ...layersFor(shape, entries, task), output: ['output', 'Answer'] })
}

/** The layers that make one row of numbers of one column, in their order. */
export function branchFor(schema: DatasetSchema, plan: Plan, column: string): readonly Layers[string][] {
  const [input] = boundBy(schema, plan, [column]).inputs
  return input ? Object.values(reading(input.shape, entriesOf(schema, plan, column))) : []
}

interface Ends {
  /** Empty: all that are left, which is what the input takes by itself. */
  readonly columns: readonly string[]
  readonly shape: Shape
  /** Of ids: how many there are. */
  readonly entries: number | undefined
  readonly task: Task | undefined
}

/** What goes in and what is asked: all columns where they go together, else the pictures, the series or the words alone, or what is left. */
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
    const entries = input.columns.length === 1 && only ? entriesOf(schema, plan, only) : undefined
    return { columns, shape: input.shape, entries, task: bound.outputs[0]?.task }
  }
  return { columns: [], shape: [1], entries: undefined, task: boundBy(schema, plan, []).outputs[0]?.task }
}

function boundBy(schema: DatasetSchema, plan: Plan, columns: readonly string[]): Binding {
  const input = { node: 'input', label: 'Input', columns, shape: [] }
  return bind(schema, plan, [input], [{ node: 'output', label: 'Output', target: '' }]).binding
}

function entriesOf(schema: DatasetSchema, plan: Plan, name: string): number | undefined {
  const column = schema.columns[columnIndex(schema, name)]
  const after = column && preparation()?.after(column, plan, schema.kind)
  return after?.ok && after.value.type === 'ids' ? after.value.count : undefined
}

function labelOf({ kind }: DatasetSchema, shape: Shape, entries: number | undefined): string {
  if (entries !== undefined) return 'Words'
  if (shape.length === 3) return 'Pictures'
  if (shape.length === 2) return 'Series'
  return kind === 'points' ? 'Points' : 'Rows'
}

function layersFor(shape: Shape, entries: number | undefined, task: Task | undefined): Layers {
  if (task?.kind === 'image' && shape.length === 3 && same(shape.slice(0, 2), task.shape.slice(0, 2)))
    return pictureToPicture(task)
  return { ...reading(shape, entries), ...answering(task) }
}

/** From what goes in to one row of numbers. */
function reading(shape: Shape, entries: number | undefined): Layers {
  if (entries !== undefined)
    return {
      embedding: ['embedding', 'Embedding', { inputDim: entries, outputDim: 16 }],
      ...(shape.length === 1
        ? { mean: ['globalAveragePooling1d', 'Mean'] as const }
        : { flatten: ['flatten', 'Flatten'] as const }),
      hidden: ['dense', 'Hidden', { units: 16, activation: 'relu' }],
    }
  if (shape.length === 3) return ofPictures(shape)
  if (shape.length === 2) return ofSeries(shape)
  const flatten: Layers = shape.length > 1 ? { flatten: ['flatten', 'Flatten'] } : {}
  return { ...flatten, hidden: ['dense', 'Hidden', { units: 32, activation: 'relu' }] }
}

function ofPictures([height = 1, width = 1]: Shape): Layers {
  const side = Math.min(height, width)
  const conv = (filters: number) => ({ filters, kernelSize: 3, padding: 'same', activation: 'relu' })
  const layers: Layers = {}
  // Pooled twice a picture of 28 pixels is one of 7; larger ones are pooled once more, so that the last layer stays small.
  const rounds = side >= 48 ? 3 : side >= 4 ? 2 : 1
  for (let i = 1; i <= rounds; i++) {
    layers[`conv${i}`] = ['conv2d', i === 1 ? 'Conv 2D' : `Conv 2D ${i}`, conv(i === 1 ? 16 : 32)]
    if (side >= 2) layers[`pool${i}`] = ['maxPooling2d', i === 1 ? 'Max pool 2D' : `Max pool 2D ${i}`, { poolSize: 2 }]
  }
  return { ...layers, flatten: ['flatten', 'Flatten'], dropout: ['dropout', 'Dropout', { rate: 0.25 }] }
}

/** Patterns in time, then the strongest of each; a series of two or three moments is read as it is. */
function ofSeries([length = 1]: Shape): Layers {
  if (length < 4)
    return { flatten: ['flatten', 'Flatten'], hidden: ['dense', 'Hidden', { units: 32, activation: 'relu' }] }
  const conv = { filters: 32, kernelSize: Math.min(5, length), padding: 'same', activation: 'relu' }
  return {
    conv1: ['conv1d', 'Conv 1D', conv],
    pool: ['maxPooling1d', 'Max pool 1D', { poolSize: 2 }],
    conv2: ['conv1d', 'Conv 1D 2', conv],
    strongest: ['globalMaxPooling1d', 'Strongest'],
  }
}

function pictureToPicture(task: Extract<Task, { kind: 'image' }>): Layers {
  const conv = { filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' }
  const filters = task.shape[2] ?? 1
  return {
    conv1: ['conv2d', 'Conv 2D', conv],
    conv2: ['conv2d', 'Conv 2D 2', conv],
    pixels: ['conv2d', 'Pixels', { filters, kernelSize: 1, padding: 'same', activation: 'sigmoid' }],
  }
}

/** From one row of numbers to the answer, as the usual loss wants it. */
function answering(task: Task | undefined): Layers {
  switch (task?.kind) {
    case 'classes': {
      const { length } = task.labels
      const params = length === 2 ? { units: 1, activation: 'sigmoid' } : { units: length, activation: 'softmax' }
      return { dense: ['dense', 'Dense', params] }
    }
    case 'image': {
      const units = task.shape.reduce((product, side) => product * side, 1)
      return {
        dense: ['dense', 'Dense', { units, activation: 'sigmoid' }],
        picture: ['reshape', 'Picture', { targetShape: [...task.shape] }],
      }
    }
    case 'sequence': {
      const [places = 1, signs = 1] = task.shape
      return {
        repeat: ['repeatVector', 'Repeat', { n: places }],
        say: ['gru', 'Say', { units: 64, returnSequences: true }],
        dense: ['dense', 'Dense', { units: signs, activation: 'softmax' }],
      }
    }
    default:
      return { dense: ['dense', 'Dense', { units: 1, activation: 'linear' }] }
  }
}

const same = (a: Shape, b: Shape) => a.length === b.length && a.every((side, i) => side === b[i])
