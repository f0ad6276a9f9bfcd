/**
 * @file Group leakage: rows of the same patient, machine or file occur both in the training set and in another part; and
 * the columns that are likely to name such groups.
 */
import { type ColumnSchema, columnIndex } from '../../catalog/dataset-schema'
import type { Dataset } from '../dataset'
import { mixBits } from '../profile-statistics/value-counts'
import { keysOf, type RowKeys } from '../row-keys'
import { isIdentifier } from './column-values'
import { type ColumnData, defineFinding, type Finding, finding } from './finding'
import { groupSimilarity } from './group-similarity'

export const groupLeakage = defineFinding({
  codes: ['group-across-parts'],
  *find({ dataset, columns, target, split }) {
    const { rows } = dataset.schema
    const findings: Finding[] = []
    const partOf = new Int8Array(rows).fill(-1)
    for (const [i, part] of [split.train, split.validation, split.test].entries())
      for (const row of part) partOf[row] = i
    for (const { column, rowKeys, similarity } of yield* likelyGroups(dataset, columns, target)) {
      yield
      const { keys, names } = rowKeys
      // For each group, a bit mask of the parts of the split that contain its rows.
      const inParts = new Uint8Array(names.length)
      keys.forEach((key, row) => {
        if (key < 0 || (partOf[row] as number) < 0) return
        inParts[key] = (inParts[key] as number) | (1 << (partOf[row] as number))
      })
      const groups = inParts.reduce((count, parts) => count + (parts > 0 ? 1 : 0), 0)
      const shared = inParts.map((parts) => ((parts & 1) === 1 && parts > 1 ? 1 : 0))
      const count = shared.reduce((sum, one) => sum + one, 0)
      if (count === 0) continue
      const affected = Uint32Array.from(keys.keys()).filter(
        (row) => shared[keys[row] as number] === 1 && (partOf[row] as number) > 0,
      )
      const example = String(names[shared.indexOf(1)])
      findings.push(
        finding(
          'group-across-parts',
          { column, torn: count, groups, rows: affected.length, example, ...(similarity ? { alike: similarity } : {}) },
          {
            // If the column name does not suggest groups, the values may be something that the network should learn to
            // recognize, so report only a warning.
            severity: similarity ? 'warn' : 'bad',
            columns: [column],
            rows: affected,
            remedies: [{ do: 'split', by: 'group', column }],
          },
        ),
      )
    }
    return findings
  },
})

const GROUP_NAME =
  /(^|[^a-z])(patient|subject|person|user|customer|client|participant|speaker|writer|author|household|family|session|visit|device|machine|sensor|mote|serial|plant|animal|specimen|slide|scan|file|document|recording|video|clip|batch|lot|plot|group|student|player|owner|account|station|well|donor)([^a-z]|$|s?$|_?id)/i
const ID_NAME = /(^|[^a-z])([a-z]?id|nr|no|number|code|key)$|[a-z]I[dD]$/
/** Plurals and counts: visits, n_session, deviceCount. */
const COUNT_NAME = /s$|(^|[^a-z])(n|num|count|total|per|mean|avg)([^a-z]|$)|[a-z](count|total)$/i
/** Matches letters followed by a number: K00, P-017, machine 7. */
const CODE = /^\p{L}{1,12}[ _.#:/-]?\d{1,12}$/u
const MIN_CODE_SHARE = 0.95

/** The minimum number of rows per group, on average. */
const MIN_ROWS = 2
const MIN_GROUPS = 5
/**
 * Limits for columns whose name does not suggest groups: a column is categorical if it has fewer than MIN_UNCALLED
 * values, or if a single value occurs in more than the share MAX_OF_ONE of the rows.
 */
const MIN_UNCALLED = 10
const MAX_OF_ONE = 0.5
/**
 * If a value has more rows than this on average, the values are likely to be cities or brands, which a network should
 * learn to recognize.
 */
const MAX_NAMED = 50

/**
 * Rows count as similar if the test is significant at ALPHA, the probability of a false alarm over all other columns
 * together (Bonferroni), and the groups explain at least MIN_SIMILARITY of the variation.
 */
const ALPHA = 0.001
const MIN_SIMILARITY = 0.1
/**
 * The share of a group's rows that must have the same value for a column to count as constant within the group; the
 * remaining rows may be errors.
 */
const MIN_CONSTANT_SHARE = 0.95
const MIN_CONSTANT = 2
/** The maximum number of rows to analyze. The sample contains complete groups. */
const SAMPLE = 20_000
/** How many neighboring numbers are pooled when testing whether a column contains quantities or identifiers. */
const POOLED_NEIGHBORS = 5

interface LikelyGroup {
  readonly column: string
  readonly rowKeys: RowKeys
  /** The number of distinct values and the number of rows that have a value. */
  readonly groups: number
  /**
   * For a column whose name does not suggest groups: the other column in which the rows of a group are most similar,
   * and the share of that column's variation that the groups explain.
   */
  readonly similarity?: { readonly column: string; readonly share: number }
}

/**
 * Finds the columns of a dataset that likely identify groups, in column order; yields so that other work can run in
 * between.
 */
function* likelyGroups(
  dataset: Dataset,
  columns: readonly ColumnData[],
  target: ColumnData | undefined,
): Generator<void, readonly LikelyGroup[]> {
  const { rows } = dataset.schema
  const found: LikelyGroup[] = []
  for (const column of columns) {
    yield
    const { schema } = column
    if (schema === target?.schema || !canGroup(column, rows) || isIdentifier(column, rows)) continue
    const rowKeys = keysOf(dataset, schema.name)
    if (!rowKeys) continue
    const sizes = sizesOf(rowKeys)
    const groups = sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0)
    const grouped = sizes.reduce((sum, size) => sum + size, 0)
    if (groups < MIN_GROUPS || grouped < MIN_ROWS * groups) continue
    const one = { column: schema.name, rowKeys, groups }
    if (GROUP_NAME.test(schema.name) && !isCount(schema, groups)) {
      found.push(one)
      continue
    }
    if (groups < MIN_UNCALLED || sizes.some((size) => size > MAX_OF_ONE * grouped)) continue
    const coded = isCoded(column, rowKeys.names)
    if (!coded && grouped > MAX_NAMED * groups) continue
    const { of, keys } = sampled(rowKeys, grouped)
    const others = columns.filter((other) => other !== column && isComparable(other, rows))
    const all: { readonly column: string; readonly share: number }[] = []
    for (const other of others) {
      yield
      const similarity = groupSimilarity(other, of, keys)
      if (!similarity || similarity.share < MIN_SIMILARITY || similarity.p >= ALPHA / others.length) continue
      if (!coded && column.values.type === 'number' && isQuantity(other, of, keys, rowKeys, similarity.share)) continue
      all.push({ column: other.schema.name, share: similarity.share })
    }
    const constant = all.filter(({ share }) => share >= MIN_CONSTANT_SHARE)
    const determinesTarget = constant.some((other) => other.column === target?.schema.name)
    if (!(coded ? all.length > 0 : determinesTarget || constant.length >= MIN_CONSTANT)) continue
    found.push({ ...one, similarity: all.reduce((best, other) => (other.share > best.share ? other : best)) })
  }
  return found
}

/** Finds the columns of a dataset that likely identify groups, in one synchronous call. */
export function likelyGroupsOf(dataset: Dataset, target: string): readonly LikelyGroup[] {
  const columns = dataset.schema.columns.map((schema, i) => ({ schema, values: dataset.columns[i] }) as ColumnData)
  const work = likelyGroups(
    dataset,
    columns,
    columns.find(({ schema }) => schema.name === target),
  )
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/**
 * Whether a number column counts something, such as the visits of each patient, and identifies nothing: by its few
 * values, or by its name.
 */
function isCount({ type, name }: ColumnSchema, values: number): boolean {
  return type === 'number' && (values < MIN_UNCALLED || COUNT_NAME.test(name))
}

/**
 * Whether a split by other groups may replace the chosen one: all rows of a chosen group are in one of the other
 * groups, as patients are in families, or the chosen column does not identify groups at all.
 */
export function mayReplaceGroups(dataset: Dataset, chosen: string, other: string): boolean {
  const [chosenKeys, otherKeys] = [keysOf(dataset, chosen), keysOf(dataset, other)]
  const schema = dataset.schema.columns[columnIndex(dataset.schema, chosen)]
  if (!chosenKeys || !otherKeys || !schema || isCount(schema, chosenKeys.names.length)) return true
  const otherOf = new Map<number, number>()
  return chosenKeys.keys.every((key, row) => {
    const of = otherKeys.keys[row] as number
    if (key >= 0 && !otherOf.has(key)) otherOf.set(key, of)
    return key < 0 || otherOf.get(key) === of
  })
}

/** Whether a column name refers to people, machines or files, or to their ID numbers. */
export function isGroupName(name: string): boolean {
  return GROUP_NAME.test(name) || ID_NAME.test(name) || ID_NAME.test(name.toLowerCase())
}

function canGroup({ schema, values }: ColumnData, rows: number): boolean {
  if (values.type === 'category') return true
  // Columns of long text contain free text rather than group names.
  if (values.type === 'text') return values.bytes.length <= 40 * rows
  return schema.type === 'number' && values.type === 'number' && values.values.every(isWhole)
}

function isWhole(value: number): boolean {
  return Number.isNaN(value) || Number.isInteger(value)
}

function isCoded({ schema }: ColumnData, names: readonly string[]): boolean {
  if (ID_NAME.test(schema.name) || ID_NAME.test(schema.name.toLowerCase())) return true
  if (schema.type === 'number') return false
  return names.filter((name) => CODE.test(name.trim())).length >= MIN_CODE_SHARE * names.length
}

function isComparable(column: ColumnData, rows: number): boolean {
  const { type } = column.values
  return (type === 'number' || type === 'category' || type === 'time') && !isIdentifier(column, rows)
}

function sizesOf({ keys, names }: RowKeys): Uint32Array {
  const sizes = new Uint32Array(names.length)
  for (const key of keys) if (key >= 0) sizes[key] = (sizes[key] as number) + 1
  return sizes
}

/** Samples complete groups of rows and returns the sampled rows with the group of each row. */
function sampled({ keys }: RowKeys, grouped: number): { readonly of: Uint32Array; readonly keys: Int32Array } {
  const below = (2 ** 32 * SAMPLE) / Math.max(1, grouped)
  const rows: number[] = []
  keys.forEach((key, row) => {
    if (key >= 0 && (grouped <= SAMPLE || mixBits(key) < below)) rows.push(row)
  })
  const of = Uint32Array.from(rows)
  return { of, keys: Int32Array.from(of, (row) => keys[row] as number) }
}

/**
 * Whether rows with neighboring numbers are similar as well. In that case, the numbers are quantities, such as an age,
 * and do not identify anything.
 */
function isQuantity(
  other: ColumnData,
  rows: Uint32Array,
  keys: Int32Array,
  { names }: RowKeys,
  share: number,
): boolean {
  const inOrder = [...new Set(keys)].sort((a, b) => Number(names[a]) - Number(names[b]))
  const indexes = new Map(inOrder.map((key, i) => [key, Math.floor(i / POOLED_NEIGHBORS)]))
  const together = groupSimilarity(
    other,
    rows,
    keys.map((key) => indexes.get(key) as number),
  )
  return together !== undefined && together.share > share / 2
}
