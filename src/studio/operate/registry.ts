/**
 * @file The registry: the versions of each model, where its aliases stand, and moving them through their gate. Loaded with the first of its
 * commands.
 */
import '../../messages/en/registry'
import { Refusal, refuse } from '../../messages/message'
import { stableJson } from '../../base/stable-json'
import { ALIASES, type Alias } from '../../catalog/lowered-stage'
import { STORED_ACTOR, STORED_CALLER } from '../../ops/actor'
import { STORED_REASON, storedDamage } from '../../ops/change-reason'
import { type Gate, gateOf } from '../../ops/gates'
import { versionName } from '../../ops/record'
import type { AliasLine, AliasMove } from '../../storage/alias-records'
import type { ModelRecord, ModelRow } from '../../storage/records'
import type { AppContext } from '../context'
import { type Evidence, factsOfDamaged, factsOfRecord, gatherEvidence } from './gate-evidence'

export type VersionBead =
  | ({ readonly state: 'here' } & ModelRow)
  /** Its record cannot be read any more, or its weights cannot and an alias stands at it. */
  | { readonly state: 'damaged'; readonly name: string; readonly version: number }

/** A model as a line in time. */
export interface ModelLine extends Omit<AliasLine, 'model'> {
  readonly model: string
  /** Oldest first. */
  readonly versions: readonly VersionBead[]
}

/** Every model there is, by name. Flags at versions that are broken are moved back first. */
export async function linesOf(studio: AppContext): Promise<readonly ModelLine[]> {
  const { storage } = studio
  const broken = await mendAliases(studio)
  const [rows, damaged, aliases] = await Promise.all([
    storage.models.list(),
    storage.models.damaged(),
    storage.aliases.list(),
  ])
  const isBroken = ({ name, version }: ModelRow) => broken.has(JSON.stringify([name, version]))
  const beads: readonly VersionBead[] = [
    ...rows.map(
      (row): VersionBead =>
        isBroken(row) ? { name: row.name, version: row.version, state: 'damaged' } : { ...row, state: 'here' },
    ),
    ...damaged.map((one): VersionBead => ({ ...one, state: 'damaged' })),
  ]
  const names = [...new Set(beads.map(({ name }) => name))].sort()
  return names.map((model) => {
    const line = aliases.find((one) => one.model === model)
    return {
      model,
      versions: beads.filter(({ name }) => name === model).sort((a, b) => a.version - b.version),
      now: line?.now ?? {},
      moves: line?.moves ?? [],
      damaged: line?.damaged ?? [],
    }
  })
}

/** Versions that were found broken on this page, as JSON of name and version. */
const brokenOn = new WeakMap<AppContext['store'], Set<string>>()

/**
 * Moves every flag that stands at a version which is not whole any more back to where it stood before, or takes it down: a disk may break
 * what was whole when the flag was moved. Resolves with what was found broken so far.
 */
export async function mendAliases(studio: AppContext): Promise<ReadonlySet<string>> {
  const { storage, store } = studio
  const broken = brokenOn.get(store) ?? new Set<string>()
  brokenOn.set(store, broken)
  const by = STORED_ACTOR.netloom
  let mended: string | undefined
  for (const { model, now } of await storage.aliases.list()) {
    for (const alias of ALIASES) {
      const from = now[alias]
      // Reading all weights of all versions would take long: those that may be asked are read.
      if (from === undefined || (await wholeOr(studio, model, from)) !== 'damaged') continue
      broken.add(JSON.stringify([model, from]))
      const why = storedDamage(from)
      mended = why
      await storage.aliases.rollback({ model, alias, by, why, from }).catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.code !== 'alias-no-way-back') throw error
        return storage.aliases.move({ model, alias, by, why, from })
      })
    }
  }
  if (mended !== undefined) await showAliases(studio, by, mended)
  return broken
}

export interface GateFound {
  readonly gate: Gate
  /** Why the two could not be compared on the same rows. */
  readonly whyNot?: string
  /** It is the champion again, weight for weight and number for number fed to it: whatever is asked, both answer alike. */
  readonly same?: true
}

/** By what it is of: the same two versions are asked, and the test rows looked at, once. */
const found = new WeakMap<AppContext['store'], Map<string, Promise<Evidence>>>()

/** The gate of a version before the champion of its model. */
export async function gateOfVersion(studio: AppContext, model: string, version: number): Promise<GateFound> {
  const { now } = await studio.storage.aliases.of(model)
  const candidate = await wholeOr(studio, model, version)
  const against = now.champion === version ? undefined : now.champion
  const champion = against === undefined ? undefined : await wholeOr(studio, model, against)
  if (candidate === 'gone') return refuse('no-model', { name: model, version })
  if (candidate === 'damaged') return { gate: gateOf(factsOfDamaged(model, version), undefined, undefined) }
  if (against === undefined) return { gate: gateOf(await factsOfRecord(studio, candidate), undefined, undefined) }
  if (champion === undefined || champion === 'gone' || champion === 'damaged')
    return { gate: gateOf(await factsOfRecord(studio, candidate), factsOfDamaged(model, against), undefined) }
  const { facts: asked, champion: other, compared, whyNot } = await evidenceOf(studio, candidate, champion)
  // What was compared is asked once; which rows it learnt from may be known since.
  const { data } = await factsOfRecord(studio, candidate)
  const facts = { ...asked, ...(data === undefined ? {} : { data }) }
  return {
    gate: gateOf(facts, other, compared),
    ...(whyNot === undefined ? {} : { whyNot }),
    ...(isSame(candidate, champion) ? { same: true as const } : {}),
  }
}

function isSame(one: ModelRecord, other: ModelRecord): boolean {
  const told = ({ hash, model, pipeline, practice }: ModelRecord) => stableJson({ hash, model, pipeline, practice })
  return told(one) === told(other)
}

function evidenceOf(studio: AppContext, candidate: ModelRecord, champion: ModelRecord): Promise<Evidence> {
  const known = found.get(studio.store) ?? new Map<string, Promise<Evidence>>()
  found.set(studio.store, known)
  const key = JSON.stringify([candidate, champion].map(({ name, version, hash }) => [name, version, hash]))
  const before = known.get(key)
  if (before) return before
  const asked = gatherEvidence(studio, candidate, champion)
  known.set(key, asked)
  // What could not be measured may be asked again.
  const forget = () => known.delete(key)
  asked.then(({ whyNot }) => whyNot !== undefined && forget(), forget)
  return asked
}

async function wholeOr(studio: AppContext, model: string, version: number): Promise<ModelRecord | 'damaged' | 'gone'> {
  try {
    return (await studio.storage.models.get(model, version)) ?? 'gone'
  } catch (error) {
    if (error instanceof Refusal && error.code === 'model-damaged') return 'damaged'
    throw error
  }
}

export interface MoveAsked {
  readonly model: string
  readonly alias: Alias
  /** Null takes the flag down. */
  readonly version: number | null
  readonly why?: string
  readonly by?: string
  /** Although its gate was not passed; needs a reason. */
  readonly anyway?: true
  /** Keeps what the gate finds with the move, where it is no champion's, which always does. */
  readonly gate?: true
}

/** The version that a flag is on; refuses where it is on none. */
export async function versionAt({ storage }: AppContext, model: string, alias: Alias): Promise<number> {
  if (!ALIASES.includes(alias)) return refuse('alias-unknown', { alias: String(alias), names: ALIASES })
  const { now } = await storage.aliases.of(model)
  return now[alias] ?? refuse('alias-nowhere', { model, alias })
}

/** Moves a flag. The champion's goes through the gate: what failed there is moved to only with a reason. */
export async function moveAlias(studio: AppContext, asked: MoveAsked): Promise<AliasMove> {
  const { model, alias, version, anyway, by = STORED_CALLER } = asked
  const why = String(asked.why ?? '')
    .trim()
    .slice(0, 500)
  if (!ALIASES.includes(alias)) return refuse('alias-unknown', { alias: String(alias), names: ALIASES })
  if (version !== null && !Number.isInteger(version)) return refuse('alias-no-version', { model: String(model) })
  if (anyway && why === '') return refuse('gate-no-why', {})
  const asks = alias === 'champion' || asked.gate === true
  const gate = version !== null && asks ? (await gateOfVersion(studio, model, version)).gate : undefined
  const failed = gate?.checks.filter(({ verdict }) => verdict === 'failed').map(({ what }) => what) ?? []
  if (alias === 'champion' && failed.length > 0 && version !== null && !anyway && !failed.includes('whole'))
    return refuse('gate-failed', { model, version, checks: failed })
  const move = await studio.storage.aliases.move({
    ...{ model, alias, by, why },
    ...(version === null ? {} : { to: version }),
    ...(gate ? { evidence: gate.checks } : {}),
  })
  await showAliases(studio, by, why)
  return move
}

/** Moves a flag back to where it stood before; where something was deployed in the champion's place, that goes and the flag stays. */
export async function rollBack(
  studio: AppContext,
  { model, alias, why = '', by = STORED_CALLER }: Omit<MoveAsked, 'version' | 'anyway'>,
): Promise<AliasMove | { readonly takenBack: string }> {
  if (!ALIASES.includes(alias)) return refuse('alias-unknown', { alias: String(alias), names: ALIASES })
  const deployed = alias === 'champion' ? await takenBack(studio, model, String(why)) : undefined
  if (deployed !== undefined) return { takenBack: deployed }
  const move = await studio.storage.aliases.rollback({ model, alias, by, why: String(why).trim().slice(0, 500) })
  await showAliases(studio, by, String(why))
  return move
}

/** Takes a move back, or does it again: to where the flag stood it goes without a gate, for there it was let through. */
export async function putFlag(studio: AppContext, moved: AliasMove, way: 'undo' | 'redo'): Promise<AliasMove> {
  const { model, alias, from, to, kind, evidence, why: said } = moved
  const by = STORED_CALLER
  const back = way === 'undo'
  const why = `${back ? 'taken back' : 'done again'}${said === '' ? '' : `: ${said}`}`.slice(0, 500)
  const [here, there] = back ? [to, from] : [from, to]
  const { aliases } = studio.storage
  // What undoes a move is a rollback, and so is a rollback done again; all else goes forward.
  const move =
    back === (kind === 'move')
      ? await aliases.rollback({ model, alias, by, why, from: here ?? null })
      : await aliases.move({
          ...{ model, alias, by, why, from: here ?? null },
          ...(there === undefined ? {} : { to: there }),
          ...(evidence ? { evidence } : {}),
        })
  await showAliases(studio, by, why)
  return move
}

/** Takes back what answers in the champion's place, by its own name or the model's; answers its name, undefined where the champion answers. */
async function takenBack(studio: AppContext, model: string, why: string): Promise<string | undefined> {
  if (studio.store.getState().operate?.serving !== 'on') return undefined
  const [{ operateDesk }, { deployedOver }] = await Promise.all([import('./controller'), import('./deployed')])
  const desk = operateDesk(studio)
  const found = deployedOver(desk)
  if (!found || ![found.over.model, found.name.model].includes(model)) return undefined
  await desk.takeBack(why === '' ? STORED_REASON.answersWorse : why)
  return versionName(found.name)
}

/** Tells the state where all aliases stand, and what serves: resolves when every answer from then on is by them. */
export async function showAliases(studio: AppContext, by: string, why: string): Promise<void> {
  const { store, storage } = studio
  const lines = await storage.aliases.list()
  store.setState({ aliases: Object.fromEntries(lines.map(({ model, now }) => [model, now])) })
  // The desk is there once the state tells of it.
  if (store.getState().operate === null) return
  const { operateDesk } = await import('./controller')
  await operateDesk(studio).refreshAliases(by, why)
}
