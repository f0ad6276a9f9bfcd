/**
 * @file RowSource: provides the rows of simulated requests: held-out rows of the dataset, or rows from the simulator
 * that generated the dataset.
 */
import { columnIndex } from '../../catalog/dataset-schema'
import { readCondition } from '../../data/condition-text'
import { maskOf } from '../../data/evaluate-condition'
import type { Conditions } from '../../ops/scenario/define-event'
import { MAX_DAYS } from '../../ops/scenario/scenario'
import type { SimulatedRow, SimulationRequest } from '../../ops/simulated-rows'
import type { ServiceRows } from '../../protocol/serving-messages'
import type { Service } from '../open-service'
import { groundTruthReader, rowReader } from '../request-rows'
import type { RawRow } from '../validate-input'
import { drawFor } from './queues'

export interface SourceRow {
  readonly row: number
  /** Index of the row's slice in the log dictionary. */
  readonly slice: number
  readonly groundTruth: number
  /** A key that is different for different rows. */
  readonly key: number
  values(): RawRow
}

export interface RowSource {
  readonly source: 'held-out' | 'world'
  pick(id: number, at: number, conditions: Conditions): SourceRow
  /** Returns the value that the feature store contains for a column at a simulated minute. */
  stored(column: string, minute: number): unknown
  /** Returns the ground truth of another random row, which is used for wrong labels. */
  otherGroundTruth(draw: number): number
}

export type World = (request: SimulationRequest) => readonly SimulatedRow[] | undefined

const HOUR_MS = 3_600_000
/**
 * Number of row numbers per simulated hour: the first half is for normal rows, and the second half is for rows of a
 * slice that the traffic mix favors. Further rows of the hour have the numbers from `MORE_ROWS` on, by request ID.
 */
const NUMBERS = 4096
const MORE_ROWS = NUMBERS * (MAX_DAYS * 24 + 1)
/** Number of rows simulated at a time. */
const DRAWN = 128

/**
 * Creates the row source of a service: the simulator, if the Source stage selects it and the dataset has one; otherwise
 * held-out rows.
 */
export function openRowSource(
  service: Service,
  rows: ServiceRows,
  seed: number,
  simulate: World | undefined,
): RowSource {
  const heldOut = heldOutSource(service, rows, seed)
  const wantsWorld = service.spec.stages.some((stage) => stage.class_name === 'Source' && stage.config.from === 'world')
  const datasetId = rows.dataset.schema.id
  const there = wantsWorld && simulate?.({ set: datasetId, seed, fromMs: 0, count: 1, drift: {} })
  return simulate && there ? worldSource(service, rows, seed, simulate, heldOut) : heldOut
}

function heldOutSource(service: Service, rows: ServiceRows, seed: number): RowSource {
  const { dataset, heldOut } = rows
  const first = service.versions.find((one) => one)
  if (!first) throw new Error('a service that plays has a version')
  const readRow = rowReader(dataset, first.pipeline)
  const truthOf = groundTruthReader(first.pipeline, dataset, service.output.classes)
  const traffic = openTraffic(rows, seed)
  const slices = traffic.names.map((name) => service.sliceIndex(name))
  return {
    source: 'held-out',
    pick(id, _at, { mix }) {
      const { row, slice } = traffic.pick(id, mix)
      return { row, slice: slices[slice] ?? 0, groundTruth: truthOf(row), key: row, values: () => readRow(row) }
    },
    stored(column, minute) {
      const row = heldOut[Math.floor(drawFor(seed, 'stale', Math.max(0, minute)) * heldOut.length)]
      return row === undefined ? null : readRow(row)[column]
    },
    otherGroundTruth: (draw) => truthOf(heldOut[Math.floor(draw * heldOut.length)] as number),
  }
}

interface Pool {
  rows: SimulatedRow[]
  /** The number of rows used so far; `blocks` is the number of simulated blocks. */
  taken: number
  blocks: number
}

function worldSource(
  service: Service,
  rows: ServiceRows,
  seed: number,
  simulate: World,
  heldOut: RowSource,
): RowSource {
  const { schema, columns } = rows.dataset
  const time = columns[columnIndex(schema, 'time')]
  let begin = 0
  if (time?.type === 'time') for (const moment of time.values) if (moment > begin) begin = moment
  const { classes } = service.output
  const truthOf = ({ label }: SimulatedRow) => {
    if (service.kind === 'number') return Number(label)
    const place = classes.indexOf(String(label))
    return place < 0 ? Number.NaN : place
  }
  /** The current hour, and the pools of rows for that hour, keyed by slice and drift. */
  let hour = -1
  let pools = new Map<string, Pool>()
  let first = 0
  let numbers = { usual: 0, mixed: 0 }

  function take(
    at: number,
    only: string | undefined,
    drift: Readonly<Record<string, number>>,
  ): SimulatedRow | undefined {
    const key = JSON.stringify([only ?? '', drift])
    const pool = pools.get(key) ?? { rows: [], taken: 0, blocks: first }
    pools.set(key, pool)
    if (pool.taken === pool.rows.length) {
      // Each block has a different seed, so that no row repeats.
      const own = Math.floor(drawFor(seed, 'row', hour, pool.blocks++) * 2 ** 31)
      const fromMs = begin + hour * HOUR_MS
      const datasetId = schema.id
      const drawn = simulate({
        set: datasetId,
        seed: own,
        fromMs,
        count: DRAWN,
        drift,
        ...(only !== undefined && { only }),
      })
      pool.rows = [...(drawn ?? [])]
      pool.taken = 0
    }
    const row = pool.rows[pool.taken++]
    return row && { ...row, values: { ...row.values, time: begin + at } }
  }

  return {
    ...heldOut,
    source: 'world',
    pick(id, at, conditions) {
      const now = Math.floor(at / HOUR_MS)
      if (now !== hour) {
        // An earlier source may have served part of the hour: at most `id` rows and blocks, so the next ones are unused.
        first = hour < 0 ? id : 0
        hour = now
        pools = new Map()
        numbers = { usual: first, mixed: first }
      }
      const drift = Object.fromEntries(
        conditions.drift.flatMap(({ operator, column, strength }) =>
          operator === 'world' ? [[column, strength] as const] : [],
        ),
      )
      let rest = conditions.mix.length > 0 ? drawFor(seed, 'mix', id) : 1
      const only = conditions.mix.find(({ share }) => {
        rest -= share
        return rest < 0
      })?.slice
      const mixed = only === undefined ? undefined : take(at, only, drift)
      const match = mixed ?? take(at, undefined, drift)
      if (!match) return heldOut.pick(id, at, conditions)
      const half = NUMBERS / 2
      const place = mixed ? numbers.mixed++ : numbers.usual++
      const row = place < half ? hour * NUMBERS + (mixed ? half : 0) + place : MORE_ROWS + id
      // Every simulated row is a distinct input, so the key is the request id.
      return {
        row,
        slice: service.sliceIndex(match.slice),
        groundTruth: truthOf(match),
        key: id,
        values: () => match.values,
      }
    },
  }
}

interface Traffic {
  /** Chooses the row of a request; also returns the index of the row's slice in `names` (0 for all rows). */
  pick(id: number, mix: Conditions['mix']): { readonly row: number; readonly slice: number }
  /** Slice names by index; index 0 stands for all rows. */
  readonly names: readonly string[]
}

/** Draws held-out rows; a slice of the traffic mix that has no rows is ignored. */
function openTraffic({ dataset, heldOut, slices }: ServiceRows, seed: number): Traffic {
  const names = ['all', ...slices.map(({ name }) => name)]
  const sliceOf = new Map<number, number>()
  slices.forEach(({ rows }, i) => {
    for (const row of rows) if (!sliceOf.has(row)) sliceOf.set(row, i + 1)
  })
  const pools = new Map<string, Uint32Array>(slices.map(({ name, rows }) => [name, rows]))

  /** Returns the rows of a slice, which is specified by its name or as a condition in text form. */
  function pool(slice: string): Uint32Array {
    const known = pools.get(slice)
    if (known) return known
    const condition = readCondition(slice)
    const mask = condition.ok ? maskOf(condition.value, dataset) : undefined
    const rows = mask?.ok ? heldOut.filter((row) => mask.value[row] === 1) : new Uint32Array(0)
    pools.set(slice, rows)
    return rows
  }

  return {
    names,
    pick(id, mix) {
      let rest = mix.length > 0 ? drawFor(seed, 'mix', id) : 1
      let from: Uint32Array = heldOut
      let named = 0
      for (const { slice, share } of mix) {
        rest -= share
        if (rest >= 0) continue
        const rows = pool(slice)
        if (rows.length > 0) {
          from = rows
          named = names.indexOf(slice)
        }
        break
      }
      const row = from[Math.floor(drawFor(seed, 'row', id) * from.length)] as number
      return { row, slice: named > 0 ? named : (sliceOf.get(row) ?? 0) }
    },
  }
}
