/**
 * @file Aliases: each move is stored as a row, so moving an alias needs one write, and the newest undamaged row
 * contains the current state. Loaded on first use.
 */
import { Refusal, refuse } from '../messages/message'
import '../messages/en/commands/more'
import '../messages/en/registry'
import { ALIASES, type Alias } from '../catalog/lowered-stage'
import type { AliasChange, AliasLine, AliasMove, AliasPlaces, AliasStorage } from './alias-records'
import type { Engine, Key, Rows, Transaction } from './storage-engine'
import { intact, seal, unsealWeights } from './checksums'

const STORES = ['aliases', 'models', 'modelWeights'] as const

/** The alias storage on an engine; `now` returns the date for new moves. */
export function aliasesOn(engine: Engine, now: () => Date): AliasStorage {
  async function move(change: AliasChange, kind: AliasMove['kind']): Promise<AliasMove> {
    const { model, alias, to } = change
    if (!ALIASES.includes(alias)) return refuse('alias-unknown', { alias: String(alias), names: ALIASES })
    // Hashing is asynchronous and would end the transaction, so the version's hash is verified before the transaction,
    // and only its bytes are compared inside.
    const whole = to === undefined ? undefined : await intactWeights(engine, model, to)
    return engine.transact(STORES, 'write', async (t) => {
      if (to !== undefined && whole) await mustBe(t, model, to, whole)
      const rows = await t.all('aliases', model)
      const places = await currentAliases(t, model, rows)
      const { [alias]: from, ...others } = places
      if (change.from !== undefined && (from ?? null) !== change.from)
        return refuse('alias-moved', { model, alias, ...(from === undefined ? {} : { at: from }) })
      const last = (await t.keys('aliases', model)).at(-1)
      const made: AliasMove = {
        model,
        number: (last ? (last[1] as number) : 0) + 1,
        at: now().toISOString(),
        alias,
        ...(from === undefined || kind === 'start' ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        kind,
        by: change.by,
        why: change.why,
        ...(change.evidence ? { evidence: change.evidence } : {}),
        now: to === undefined ? others : { ...others, [alias]: to },
      }
      await t.put('aliases', [model, made.number], seal(made))
      return made
    })
  }

  const of = (model: string): Promise<AliasLine> =>
    engine.transact(['aliases', 'models'], 'read', (t) => lineOf(t, model))

  return {
    of,
    async list() {
      const keys = await engine.transact(['aliases'], 'read', (t) => t.keys('aliases'))
      const models = [...new Set(keys.map((key) => key[0] as string))]
      return Promise.all(models.map(of))
    },
    move: (change) => move(change, 'move'),
    start: (change) => move(change, 'start'),
    async rollback({ model, alias, by, why, from: expected }) {
      const { moves, now: places } = await of(model)
      const from = places[alias] ?? null
      if (expected !== undefined && expected !== from)
        return refuse('alias-moved', { model, alias, ...(from === null ? {} : { at: from }) })
      for (const to of rollbackTarget(moves, alias)) {
        if (to === from) continue
        if (to !== null && !(await isIntact(engine, model, to))) continue
        return move({ model, alias, by, why, from, ...(to === null ? {} : { to }) }, 'rollback')
      }
      return refuse('alias-no-way-back', { model, alias })
    },
  }
}

/**
 * The earlier versions of an alias, newest first; null where the alias was not set. A rollback undoes the newest move
 * that has not been undone yet, and never goes back past a start.
 */
export function rollbackTarget(moves: readonly AliasMove[], alias: Alias): readonly (number | null)[] {
  const history: (number | null)[] = [null]
  for (const move of moves) {
    if (move.alias !== alias) continue
    const to = move.to ?? null
    if (move.kind === 'start') history.splice(0, history.length, to)
    else if (move.kind === 'move') history.push(to)
    else while (history.length > 1 && history.at(-1) !== to) history.pop()
  }
  return history.slice(0, -1).reverse()
}

async function lineOf(t: Transaction, model: string): Promise<AliasLine> {
  const rows = await t.all('aliases', model)
  const keys = await t.keys('aliases', model)
  return {
    model,
    now: await currentAliases(t, model, rows),
    moves: rows.filter(intact).map(({ value }) => value),
    damaged: keys.filter((_, i) => !intact(rows[i])).map((key) => key[1] as number),
  }
}

/** The aliases after the newest undamaged move, without those whose version has been removed. */
async function currentAliases(t: Transaction, model: string, rows: readonly Rows['aliases'][]): Promise<AliasPlaces> {
  const last = rows.findLast(intact)
  if (!last) return {}
  const versions = new Set((await t.keys('models', model)).map((key) => key[1]))
  const places = Object.entries(last.value.now).filter(([, version]) => versions.has(version))
  return Object.fromEntries(places)
}

/**
 * The aliases that point to a version, or to any version if none is given. Needs a transaction over `aliases` and
 * `models`.
 */
export async function aliasesAt(t: Transaction, model: string, version?: number): Promise<readonly Alias[]> {
  const places = await currentAliases(t, model, await t.all('aliases', model))
  return ALIASES.filter((alias) => places[alias] !== undefined && (version === undefined || places[alias] === version))
}

type Whole = Rows['modelWeights']

/** Returns the weights of a version if its record and weights are undamaged; otherwise refuses. */
async function intactWeights(engine: Engine, name: string, version: number): Promise<Whole> {
  const key: Key = [name, version]
  const [row, weights] = await engine.transact(['models', 'modelWeights'], 'read', async (t) => [
    await t.get('models', key),
    await t.get('modelWeights', key),
  ])
  if (!row) return refuse('no-model', { name, version })
  if (!intact(row) || !weights || !(await unsealWeights(weights))) return refuse('model-damaged', { name, version })
  return weights
}

/** Whether a version is undamaged. Storage errors are thrown, because they say nothing about the version. */
async function isIntact(engine: Engine, name: string, version: number): Promise<boolean> {
  try {
    await intactWeights(engine, name, version)
    return true
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'no-model' || error.code === 'model-damaged')) return false
    throw error
  }
}

async function mustBe(t: Transaction, name: string, version: number, whole: Whole): Promise<void> {
  const row = await t.get('models', [name, version])
  if (!row) refuse('no-model', { name, version })
  const weights = await t.get('modelWeights', [name, version])
  if (!intact(row) || !weights || !intact(weights.head) || !sameNumbers(weights.data, whole.data))
    refuse('model-damaged', { name, version })
}

/** Compares bytes, so -0 differs from 0, and NaN equals itself. */
function sameNumbers(a: Float32Array<ArrayBuffer>, b: Float32Array<ArrayBuffer>): boolean {
  if (!(a instanceof Float32Array) || a.length !== b.length) return false
  const [left, right] = [
    new Int32Array(a.buffer, a.byteOffset, a.length),
    new Int32Array(b.buffer, b.byteOffset, b.length),
  ]
  return left.every((word, i) => word === right[i])
}
