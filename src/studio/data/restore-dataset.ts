/**
 * @file Restores a missing dataset of the open project from its files. If the files have the content that the version
 * started from, the dataset is restored with its steps. Files with other content become a new dataset, but only on
 * request.
 */
import { type Message, message, refuse } from '../../messages/message'
import '../../messages/en/dataset-edits'
import { planOnColumns } from '../../compile/column-uses'
import type { DataPick, SetMade } from '../../compile/project'
import type { DataStep } from '../../data/dataset-edit'
import type { ImportWriter, NewSet, SetBase, SetRecord, StoredChunk } from '../../storage/dataset-records'
import { pickOf, setHashes, shortHash, stepsOf } from '../../storage/dataset-versions'
import type { AppContext } from '../context'
import type { MissingDataset } from '../state'
import { cardOf, changed, type NewDataset, newSetId } from './custom-dataset-session'
import { inTurn, keepSet } from './dataset-change-queue'
import { dropRemovedDatasets, removedDataset } from './dataset-uses'

/** The restored dataset and a message for the user. */
export interface Returned {
  readonly id: string
  readonly message: Message
}

/**
 * Asks for the files of the project's dataset. A dataset derived from a built-in dataset needs no files and is rebuilt
 * at once.
 */
export async function askForFiles(studio: AppContext): Promise<void> {
  const { schema, pick, known } = await missing(studio)
  const base = known?.made.base
  if (base && 'dataset' in base) {
    const { message: content } = await inTurn(() => makeAgain(studio, base))
    await studio.run('notice.show', { tone: 'good', message: content })
    return
  }
  studio.store.setState({ choosing: [], bringInto: null, bringBack: request({ schema, pick, known }) })
}

/** The files needed to restore the project's dataset; null if the dataset is present or needs no files. */
export async function missingDataset(studio: AppContext): Promise<MissingDataset | null> {
  const { dataset, schema } = studio.store.getState().project.data
  if (!schema || (await studio.storage.sets.get(dataset))) return null
  const set = await missing(studio)
  const base = set.known?.made.base
  return base && 'dataset' in base ? null : request(set)
}

function request({ schema, pick, known }: Missing): MissingDataset {
  const { base, read } = known?.made ?? {}
  return {
    set: pick.dataset,
    title: schema.title,
    version: shortHash(pick.version ?? ''),
    schema: base && 'schema' in base ? base.schema : schema,
    ...(read ? { read } : {}),
  }
}

/** The missing dataset of the open project, with everything known about it. */
async function missing(studio: AppContext) {
  const pick = studio.store.getState().project.data
  const { schema } = pick
  if (!schema || (await studio.storage.sets.get(pick.dataset)))
    return refuse('dataset-is-here', { title: schema?.title ?? pick.dataset })
  return { pick, schema, known: await removedDataset(studio, pick) }
}

type Missing = Awaited<ReturnType<typeof missing>>

/** Creates the missing dataset from an import. Refuses if the content differs, unless `anyway` is set. */
export function returnSet(studio: AppContext, addedBlocks: NewDataset, anyway: boolean): Promise<Returned> {
  return inTurn(async () => {
    const set = await missing(studio)
    const { known, pick, schema } = set
    const rows = addedBlocks.chunks.reduce((sum, chunk) => sum + chunk.rows, 0)
    const whole = { ...addedBlocks.schema, id: pick.dataset, title: schema.title, rows }
    const base: SetBase = { kind: 'chunks', schema: whole, chunks: addedBlocks.chunks }
    const origin = known?.made.base
    // If only the version is known, files can match it only if no steps were applied to them.
    const wants = (origin && 'hash' in origin ? origin.hash : pick.version) ?? ''
    const has = setHashes(base, [])[0] as string
    if (has === wants) return asItWas(studio, set, base, addedBlocks)
    const hashes = {
      title: schema.title,
      version: shortHash(pick.version ?? ''),
      wants: shortHash(wants),
      has: shortHash(has),
    }
    if (!anyway) return refuse('dataset-other-content', hashes)
    return asAnother(studio, set, addedBlocks, hashes)
  })
}

/** Rebuilds an edited built-in dataset from its steps. */
async function makeAgain(
  studio: AppContext,
  { dataset, seed, bias }: Extract<SetMade['base'], { readonly dataset: string }>,
) {
  const set = await missing(studio)
  return asItWas(
    studio,
    set,
    { kind: 'shipped', dataset, ...(seed === undefined ? {} : { seed }), ...(bias === undefined ? {} : { bias }) },
    undefined,
  )
}

async function asItWas(
  studio: AppContext,
  set: Missing,
  base: SetBase,
  addedBlocks: NewDataset | undefined,
): Promise<Returned> {
  const { pick, schema, known } = set
  const { dataset: id } = pick
  const { title } = schema
  const record = known?.record
  const here = (steps: readonly DataStep[]) => stepsHere(studio, steps)
  const fileSteps = known?.made.steps
  // Ignore steps from a project file that do not lead to its version.
  const stepsMatch = fileSteps !== undefined && setHashes(base, fileSteps).at(-1) === pick.version
  const steps = await here(record?.steps ?? (stepsMatch ? fileSteps : []))
  const all = [...(record?.steps ?? []), ...(record?.undone ?? [])]
  const undone = record && (await here(all)).length === all.length ? record.undone : []
  const after = await studio.data.after({ id, title, base }, steps)
  const versions = []
  for (const one of record?.versions ?? []) if ((await here(one.steps)).length === one.steps.length) versions.push(one)
  const read = addedBlocks?.read ?? record?.read
  const made: NewSet = {
    ...{
      id,
      title: record?.title ?? title,
      card: record?.card ?? cardOf(addedBlocks?.card),
      base,
      schema: after.schema,
      steps,
    },
    ...{ undone, slices: record?.slices ?? pick.slices ?? [], versions },
    ...(record?.parent ? { parent: record.parent } : {}),
    ...(record?.accepted ? { accepted: record.accepted } : {}),
    ...(read ? { read } : {}),
  }
  const kept = await keep(studio, made, addedBlocks?.writer)
  await dropRemovedDatasets(studio.storage, id)
  const reached = stepsOf(kept, pick.version)
  const version = shortHash(pick.version ?? '')
  if (reached) {
    const { made: _made, slices: _slices, ...same } = pick
    await point(studio, same)
    return { id, message: message('dataset-is-back', { title, version, edits: reached.length }) }
  }
  const reset = await stayOn(studio, set, kept)
  return { id, message: message('dataset-back-unedited', { title, version, edits: kept.steps.length, reset }) }
}

/** The steps before the first one that appended rows which are not on this device. */
async function stepsHere({ storage }: AppContext, steps: readonly DataStep[]): Promise<readonly DataStep[]> {
  for (const [i, { chunks }] of steps.entries()) {
    const added = Array.isArray(chunks) ? (chunks as readonly StoredChunk[]).map(({ sha256 }) => sha256) : []
    if ((await storage.chunks.has(added)).includes(false)) return steps.slice(0, i)
  }
  return steps
}

async function asAnother(
  studio: AppContext,
  set: Missing,
  { writer, title, schema, chunks, card, read }: NewDataset,
  hashes: { readonly title: string; readonly version: string; readonly wants: string; readonly has: string },
): Promise<Returned> {
  const id = newSetId()
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rows, 0)
  const whole = { ...schema, id, title, rows }
  const slices = set.known?.record?.slices ?? set.pick.slices ?? []
  const kept = await keep(
    studio,
    {
      ...{ id, title, schema: whole, base: { kind: 'chunks', schema: whole, chunks }, card: cardOf(card) },
      ...{ steps: [], undone: [], versions: [], slices },
      ...(read ? { read } : {}),
    },
    writer,
  )
  const reset = await stayOn(studio, set, kept)
  return { id, message: message('dataset-back-as-other', { ...hashes, reset }) }
}

async function keep(studio: AppContext, set: NewSet, writer: ImportWriter | undefined): Promise<SetRecord> {
  const kept = writer
    ? await writer.finish(set)
    : await keepSet(studio, { ...set, revision: 0, createdAt: new Date().toISOString(), updatedAt: '' })
  await changed(studio)
  return kept
}

/**
 * Switches to a dataset that the plan was not made for, keeping the settings that its columns allow. Resolves with the
 * columns whose settings were reset.
 */
async function stayOn(studio: AppContext, { pick, schema }: Missing, kept: SetRecord): Promise<readonly string[]> {
  const { plan, drawing } = studio.store.getState().project
  const on = planOnColumns(plan, drawing, schema, kept.schema)
  const { samples, seed } = pick
  const rest = { ...(samples === undefined ? {} : { samples }), ...(seed === undefined ? {} : { seed }) }
  await point(studio, { ...pickOf(kept), ...rest }, on.plan)
  return on.reset.map(({ column }) => column)
}

async function point(studio: AppContext, pick: DataPick, plan = studio.store.getState().project.plan): Promise<void> {
  await studio.data.use(pick, plan)
}
