/**
 * @file Resolves a project's dataset: a shipped one by its id, or the user's own, whose schema is stored in the
 * project.
 */
import { type DatasetDef, findDataset } from '../catalog/dataset-def'
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { SplitPick } from '../catalog/training-plan'
import type { DataPick } from './project'

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
