/**
 * @file The registry: the versions of each model, the aliases that point to them, and moving aliases through the
 * promotion gate. Loaded with the first command that needs it.
 */
import '../../../messages/en/operate-page'
import '../../../messages/en/registry'
import { stableJson } from '../../../base/stable-json'
import { ALIASES, type Alias } from '../../../catalog/lowered-stage'
import { changesUntil } from '../../../data/training-job'
import { drills } from '../../../gallery/drills'
import { versionTitle } from '../../../messages/en/operate/terms'
import { message, Refusal, refuse } from '../../../messages/message'
import { breachOf, STORED_ACTOR, STORED_CALLER, STORED_REASON, storedDamage, storedReversal } from '../../../ops/change'
import { versionName } from '../../../ops/log-entry'
import { evaluateGate, type Gate } from '../../../ops/promotion-gates'
import type { AliasLine, AliasMove, AliasPlaces } from '../../../storage/alias-records'
import type { CheckpointRecord, Lineage, ModelRecord, ModelRow } from '../../../storage/records'
import type { AppContext } from '../../context'
import type { AppState } from '../../state'
import { originOnOtherSplit } from '../../models/evaluated-split'
import { refuseOpenElsewhere } from '../../training/weights-in-use'
import { perStudio } from '../per-studio'
import { drillIdOf, isDrillVersion } from '../project-model'
import { factsOfDamagedVersion, factsOfRecord, type GateEvidence, gatherEvidence } from './gate-evidence'
import { attackAccuracies } from './required-attacks'

export { heldOutAccuracy } from './gate-evidence'
export { measureForCard } from './model-card'

export type RegistryVersion =
  | ({ readonly state: 'here' } & ModelRow)
  /** The version's record cannot be read, or an alias points to it and its weights cannot be read. */
  | { readonly state: 'damaged'; readonly name: string; readonly version: number }

/** A model with its versions and alias moves. */
export interface RegistryModel extends Omit<AliasLine, 'model'> {
  readonly model: string
  /** The versions, oldest first. */
  readonly versions: readonly RegistryVersion[]
}

/** All models, sorted by name. Aliases of damaged versions are moved back first. */
export async function registryModels(studio: AppContext): Promise<readonly RegistryModel[]> {
  const { storage } = studio
  const broken = await repairAliases(studio)
  const [rows, damaged, aliases] = await Promise.all([
    storage.models.list(),
    storage.models.damaged(),
    storage.aliases.list(),
  ])
  const isBroken = ({ name, version }: ModelRow) => broken.has(JSON.stringify([name, version]))
  const allVersions: readonly RegistryVersion[] = [
    ...rows.map(
      (row): RegistryVersion =>
        isBroken(row) ? { name: row.name, version: row.version, state: 'damaged' } : { ...row, state: 'here' },
    ),
    ...damaged.map((one): RegistryVersion => ({ ...one, state: 'damaged' })),
  ]
  const names = [...new Set(allVersions.map(({ name }) => name))].sort()
  return names.map((model) => {
    const line = aliases.find((one) => one.model === model)
    return {
      model,
      versions: allVersions.filter(({ name }) => name === model).sort((a, b) => a.version - b.version),
      now: line?.now ?? {},
      moves: line?.moves ?? [],
      damaged: line?.damaged ?? [],
    }
  })
}

/** Versions that were found to be damaged since the page was opened, each as a JSON string of its name and version. */
const brokenVersions = perStudio((_: Pick<AppContext, 'store'>) => new Set<string>())

/**
 * Moves every alias of a damaged version back to its previous version, or removes the alias. A version can be damaged
 * on disk after its alias was set. Resolves with all versions found damaged so far.
 */
export async function repairAliases(studio: AppContext): Promise<ReadonlySet<string>> {
  const { storage } = studio
  const broken = brokenVersions(studio)
  const by = STORED_ACTOR.netloom
  let repairReason: string | undefined
  for (const { model, now } of await storage.aliases.list()) {
    for (const alias of ALIASES) {
      const from = now[alias]
      // Check only versions that have an alias, because reading all weights would take a long time.
      if (from === undefined || (await readVersion(studio, model, from)) !== 'damaged') continue
      broken.add(JSON.stringify([model, from]))
      const why = storedDamage(from)
      repairReason = why
      await storage.aliases.rollback({ model, alias, by, why, from }).catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.code !== 'alias-no-way-back') throw error
        return storage.aliases.move({ model, alias, by, why, from })
      })
    }
  }
  if (repairReason !== undefined) await publishAliases(studio, by, repairReason)
  return broken
}

export interface GateResult {
  readonly gate: Gate
  /** Why the two versions could not be compared on the same rows. */
  readonly whyNot?: string
  /** Set if the version equals the champion in weights and preprocessing, so that both give the same predictions. */
  readonly same?: true
  /** The last time that a canary rolled the version back, and why. */
  readonly rolledBack?: Pick<AliasMove, 'at' | 'why'>
}

/** Evidence for pairs of versions, cached so that each pair is evaluated (and the test set is used) only once. */
const evidenceByPair = perStudio((_: Pick<AppContext, 'store'>) => new Map<string, Promise<GateEvidence>>())

/** Evaluates the promotion gate of a version against the champion of its model. */
export async function gateOfVersion(studio: AppContext, model: string, version: number): Promise<GateResult> {
  const { now, moves } = await studio.storage.aliases.of(model)
  const last = moves.findLast(({ alias, from, why }) => alias === 'challenger' && from === version && breachOf(why))
  return { ...(await compareWithChampion(studio, model, version, now)), ...(last && { rolledBack: last }) }
}

async function compareWithChampion(
  studio: AppContext,
  model: string,
  version: number,
  now: AliasPlaces,
): Promise<GateResult> {
  const candidate = await readVersion(studio, model, version)
  const against = now.champion === version ? undefined : now.champion
  const champion = against === undefined ? undefined : await readVersion(studio, model, against)
  if (candidate === 'gone') return refuse('no-model', { name: model, version })
  if (candidate === 'damaged')
    return { gate: evaluateGate(factsOfDamagedVersion(model, version), undefined, undefined) }
  const attacks = await attackAccuracies(studio, candidate)
  const own = { ...(await factsOfRecord(studio, candidate)), ...(attacks.length > 0 && { attacks }) }
  if (against === undefined) return { gate: evaluateGate(own, undefined, undefined) }
  if (champion === undefined || champion === 'gone' || champion === 'damaged')
    return { gate: evaluateGate(own, factsOfDamagedVersion(model, against), undefined) }
  const { facts: asked, champion: other, compared, whyNot } = await evidenceOf(studio, candidate, champion)
  // The comparison is cached, but the version's training data may have become known since.
  const { data } = own
  const facts = { ...asked, ...(data === undefined ? {} : { data }), ...(own.attacks && { attacks }) }
  return {
    gate: evaluateGate(facts, other, compared),
    ...(whyNot === undefined ? {} : { whyNot }),
    ...(isSame(candidate, champion) ? { same: true as const } : {}),
  }
}

function isSame(one: ModelRecord, other: ModelRecord): boolean {
  const identity = ({ hash, model, pipeline, practice }: ModelRecord) => stableJson({ hash, model, pipeline, practice })
  return identity(one) === identity(other)
}

function evidenceOf(studio: AppContext, candidate: ModelRecord, champion: ModelRecord): Promise<GateEvidence> {
  const known = evidenceByPair(studio)
  const key = JSON.stringify([candidate, champion].map(({ name, version, hash }) => [name, version, hash]))
  const before = known.get(key)
  if (before) return before
  const asked = gatherEvidence(studio, candidate, champion)
  known.set(key, asked)
  // Do not cache a failed measurement, so that it can be tried again.
  const forget = () => known.delete(key)
  asked.then(({ whyNot }) => whyNot !== undefined && forget(), forget)
  return asked
}

async function readVersion(
  studio: AppContext,
  model: string,
  version: number,
): Promise<ModelRecord | 'damaged' | 'gone'> {
  try {
    return (await studio.storage.models.get(model, version)) ?? 'gone'
  } catch (error) {
    if (error instanceof Refusal && error.code === 'model-damaged') return 'damaged'
    throw error
  }
}

export interface AliasMoveRequest {
  readonly model: string
  readonly alias: Alias
  /** The version number; null removes the alias. */
  readonly version: number | null
  readonly why?: string | undefined
  readonly by?: string | undefined
  /** Moves the alias even if the gate fails; requires a reason. */
  readonly anyway?: boolean | undefined
  /** Saves the gate result with the move, which is always done for the champion alias. */
  readonly gate?: boolean | undefined
}

/** The version that an alias points to. Refuses if the alias is not set. */
export async function aliasVersion({ storage }: AppContext, model: string, alias: Alias): Promise<number> {
  if (!ALIASES.includes(alias)) return refuse('alias-unknown', { alias: String(alias), names: ALIASES })
  const { now } = await storage.aliases.of(model)
  return now[alias] ?? refuse('alias-nowhere', { model, alias })
}

/** Moves an alias. The champion alias goes through the gate: moving it to a version that failed requires a reason. */
export async function moveAlias(studio: AppContext, asked: AliasMoveRequest): Promise<AliasMove> {
  refuseOpenElsewhere(studio.store.getState())
  const { model, alias, version, anyway, by = STORED_CALLER } = asked
  const why = (asked.why ?? '').trim().slice(0, 500)
  if (!ALIASES.includes(alias)) return refuse('alias-unknown', { alias: String(alias), names: ALIASES })
  if (version !== null && !Number.isInteger(version)) return refuse('alias-no-version', { model })
  if (anyway && why === '') return refuse('gate-no-why', {})
  const needsGate = alias === 'champion' || asked.gate === true
  const gate = version !== null && needsGate ? (await gateOfVersion(studio, model, version)).gate : undefined
  const failed = gate?.checks.filter(({ verdict }) => verdict === 'failed').map(({ what }) => what) ?? []
  if (alias === 'champion' && failed.length > 0 && version !== null && !anyway && !failed.includes('whole'))
    return refuse('gate-failed', { model, version, checks: failed, attacks: failedAttacks(gate) })
  const move = await studio.storage.aliases.move({
    ...{ model, alias, by, why },
    ...(version === null ? {} : { to: version }),
    ...(gate ? { evidence: gate.checks } : {}),
  })
  await publishAliases(studio, by, why)
  return move
}

/** The attack sets on which the version is not accurate enough, with the numbers. */
function failedAttacks(gate: Gate | undefined) {
  return (gate?.checks ?? []).flatMap(({ what, verdict, attackSet = '', number = 0, needed = 0, rows = 0 }) =>
    what === 'attack' && verdict === 'failed' ? [{ name: attackSet, accuracy: number, least: needed, rows }] : [],
  )
}

/**
 * Moves an alias back to its previous version. If a deploy answers in place of the champion, ends the deploy instead.
 */
export async function rollBack(
  studio: AppContext,
  { model, alias, why = '', by = STORED_CALLER }: Omit<AliasMoveRequest, 'version' | 'anyway' | 'gate'>,
): Promise<AliasMove | { readonly rolledBack: string }> {
  refuseOpenElsewhere(studio.store.getState())
  if (!ALIASES.includes(alias)) return refuse('alias-unknown', { alias: String(alias), names: ALIASES })
  const deployed = alias === 'champion' ? await rollBackActiveDeploy(studio, model, why) : undefined
  if (deployed !== undefined) return { rolledBack: deployed }
  const move = await studio.storage.aliases.rollback({ model, alias, by, why: why.trim().slice(0, 500) })
  await publishAliases(studio, by, why)
  return move
}

/** Undoes or redoes a move. The gate is skipped, because the alias has pointed to this version before. */
export async function reverseAliasMove(studio: AppContext, moved: AliasMove, way: 'undo' | 'redo'): Promise<AliasMove> {
  refuseOpenElsewhere(studio.store.getState())
  const { model, alias, from, to, kind, evidence, why: reason } = moved
  const by = STORED_CALLER
  const back = way === 'undo'
  const why = storedReversal(way, reason).slice(0, 500)
  const [here, there] = back ? [to, from] : [from, to]
  const { aliases } = studio.storage
  // Undoing a move and redoing a rollback are recorded as rollbacks; everything else is recorded as a move.
  const move =
    back === (kind === 'move')
      ? await aliases.rollback({ model, alias, by, why, from: here ?? null })
      : await aliases.move({
          ...{ model, alias, by, why, from: here ?? null },
          ...(there === undefined ? {} : { to: there }),
          ...(evidence ? { evidence } : {}),
        })
  await publishAliases(studio, by, why)
  return move
}

/**
 * Ends a deploy that answers in place of the champion; `model` is the deploy's own name or the name of the champion's
 * model. Resolves with the name of the deploy; undefined if the champion answers.
 */
async function rollBackActiveDeploy(studio: AppContext, model: string, why: string): Promise<string | undefined> {
  if (studio.store.getState().operate.serving.tag !== 'on') return undefined
  const [{ operateController }, { activeDeploy }] = await Promise.all([
    import('../controller'),
    import('../canary/canary-state'),
  ])
  const controller = operateController(studio)
  const found = activeDeploy({ ...controller.store.getState(), log: controller.log() })
  if (!found || ![found.champion.model, found.deployed.model].includes(model)) return undefined
  await controller.rollBackDeploy(why.trim() === '' ? STORED_REASON.none : why)
  const content = message('deploy-rolled-back', { build: versionTitle(found.deployed) })
  void studio.run('notice.show', { tone: 'good', message: content })
  return versionName(found.deployed)
}

/** Updates the aliases in the state and in the serving worker. Resolves when all later requests use them. */
export async function publishAliases(studio: AppContext, by: string, why: string): Promise<void> {
  const { store, storage } = studio
  const lines = await storage.aliases.list()
  store.setState({ aliases: Object.fromEntries(lines.map(({ model, now }) => [model, now])) })
  // If there is no summary in the state, the Operate controller has not been created and has nothing to update.
  if (store.getState().operate.summary === null) return
  const { operateController } = await import('../controller')
  await operateController(studio).refreshAliases(by, why)
}

// modelsByProject: which models of the registry the open project lists. A model created by a drill is left out,
// unless the project is that drill's, uses the model, or trained one of its versions.

export interface ModelsByProject {
  /** Models that services of the project use come first. */
  readonly ofProject: readonly RegistryModel[]
  /** Models that drills created. */
  readonly ofDrills: readonly RegistryModel[]
}

/** Separates the models that the project lists from the models of drills that it does not list. */
export function modelsByProject(
  lines: readonly RegistryModel[],
  { project, runs }: Pick<AppState, 'project' | 'runs'>,
): ModelsByProject {
  const drill = drills.find(({ id }) => id === drillIdOf(project))
  const used = new Set(
    (project.services ?? []).flatMap(({ drawing }) => drawing.nodes.map(({ params }) => params.model)),
  )
  const own = new Set(runs.filter((run) => run.project === project.id).map(({ id }) => id))
  const isAsked = ({ model }: RegistryModel) => used.has(model)
  const isOwn = ({ versions }: RegistryModel) =>
    versions.some((one) => one.state === 'here' && one.run !== undefined && own.has(one.run))
  const isHere = (line: RegistryModel) =>
    !isOfDrills(line) || isAsked(line) || isOwn(line) || drill?.models.some(({ name }) => name === line.model) === true
  const here = lines.filter(isHere)
  return {
    ofProject: [...here.filter(isAsked), ...here.filter((line) => !isAsked(line))],
    ofDrills: lines.filter((line) => !isHere(line)),
  }
}

/** A model belongs to a drill if the drill trained its first version, regardless of where later versions come from. */
function isOfDrills({ versions }: RegistryModel): boolean {
  const first = versions.find(({ state }) => state === 'here')
  return first?.state === 'here' && isDrillVersion(first)
}

// lineageOf: the lineage that is saved with a new version: its project, data, run, and parent.

/** The lineage of the newest weights when they are saved as a version of the model with this name. */
export function lineageOf(
  { project, runs, models, inUse }: Pick<AppState, 'project' | 'runs' | 'models' | 'inUse'>,
  { run, step }: Pick<CheckpointRecord, 'run' | 'step'>,
  name: string,
): Lineage {
  const row = runs.find(({ id }) => id === run)
  if (!row) return { project: project.id, step }
  const { data, drawingVersion, steps, why, tag, from, inexact } = row
  const chosen = inUse !== null
  const over = tag === 'done' && !chosen
  const at = over ? (row.step ?? step) : step
  const rateChanges = changesUntil(row.rateChanges, at)
  const parent = from && models.find((model) => model.name === name && model.run === from.run)
  return {
    project: project.id,
    ...(data === undefined ? {} : { data }),
    drawingVersion,
    step: at,
    steps,
    ...(over && why !== undefined ? { why } : {}),
    ...(chosen ? {} : { newest: true }),
    ...(from ? { from } : {}),
    ...(parent ? { parent: parent.version } : {}),
    ...(originOnOtherSplit(row, runs) ? { mayBeSeen: true } : {}),
    ...(inexact === undefined ? {} : { inexact }),
    ...(rateChanges.length > 0 ? { rateChanges } : {}),
  }
}
