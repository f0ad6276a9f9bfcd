/** @file Supply: where the rows of played requests come from: held-out rows of the set, or the world that the set is a stretch of. */
import { columnIndex } from '../../catalog/dataset-schema'
import type { Conditions } from '../../ops/scenario/conditions'
import type { WorldAsked, WorldRow } from '../../ops/world'
import type { ServiceRows } from '../../protocol/serving-messages'
import type { RawRow } from '../validate-input'
import { rowReader, truthReader } from '../rows'
import type { Service } from '../service'
import { chanceOf } from './chance'
import { openTraffic } from './traffic'

export interface Supplied {
  readonly row: number
  /** In the book's slices. */
  readonly slice: number
  readonly truth: number
  /** Tells one row from another. */
  readonly key: number
  values(): RawRow
}

export interface Supply {
  readonly source: 'held-out' | 'world'
  pick(id: number, at: number, conditions: Conditions): Supplied
  /** What the store of features had in it at some time. */
  stored(column: string, minute: number): unknown
  /** The truth of any other row, for labels that are wrong. */
  otherTruth(chance: number): number
}

export type World = (asked: WorldAsked) => readonly WorldRow[] | undefined

const HOUR_MS = 3_600_000
/** Numbers that an hour's rows have: the first half for what comes as usual, the other for what a mix brings. */
const NUMBERS = 4096
/** Events drawn at a time. */
const DRAWN = 128

/** The supply of a service: its world, where its source says so and there is one. */
export function openSupply(service: Service, rows: ServiceRows, seed: number, world: World | undefined): Supply {
  const held = heldOutSupply(service, rows, seed)
  const wanted = service.spec.stages.some((stage) => stage.class_name === 'Source' && stage.config.from === 'world')
  const set = rows.dataset.schema.id
  const there = wanted && world?.({ set, seed, fromMs: 0, count: 1, drift: {} })
  return world && there ? worldSupply(service, rows, seed, world, held) : held
}

function heldOutSupply(service: Service, rows: ServiceRows, seed: number): Supply {
  const { dataset, heldOut } = rows
  const first = service.versions.find((one) => one)
  if (!first) throw new Error('a service that plays has a version')
  const read = rowReader(dataset, first.pipeline)
  const truthOf = truthReader(first.pipeline, dataset, service.answers.classes)
  const traffic = openTraffic(rows, seed)
  const slices = traffic.names.map((name) => service.slice(name))
  return {
    source: 'held-out',
    pick(id, _at, { mix }) {
      const { row, slice } = traffic.pick(id, mix)
      return { row, slice: slices[slice] ?? 0, truth: truthOf(row), key: row, values: () => read(row) }
    },
    stored(column, minute) {
      const row = heldOut[Math.floor(chanceOf(seed, 'stale', Math.max(0, minute)) * heldOut.length)]
      return row === undefined ? null : read(row)[column]
    },
    otherTruth: (chance) => truthOf(heldOut[Math.floor(chance * heldOut.length)] as number),
  }
}

interface Pool {
  rows: WorldRow[]
  /** Rows taken, and times rows were drawn. */
  taken: number
  blocks: number
}

function worldSupply(service: Service, rows: ServiceRows, seed: number, world: World, held: Supply): Supply {
  const { schema, columns } = rows.dataset
  const time = columns[columnIndex(schema, 'time')]
  let begin = 0
  if (time?.type === 'time') for (const moment of time.values) if (moment > begin) begin = moment
  const { classes } = service.answers
  const truthOf = ({ label }: WorldRow) => {
    if (service.kind === 'number') return Number(label)
    const place = classes.indexOf(String(label))
    return place < 0 ? Number.NaN : place
  }
  /** Of the hour that is now, by slice and drift. */
  let hour = -1
  let pools = new Map<string, Pool>()
  let numbers = { usual: 0, mixed: 0 }

  function take(at: number, only: string | undefined, drift: Readonly<Record<string, number>>): WorldRow | undefined {
    const key = JSON.stringify([only ?? '', drift])
    const pool = pools.get(key) ?? { rows: [], taken: 0, blocks: 0 }
    pools.set(key, pool)
    if (pool.taken === pool.rows.length) {
      // Each stretch is one of its own, so that none comes twice.
      const own = Math.floor(chanceOf(seed, 'row', hour, pool.blocks++) * 2 ** 31)
      const fromMs = begin + hour * HOUR_MS
      const set = schema.id
      const drawn = world({ set, seed: own, fromMs, count: DRAWN, drift, ...(only !== undefined && { only }) })
      pool.rows = [...(drawn ?? [])]
      pool.taken = 0
    }
    const found = pool.rows[pool.taken++]
    return found && { ...found, values: { ...found.values, time: begin + at } }
  }

  return {
    ...held,
    source: 'world',
    pick(id, at, conditions) {
      const now = Math.floor(at / HOUR_MS)
      if (now !== hour) {
        hour = now
        pools = new Map()
        numbers = { usual: 0, mixed: 0 }
      }
      const drift = Object.fromEntries(
        conditions.drift.flatMap(({ operator, column, strength }) =>
          operator === 'world' ? [[column, strength] as const] : [],
        ),
      )
      let rest = conditions.mix.length > 0 ? chanceOf(seed, 'mix', id) : 1
      const only = conditions.mix.find(({ share }) => {
        rest -= share
        return rest < 0
      })?.slice
      const mixed = only === undefined ? undefined : take(at, only, drift)
      const found = mixed ?? take(at, undefined, drift)
      if (!found) return held.pick(id, at, conditions)
      const half = NUMBERS / 2
      const place = mixed ? half + (numbers.mixed++ % half) : numbers.usual++ % half
      const row = hour * NUMBERS + place
      // No two are the same input.
      return { row, slice: service.slice(found.slice), truth: truthOf(found), key: id, values: () => found.values }
    },
  }
}
