/**
 * @file Describes a model's inputs and outputs as metadata of the Open Inference Protocol v2: names, datatypes and
 * shapes, with -1 for the number of rows.
 */
import { groupColumns } from '../../data/group-thresholds'
import type { FittedColumn, FittedInput, FittedOutput, Pipeline } from '../../data/pipeline'
import { chainOf } from '../../data/transforms/step-chain'
import { knownValues } from '../../data/transforms/transform'

export interface TensorMeta {
  readonly name: string
  readonly datatype: string
  readonly shape: readonly number[]
  /** All values of a category column or of a class output; for outputs, in the order of the probabilities. */
  readonly labels?: readonly string[]
  /** Minimum and maximum value, if known. */
  readonly range?: readonly [number, number]
}

/** The metadata of a model. */
export interface ModelMeta {
  readonly name: string
  readonly version: string
  readonly inputs: readonly TensorMeta[]
  readonly outputs: readonly TensorMeta[]
  readonly table: readonly TensorMeta[]
}

/** A table column as an input of a request. */
export interface TableColumn {
  readonly name: string
  /** The accepted datatypes; the metadata lists the first one. */
  readonly datatypes: readonly string[]
  /** The shape of one row. */
  readonly shape: readonly number[]
  readonly type: FittedColumn['from']['type']
  /** Whether the column's values are float64. */
  readonly wide: boolean
  readonly values?: readonly string[]
}

const NUMBERS = ['FP32', 'FP64', 'INT8', 'INT16', 'INT32', 'INT64', 'UINT8', 'UINT16', 'UINT32', 'UINT64']

/** The encoded inputs of the network, in float32. */
export function tensorsIn({ inputs }: Pipeline): readonly TensorMeta[] {
  return inputs.map((input) => ({
    name: input.label,
    datatype: 'FP32',
    shape: [-1, ...input.shape],
    ...(input.kind === 'image' ? { range: [0, 255 * input.scale] as const } : {}),
  }))
}

/** The distinct columns of the inputs, in the order of their first use, and those with the groups of decisions. */
export function columnsIn({ inputs, outputs }: Pipeline): readonly TableColumn[] {
  const columns = inputs.flatMap((input) => (input.kind === 'image' ? [pictureOf(input)] : input.columns.map(columnOf)))
  const named = new Map(columns.map((column) => [column.name, column]))
  for (const { name, form } of groupColumns({ outputs }))
    if (!named.has(name)) named.set(name, columnOf({ column: name, from: form, steps: [] }))
  return [...named.values()]
}

/** The input names for both forms of a request. */
export interface InputNames {
  readonly columns: readonly string[]
  readonly encoded: readonly string[]
}

/** The input names that a request can use: the names of the columns, or those of the encoded inputs. */
export function inputNames(pipeline: Pipeline): InputNames {
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name)
  return { columns: names(columnsIn(pipeline)), encoded: names(tensorsIn(pipeline)) }
}

/** Describes the columns as tensors of a request in table form. */
export function tableIn(
  pipeline: Pipeline,
  ranges: Readonly<Record<string, readonly [number, number]>> = {},
): readonly TensorMeta[] {
  return columnsIn(pipeline).map(({ name, datatypes, shape, values, type }) => {
    const range = type === 'image' ? ([0, 255] as const) : Object.hasOwn(ranges, name) ? ranges[name] : undefined
    return {
      name,
      datatype: datatypes[0] as string,
      shape: [-1, ...shape],
      ...(values ? { labels: values } : {}),
      ...(range ? { range } : {}),
    }
  })
}

/** The tensors of each output: a class and its probabilities, a number, pixels, or text and its probability. */
export function tensorsOut({ outputs }: Pipeline): readonly TensorMeta[] {
  return outputs.flatMap(metaOf)
}

/** Returns the name of the tensor that contains the probabilities of an output. */
export function probabilitiesOf({ label }: Pick<FittedOutput, 'label'>): string {
  return `${label}.probabilities`
}

function metaOf(output: FittedOutput): readonly TensorMeta[] {
  const { label } = output
  switch (output.kind) {
    case 'classes':
      return [
        { name: label, datatype: 'BYTES', shape: [-1], labels: output.labels },
        { name: probabilitiesOf(output), datatype: 'FP32', shape: [-1, output.labels.length], labels: output.labels },
      ]
    case 'number':
      return [{ name: label, datatype: 'FP32', shape: [-1] }]
    case 'image':
      return [{ name: label, datatype: 'FP32', shape: [-1, ...output.shape] }]
    case 'sequence':
      return [
        { name: label, datatype: 'BYTES', shape: [-1] },
        { name: probabilitiesOf(output), datatype: 'FP64', shape: [-1] },
      ]
    default:
      return output satisfies never
  }
}

function pictureOf({ column, shape }: Extract<FittedInput, { kind: 'image' }>): TableColumn {
  return { name: column, datatypes: ['UINT8', 'FP32'], shape, type: 'image', wide: false }
}

function columnOf(fitted: FittedColumn): TableColumn {
  const { column: name, from } = fitted
  const wide = from.wide === true
  switch (from.type) {
    case 'number': {
      // If a column is read as a window, a request also needs the values of earlier rows.
      const length = chainOf(fitted).reach?.length
      return { name, datatypes: NUMBERS, shape: length === undefined ? [] : [length], type: 'number', wide }
    }
    case 'category':
      return { name, datatypes: ['BYTES'], shape: [], type: 'category', wide, values: knownValues(from) }
    case 'text':
      return { name, datatypes: ['BYTES'], shape: [], type: 'text', wide }
    case 'time':
      return { name, datatypes: ['BYTES', 'INT64', 'FP64'], shape: [], type: 'time', wide: true }
    case 'image':
      return { name, datatypes: ['UINT8', 'FP32'], shape: from.shape, type: 'image', wide }
    default:
      return { name, datatypes: NUMBERS, shape: from.shape, type: from.type, wide }
  }
}
