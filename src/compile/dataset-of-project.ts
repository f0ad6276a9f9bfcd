/**
 * @file The dataset of a project, and its main target: the column of its only output; otherwise the target of the plan
 * or, if the plan has none, of the dataset.
 */
import { type DatasetDef, findDataset } from '../catalog/dataset-def'
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Plan, SplitPick } from '../catalog/training-plan'
import type { DataPick, ProjectContent } from './project'
import type { Drawing } from '../graph/drawing'

const made = new WeakMap<DatasetSchema, DatasetDef>()

/**
 * The dataset's definition; undefined for a shipped dataset that this version of Netloom does not have or has not
 * fetched.
 */
export function datasetOf({ dataset, schema }: DataPick): DatasetDef | undefined {
  if (!schema) return findDataset(dataset)
  const def = made.get(schema) ?? customDataset(schema)
  made.set(schema, def)
  return def
}

/** The dataset's schema, even when its rows are not on this device. */
export function schemaOf({ dataset, schema }: DataPick): DatasetSchema | undefined {
  return schema ?? findDataset(dataset)?.schema
}

/** The definition of a user's dataset, with its dataset card if known. */
export function customDataset(
  schema: DatasetSchema,
  card: { readonly about: string; readonly licence: string; readonly source: string } = {
    about: '',
    licence: '',
    source: '',
  },
  bytes = 0,
): DatasetDef {
  return {
    schema,
    about: card.about,
    licence: card.licence,
    source: { name: card.source, url: '' },
    split: schema.testRows > 0 ? FIXED : RANDOM,
    rows: { kind: 'kept', bytes },
  }
}

const RANDOM: SplitPick = { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 }
const FIXED: SplitPick = { kind: 'fixed', train: 0.9, validation: 0.1, test: 0 }

/**
 * The target that other columns are compared with. With several outputs, none of them has priority, so the plan's
 * target is used.
 */
export function predictedColumn(
  { drawing, plan }: { readonly drawing: Pick<Drawing, 'nodes'>; readonly plan: Pick<Plan, 'target'> },
  { columns, target }: Pick<DatasetSchema, 'columns' | 'target'>,
): string {
  const [only, another] = drawing.nodes.filter(({ kind }) => kind === 'output')
  const own = another ? undefined : only?.params.target
  return columns.find(({ name }) => name === own)?.name ?? (plan.target || target)
}

/** The target column of the training settings or, if they name none, of the dataset. */
export function targetOf({ data, plan }: Pick<ProjectContent, 'data' | 'plan'>): string | undefined {
  return plan.target || schemaOf(data)?.target
}
