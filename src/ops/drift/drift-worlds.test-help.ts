/**
 * @file Seeded request logs with and without drift, for the tests in this folder and for published benchmark figures.
 */
import { rng } from '../../base/rng'
import type { MonitoredFeature } from '../../data/monitoring/monitored-features'
import { makeColumns } from '../log/columns'
import type { LogView } from '../log/fold-log'
import { appendRequests, makeRequestBuffer } from '../log/request-buffer'
import type { LogDictionary, Requests } from '../log-entry'
import { DECIDERS } from './feature-drift'
import { inputReferences } from './references'
import {
  DEFAULT_PLAN,
  type DriftPlan,
  type DriftReference,
  driftOfWindow,
  jointDrift,
  type WindowDrift,
} from './window-drift'

export const FEATURES: readonly MonitoredFeature[] = [
  ...['mass', 'flipper', 'bill', 'depth'].map((column) => ({ column, measure: 'value' as const })),
  { column: 'island', measure: 'value', values: ['Biscoe', 'Dream', 'Torgersen'] },
  { column: 'sex', measure: 'value', values: ['female', 'male'] },
]
const SHARES = [
  [0.48, 0.84],
  [0.5, 1],
] as const

export const BOOK: LogDictionary = {
  ...{ stages: ['source', 'log'], slices: ['all'], versions: [{ model: 'net', version: 1 }], operators: [''] },
  ...{ verdicts: [''], classes: ['a', 'b'], features: FEATURES, timing: { stages: [0, 0], models: {} } },
}

export interface World {
  readonly seed: number
  /** The number of rows in the reference, and the number of requests in a window (`n`). */
  readonly rows: number
  readonly n: number
  /**
   * `moved` is the shift of the second numeric feature in standard deviations; `island` is the share of rows from the
   * first island that are replaced by rows from another.
   */
  readonly moved?: number
  readonly island?: number
  /** The share of values of the first numeric feature that are missing, in addition to the usual 2%. */
  readonly gone?: number
  /** `all`: the reference is the complete population, and the rows in windows are drawn from it, as in a scenario. */
  readonly of?: 'sample' | 'all'
}

/** Generates the features of this many rows, with shape [rows, features]. */
export function rowsOf(world: World, count: number, epoch: number): Float32Array<ArrayBuffer> {
  const { seed, moved = 0, island = 0, gone: missing = 0 } = world
  const random = rng(seed, { kind: 'shuffle', epoch })
  const table = new Float32Array(count * FEATURES.length)
  for (let row = 0; row < count; row++) {
    const at = row * FEATURES.length
    // A common factor that makes the features correlated.
    const common = random.normal()
    for (let k = 0; k < 4; k++) table[at + k] = 0.5 * common + random.normal()
    table[at + 1] = (table[at + 1] as number) + moved * Math.sqrt(1.25)
    if (random.uniform() < 0.02 + missing) table[at] = Number.NaN
    SHARES.forEach((shares, k) => {
      const draw = random.uniform()
      table[at + 4 + k] = shares.filter((share) => draw >= share).length
    })
    if (random.uniform() < island && table[at + 4] === 0) table[at + 4] = 1
  }
  return table
}

/** A log of requests that have these features and identical predictions. */
export function logOf(table: Float32Array, before?: LogView): LogView {
  const count = table.length / FEATURES.length
  const first = before?.buffer.next ?? 0
  const buffer =
    before?.buffer ?? makeRequestBuffer({ width: 2, stages: 2, features: FEATURES.length }, Math.max(4096, count))
  appendRequests(buffer, requestsOf(table, first))
  return { buffer, book: BOOK }
}

/** The same requests as a batch, one per second, starting with request `first`. */
export function requestsOf(table: Float32Array, first: number): Requests {
  const count = table.length / FEATURES.length
  const columns = makeColumns(count, { width: 2, stages: 2, features: FEATURES.length })
  columns.features.set(table)
  columns.outputs.forEach((_, i) => {
    columns.outputs[i] = i % 2 === 0 ? 0.75 : 0.25
  })
  columns.at.forEach((_, i) => {
    columns.at[i] = 1000 * (first + i)
  })
  return { kind: 'requests', first, count, width: 2, ...columns }
}

/** The reference for a simulation, built from rows without drift. */
export function referenceOf({ seed, rows, n, of }: World): DriftReference {
  return { inputs: inputReferences(FEATURES, rowsOf({ seed, rows, n }, rows, 0), of), answers: [] }
}

/** Rows drawn from the reference with replacement. */
function drawnOf({ seed, rows, n }: World): Float32Array<ArrayBuffer> {
  const all = rowsOf({ seed, rows, n }, rows, 0)
  const random = rng(seed, { kind: 'shuffle', epoch: 2 })
  const table = new Float32Array(n * FEATURES.length)
  for (let row = 0; row < n; row++) {
    const at = random.below(rows) * FEATURES.length
    table.set(all.subarray(at, at + FEATURES.length), row * FEATURES.length)
  }
  return table
}

/** The drift in the first window of a simulation. */
export function driftIn(world: World, plan: Partial<DriftPlan> = {}): WindowDrift {
  const log = logOf(world.of === 'all' ? drawnOf(world) : rowsOf(world, world.n, 1))
  const result = driftOfWindow(log, referenceOf(world), 0, { ...DEFAULT_PLAN, ...plan, n: world.n })
  if (!result) throw new Error('the window is in the ring')
  return result
}

/** The share of simulations, with seeds 1, 2, and so on, in which drift is reported. */
export function alarmRate(worlds: number, world: Omit<World, 'seed'>, plan: Partial<DriftPlan>): number {
  let count = 0
  for (let seed = 1; seed <= worlds; seed++) {
    if (driftIn({ ...world, seed }, plan).features.some(({ drifted }) => drifted)) count++
  }
  return count / worlds
}

/**
 * Drift detectors: a statistic that tests each feature separately, or MMD, which tests all numeric features of a row
 * jointly.
 */
export const JUDGES = [...DECIDERS, 'mmd'] as const
export type Judge = (typeof JUDGES)[number]

/**
 * The number of simulations with seeds in [from, to) in which each detector raises an alarm. All detectors use the same
 * simulations, because each one takes time to generate.
 */
export function alarmCounts(
  { rows, n }: Pick<World, 'rows' | 'n'>,
  { from, to }: { readonly from: number; readonly to: number },
  alpha: number,
): Readonly<Record<Judge, number>> {
  const counts = Object.fromEntries(JUDGES.map((detector) => [detector, 0])) as Record<Judge, number>
  for (let seed = from; seed < to; seed++) {
    const log = logOf(rowsOf({ seed, rows, n }, n, 1))
    const table = rowsOf({ seed, rows, n }, rows, 0)
    const reference = { inputs: inputReferences(FEATURES, table), answers: [] }
    for (const decider of DECIDERS) {
      const result = driftOfWindow(log, reference, 0, { ...DEFAULT_PLAN, alpha, decider, n })
      if (result?.features.some(({ drifted }) => drifted)) counts[decider]++
    }
    if (jointDrift(log.buffer, FEATURES, table, { window: 0, n, alpha })?.drifted) counts.mmd++
  }
  return counts
}
