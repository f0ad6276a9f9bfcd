/**
 * @file generate: creates the rows of a generated dataset, which depend only on the seed. The first page needs this,
 * but not the code that unpacks files.
 */
import { assert } from '../base/assert'
import { rng } from '../base/rng'
import type { DatasetDef } from '../catalog/dataset-def'
import type { Dataset } from './dataset'

/** Generates `rows` rows (by default the number in the schema). The same seed always gives the same rows. */
export function generate(def: DatasetDef, seed: number, rows = def.schema.rows): Dataset {
  assert(def.rows.kind === 'generated', `${def.schema.id} is generated`)
  return { schema: { ...def.schema, rows }, columns: def.rows.make(rng(seed, { kind: 'generate' }), rows) }
}
