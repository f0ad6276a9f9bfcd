/** @file dataRelation: what the rows of two picks have in common. Whatever says that weights saw a row asks here. */
import { datasetOf } from '../../compile/dataset-of-project'
import type { DataPick } from '../../compile/project'
import type { SetRecord } from '../../storage/dataset-records'
import { DEFAULT_SEED } from '../../storage/load-dataset'

/**
 * `same`: the same rows. `edited`: the same dataset before and after edits, where every row keeps its set. `derived`:
 * one was made from the other, so some rows may be the same. `other`: no row in common, as with points of another seed.
 */
export type DataRelation = 'same' | 'edited' | 'derived' | 'other'

export type KnownSets = readonly (Pick<SetRecord, 'id' | 'base' | 'steps'> &
  Partial<Pick<SetRecord, 'parent' | 'versions'>>)[]

export function dataRelation(a: DataPick, b: DataPick, sets: KnownSets): DataRelation {
  const [one, other] = [originOf(a, sets), originOf(b, sets)]
  if (one.rows !== other.rows) return one.first === other.first ? 'derived' : 'other'
  return one.edits === other.edits ? 'same' : 'edited'
}

interface Origin {
  /** Identifies the rows before any edit. */
  readonly rows: string
  /** Identifies the edits; empty if there are none. */
  readonly edits: string
  /** Identifies the rows of the dataset that the first dataset of a chain of derived ones started from. */
  readonly first: string
}

/** A copy of a built-in dataset starts from the rows of that dataset. */
function originOf(pick: DataPick, sets: KnownSets): Origin {
  const set = sets.find(({ id }) => id === pick.dataset)
  const rows = rowsOf(pick, set)
  const steps = set?.versions?.find(({ hash }) => hash === pick.version)?.steps ?? set?.steps
  const isUnedited = set?.base.kind === 'shipped' && steps?.length === 0
  // A bias changes labels, as edits do, but no other value.
  const made = pick.made?.base
  const bias = set?.base.kind === 'shipped' ? set.base.bias : made && 'bias' in made ? made.bias : pick.bias
  const edits = `${isUnedited ? '' : (pick.version ?? '')}${bias === undefined ? '' : ` bias ${bias}`}`
  const seen = new Set<string>()
  let [first, at] = [rows, set]
  while (at?.parent && !seen.has(at.id)) {
    const { id, parent } = at
    seen.add(id)
    at = sets.find((one) => one.id === parent.set)
    first = rowsOf({ dataset: parent.set, ...(at ? { version: parent.version } : {}) }, at)
  }
  return { rows, edits, first }
}

function rowsOf(pick: DataPick, set: KnownSets[number] | undefined): string {
  const made = pick.made?.base
  const base = set?.base.kind === 'shipped' ? set.base : made && 'dataset' in made ? made : undefined
  if (base) return builtIn(base)
  return pick.version === undefined ? builtIn(pick) : pick.dataset
}

/** Only generated rows depend on the seed; that of other datasets draws the examples of a smaller training set. */
function builtIn({ dataset, seed = DEFAULT_SEED }: Pick<DataPick, 'dataset' | 'seed'>): string {
  return datasetOf({ dataset })?.rows.kind === 'generated' ? `${dataset}:${seed}` : dataset
}
