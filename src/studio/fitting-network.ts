/** @file fittingNetwork: a small network that fits a set, where the project's does not: convolutions for pictures, else one hidden layer. */
import { type ColumnSchema, columnIndex, type DatasetSchema } from '../catalog/dataset-schema'
import { chain } from '../gallery/template'
import type { Drawing } from '../graph/drawing'
import type { Workshop } from './context'
import { goBackTo } from './go-back'

/** Draws one as an undo step, unless the drawing fits the data as it is. Resolves with whether it did. */
export function fitNetwork(studio: Workshop): boolean {
  const { report, project, data } = studio.store.getState()
  if (data.tag !== 'ready') return false
  if (report.checked && !report.diagnostics.some(({ severity }) => severity === 'error')) return false
  goBackTo(studio, { ...project, drawing: fittingNetwork(data.schema) })
  return true
}

/** The network for a set. */
export function fittingNetwork(schema: DatasetSchema): Drawing {
  const target = schema.columns[columnIndex(schema, schema.target)]
  const end = {
    dense: ['dense', 'Dense', headOf(target)] as const,
    answer: ['output', 'Answer'] as const,
  }
  const picture = schema.columns.find((column) => column.type === 'image')
  if (!picture) {
    return chain({ rows: ['input', 'Rows'], hidden: ['dense', 'Hidden', { units: 32, activation: 'relu' }], ...end })
  }
  // Pooled twice a picture of 28 pixels is one of 7; larger ones are pooled once more, so that the last layer stays small.
  const large = Math.min(picture.height, picture.width) >= 48
  const conv = (filters: number) => ({ filters, kernelSize: 3, padding: 'same', activation: 'relu' })
  return chain({
    pictures: ['input', 'Pictures'],
    conv1: ['conv2d', 'Conv 2D', conv(16)],
    pool1: ['maxPooling2d', 'Max pool 2D', { poolSize: 2 }],
    conv2: ['conv2d', 'Conv 2D', conv(32)],
    pool2: ['maxPooling2d', 'Max pool 2D', { poolSize: 2 }],
    ...(large
      ? {
          conv3: ['conv2d', 'Conv 2D', conv(32)] as const,
          pool3: ['maxPooling2d', 'Max pool 2D', { poolSize: 2 }] as const,
        }
      : {}),
    flatten: ['flatten', 'Flatten'],
    dropout: ['dropout', 'Dropout', { rate: 0.25 }],
    ...end,
  })
}

/** The last layer, as the usual loss of the target wants it. */
function headOf(target: ColumnSchema | undefined) {
  if (target?.type !== 'category') return { units: 1, activation: 'linear' }
  return target.values.length > 2
    ? { units: target.values.length, activation: 'softmax' }
    : { units: 1, activation: 'sigmoid' }
}
