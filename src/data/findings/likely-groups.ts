/**
 * @file likelyGroups: columns whose values are of people, machines, files: they come again from row to row, and rows of one are alike.
 * A column is one by its name (patient, customer_id), or by what is in it: values that are codes (K00, P-017), or numbers in a column
 * called an id, whose rows are alike in some other column; or any names whose rows have the same throughout, as a person's rows have one
 * sex and one year of birth: what is constant within them belongs to the group and not to the row.
 */
import { scatter } from '../profile-parts/distinct'
import type { Dataset } from '../dataset'
import { keysOf, type RowKeys } from '../row-keys'
import { namesRows } from './column-values'
import type { ViewedColumn } from './finding'
import { likeness } from './likeness'

const GROUPS =
  /(^|[^a-z])(patient|subject|person|user|customer|client|participant|speaker|writer|author|household|family|session|visit|device|machine|sensor|mote|serial|plant|animal|specimen|slide|scan|file|document|recording|video|clip|batch|lot|plot|group|student|player|owner|account|station|well|donor)([^a-z]|$|s?$|_?id)/i
const CALLED_ID = /(^|[^a-z])([a-z]?id|nr|no|number|code|key)$|[a-z]I[dD]$/
/** Letters and a number: K00, P-017, machine 7. */
const CODE = /^\p{L}{1,12}[ _.#:/-]?\d{1,12}$/u
const CODED = 0.95

/** Rows a group has on the whole. */
const LEAST_ROWS = 2
const LEAST_GROUPS = 5
/** Of what is not called a group: fewer values are kinds of thing, and so is what most rows have. */
const LEAST_UNCALLED = 10
const MOST_OF_ONE = 0.5
/** Names with more rows each are places and makes, which a network is to know again. */
const MOST_NAMED = 50

/** Alike: a false alarm in a thousand columns, all others looked at (Bonferroni), and a share that matters. */
const ALPHA = 0.001
const ALIKE = 0.1
/** Constant within a group, but for slips. */
const CONSTANT = 0.95
const LEAST_CONSTANT = 2
/** Rows looked at, in whole groups. */
const SAMPLE = 20_000
/** Neighbouring numbers taken together, to tell numbers that say how much from those that name. */
const NEIGHBOURS = 5

export interface LikelyGroup {
  readonly column: string
  readonly keyed: RowKeys
  /** Values that rows have, and rows that have one. */
  readonly groups: number
  /** What its rows are most alike in, where it is not called a group, and how much of it the groups tell. */
  readonly alike?: { readonly column: string; readonly share: number }
}

/** Those of a set, in its order; a yield lets others have their turn. */
export function* likelyGroups(
  dataset: Dataset,
  columns: readonly ViewedColumn[],
  target: ViewedColumn | undefined,
): Generator<void, readonly LikelyGroup[]> {
  const { rows } = dataset.schema
  const found: LikelyGroup[] = []
  for (const column of columns) {
    yield
    const { schema } = column
    if (schema === target?.schema || !canGroup(column, rows) || namesRows(column, rows)) continue
    const keyed = keysOf(dataset, schema.name)
    if (!keyed) continue
    const sizes = sizesOf(keyed)
    const groups = sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0)
    const grouped = sizes.reduce((sum, size) => sum + size, 0)
    if (groups < LEAST_GROUPS || grouped < LEAST_ROWS * groups) continue
    const one = { column: schema.name, keyed, groups }
    if (GROUPS.test(schema.name)) {
      found.push(one)
      continue
    }
    if (groups < LEAST_UNCALLED || sizes.some((size) => size > MOST_OF_ONE * grouped)) continue
    const coded = isCoded(column, keyed.names)
    if (!coded && grouped > MOST_NAMED * groups) continue
    const { of, keys } = sampled(keyed, grouped)
    const others = columns.filter((other) => other !== column && isEvidence(other, rows))
    const all: { readonly column: string; readonly share: number }[] = []
    for (const other of others) {
      yield
      const told = likeness(other, of, keys)
      if (!told || told.share < ALIKE || told.p >= ALPHA / others.length) continue
      if (!coded && column.values.type === 'number' && byAmount(other, of, keys, keyed, told.share)) continue
      all.push({ column: other.schema.name, share: told.share })
    }
    const constant = all.filter(({ share }) => share >= CONSTANT)
    const tells = constant.some((other) => other.column === target?.schema.name)
    if (!(coded ? all.length > 0 : tells || constant.length >= LEAST_CONSTANT)) continue
    found.push({ ...one, alike: all.reduce((best, other) => (other.share > best.share ? other : best)) })
  }
  return found
}

/** The likely groups of a set at once. */
export function likelyGroupsOf(dataset: Dataset, target: string): readonly LikelyGroup[] {
  const columns = dataset.schema.columns.map((schema, i) => ({ schema, values: dataset.columns[i] }) as ViewedColumn)
  const looking = likelyGroups(
    dataset,
    columns,
    columns.find(({ schema }) => schema.name === target),
  )
  for (;;) {
    const { done, value } = looking.next()
    if (done) return value
  }
}

/** Whether a column of this name is one of people, machines, files, or their numbers. */
export function namesGroups(name: string): boolean {
  return GROUPS.test(name) || CALLED_ID.test(name) || CALLED_ID.test(name.toLowerCase())
}

function canGroup({ schema, values }: ViewedColumn, rows: number): boolean {
  if (values.type === 'category') return true
  // Texts that are long are read, not counted.
  if (values.type === 'text') return values.bytes.length <= 40 * rows
  return schema.type === 'number' && values.type === 'number' && values.values.every(isWhole)
}

function isWhole(value: number): boolean {
  return Number.isNaN(value) || Number.isInteger(value)
}

function isCoded({ schema }: ViewedColumn, names: readonly string[]): boolean {
  if (CALLED_ID.test(schema.name) || CALLED_ID.test(schema.name.toLowerCase())) return true
  if (schema.type === 'number') return false
  return names.filter((name) => CODE.test(name.trim())).length >= CODED * names.length
}

function isEvidence(column: ViewedColumn, rows: number): boolean {
  const { type } = column.values
  return (type === 'number' || type === 'category' || type === 'time') && !namesRows(column, rows)
}

function sizesOf({ keys, names }: RowKeys): Uint32Array {
  const sizes = new Uint32Array(names.length)
  for (const key of keys) if (key >= 0) sizes[key] = (sizes[key] as number) + 1
  return sizes
}

/** Rows of whole groups, about so many as are looked at, and the group of each. */
function sampled({ keys }: RowKeys, grouped: number): { readonly of: Uint32Array; readonly keys: Int32Array } {
  const below = (2 ** 32 * SAMPLE) / Math.max(1, grouped)
  const rows: number[] = []
  keys.forEach((key, row) => {
    if (key >= 0 && (grouped <= SAMPLE || scatter(key) < below)) rows.push(row)
  })
  const of = Uint32Array.from(rows)
  return { of, keys: Int32Array.from(of, (row) => keys[row] as number) }
}

/** Whether neighbouring numbers are alike as well: then they say how much, as an age does, and name nothing. */
function byAmount(
  other: ViewedColumn,
  rows: Uint32Array,
  keys: Int32Array,
  { names }: RowKeys,
  share: number,
): boolean {
  const inOrder = [...new Set(keys)].sort((a, b) => Number(names[a]) - Number(names[b]))
  const places = new Map(inOrder.map((key, i) => [key, Math.floor(i / NEIGHBOURS)]))
  const together = likeness(
    other,
    rows,
    keys.map((key) => places.get(key) as number),
  )
  return together !== undefined && together.share > share / 2
}
