/** @file defaultPlan: the plan that a new project starts with, chosen for its dataset. */
import { columnIndex, type DatasetSchema } from '../catalog/dataset-schema'
import type { DatasetDef } from '../catalog/dataset-def'
import type { Plan } from '../catalog/training-plan'

/** The initial plan for a project on this dataset. */
export function defaultPlan(def: DatasetDef): Plan {
  const { schema, split, prepare } = def
  return {
    loss: { kind: lossFor(schema, schema.target) },
    optimizer: { kind: 'adam' },
    ...trainingPace(schema),
    split,
    seed: 7,
    ...(prepare ? { prepare } : {}),
  }
}

/**
 * The usual loss for a column: categorical cross-entropy for three or more classes or for text, binary cross-entropy
 * for two classes or an image mask, and squared error otherwise.
 */
export function lossFor(schema: DatasetSchema, target: string): string {
  const column = schema.columns[columnIndex(schema, target)]
  if (column?.type === 'image' && column.mask) return 'binaryCrossentropy'
  if (column?.type === 'text') return 'categoricalCrossentropy'
  if (column?.type !== 'category') return 'meanSquaredError'
  return column.values.length === 2 ? 'binaryCrossentropy' : 'categoricalCrossentropy'
}

/** With fewer images than this, as in a dataset that a class collects, an epoch has only a few steps. */
const FEW_IMAGES = 500

/** Default learning rate, batch size, and epochs. Small datasets get a higher learning rate and more epochs. */
function trainingPace(schema: DatasetSchema): Pick<Plan, 'learningRate' | 'batchSize' | 'epochs'> {
  switch (schema.kind) {
    case 'images':
      if (schema.rows < FEW_IMAGES) return { learningRate: 0.002, batchSize: 16, epochs: 50 }
      // Small datasets need small batches, and large datasets need few epochs; these values work for both 2,000 and
      // 60,000 digit images.
      return { learningRate: 0.002, batchSize: 64, epochs: 8 }
    case 'table':
    case 'text':
    case 'series':
      return { learningRate: 0.01, batchSize: 32, epochs: 60 }
    case 'points':
      return { learningRate: 0.02, batchSize: 64, epochs: 60 }
    default:
      return schema.kind satisfies never
  }
}
