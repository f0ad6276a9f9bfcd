/** @file generate: the rows of a generated set, a function of the seed alone. */
import { assert } from '../base/assert'
import { rng } from '../base/rng'
import type { DatasetDef } from '../catalog/dataset-def'
import type { Dataset } from './dataset'

/** Draws `rows` rows (the set's own number unless asked otherwise). Same seed, same rows. */
export function generate(def: DatasetDef, seed: number, rows = def.schema.rows): Dataset {
  assert(def.rows.kind === 'generated', `${def.schema.id} is generated`)
  return { schema: { ...def.schema, rows }, columns: def.rows.make(rng(seed, { kind: 'generate' }), rows) }
}
