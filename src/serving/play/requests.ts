/** @file Requests: what each played request sends: its row, what drift and mishaps make of it, and what the answer should be. */
import { log } from '../../base/exact'
import type { Conditions } from '../../ops/scenario/conditions'
import type { ServiceRows } from '../../protocol/serving-messages'
import type { RawRow } from '../validate-input'
import type { Service } from '../service'
import { behindSplit, chosen } from '../stages/split'
import { isShadowed } from '../stages/shadow'
import { shadowShares } from '../execute-pipeline'
import { chanceOf } from './chance'
import { openDrift } from './drift'
import { mishapKey, mishapsOf, staleColumns, struckBy } from './faults'
import { openSupply, type World } from './supply'

export interface Made {
  readonly row: number
  readonly slice: number
  readonly operator: number
  readonly strength: number
  readonly truth: number
  readonly key: number | string
  raw(): RawRow
}

export interface Requests {
  readonly source: 'held-out' | 'world'
  make(id: number, at: number, conditions: Conditions): Made
  /** The versions that may be asked of a request that draws so. */
  versionsOf(draw: number, shadowDraw: number): readonly number[]
  wrongLabel(id: number, truth: number): number
  /** Milliseconds until the label comes. */
  delay(id: number, meanMinutes: number): number
  /** The drawing was changed. */
  renew(): void
}

/** Kinds of mishaps that have a number; others go by their names. */
const MOST_MISHAPS = 63
/** Operators that the log has a number for. */
const MOST_OPERATORS = 255

/** The requests of a service, of held-out rows or of the world. */
export function openRequests(service: Service, rows: ServiceRows, seed: number, world: World | undefined): Requests {
  const { dataset, train } = rows
  const first = service.versions.find((one) => one)
  if (!first) throw new Error('a service that plays has a version')
  const supply = openSupply(service, rows, seed, world)
  const drifting = openDrift(first.columns, dataset, train, seed)
  const mishapNumbers = new Map<string, number>([['', 0]])
  let stored = storedOf(service)
  let models = modelsOf(service)

  function operatorOf(drift: Conditions['drift']): number {
    return drift.length === 0 ? 0 : Math.min(MOST_OPERATORS, service.operator(drifting.name(drift)))
  }
  function mishapNumber(key: string): number {
    const known = mishapNumbers.get(key)
    if (known !== undefined) return known
    mishapNumbers.set(key, mishapNumbers.size)
    return mishapNumbers.size - 1
  }

  return {
    source: supply.source,
    make(id, at, conditions) {
      const { drift, faults } = conditions
      const { row, slice, truth, key: own, values } = supply.pick(id, at, conditions)
      // A drift of the world is nothing that can be done to a row of a set.
      const told = supply.source === 'world' ? drift : drift.filter(({ operator }) => operator !== 'world')
      const operator = operatorOf(told)
      const strength = Math.round((told[0]?.strength ?? 0) * 32)
      const mishaps = mishapsOf(faults, seed, id)
      const stale = faults.length === 0 ? [] : staleColumns(faults, stored, at)
      const kind = mishaps.length === 0 ? '' : mishapKey(mishaps)
      const number = mishapNumber(kind)
      const plain = ((own * (MOST_OPERATORS + 1) + operator) * 33 + strength) * (MOST_MISHAPS + 1)
      const simple = stale.length === 0 && number <= MOST_MISHAPS
      const old = simple ? '' : stale.map((one) => `${one.column} ${one.minute}`).join(' ')
      return {
        row,
        slice,
        operator,
        strength,
        truth,
        key: simple ? plain + number : `${plain} ${kind} ${old}`,
        raw() {
          const before = stale.map(({ column, minute }) => [column, supply.stored(column, minute)])
          const now = stale.length === 0 ? values() : { ...values(), ...Object.fromEntries(before) }
          return struckBy(drifting.apply(now, own, drift), mishaps)
        },
      }
    },
    versionsOf(draw, shadowDraw) {
      const found: number[] = []
      for (const { model, alias, place, share, split } of models) {
        if (share !== undefined && !isShadowed(share, shadowDraw)) continue
        if (split && chosen(split.config, split.behind, draw, service) !== place) continue
        const version = service.resolve(model, alias)
        if (version >= 0 && !found.includes(version)) found.push(version)
      }
      return found
    },
    wrongLabel(id, truth) {
      const classes = service.answers.classes.length
      const chance = chanceOf(seed, 'noise', id, 1)
      if (service.kind === 'classes' && classes > 1) return (truth + 1 + Math.floor(chance * (classes - 1))) % classes
      return supply.otherTruth(chance)
    },
    // Whoever labels may be at it at any moment: gaps without memory.
    delay: (id, mean) => (mean === 0 ? 0 : -log(1 - chanceOf(seed, 'delay', id)) * mean * 60_000),
    renew() {
      stored = storedOf(service)
      models = modelsOf(service)
    },
  }
}

function storedOf({ spec }: Service): ReadonlySet<string> {
  return new Set(spec.stages.flatMap((stage) => (stage.class_name === 'Features' ? stage.config.stored : [])))
}

/** The model stages, each with what decides whether a request can get there. */
function modelsOf(service: Service) {
  const { stages } = service.spec
  const shares = shadowShares(service.spec)
  return stages.flatMap((stage, place) => {
    if (stage.class_name !== 'Model') return []
    const { model, alias } = stage.config
    const [from] = stage.from
    const before = stage.from.length === 1 && from !== undefined ? stages[from] : undefined
    const split =
      before?.class_name === 'Split' && from !== undefined
        ? { config: before.config, behind: behindSplit(from, service) }
        : undefined
    const share = shares[place]
    return [{ model, alias, place, ...(share !== undefined && { share }), ...(split && { split }) }]
  })
}
