/** @file Which projects use a dataset, and the datasets that no project can open any more. */
import type { DataPick, ProjectContent, SetMade } from '../../compile/project'
import type { DataStep } from '../../data/dataset-edit'
import { datasetsText } from '../../messages/en/studio/datasets'
import type { SetBase, SetRecord } from '../../storage/dataset-records'
import { setHashes, stepsOf } from '../../storage/dataset-versions'
import type { Storage } from '../../storage/records'
import type { AppContext } from '../context'

export interface SetUse extends Pick<DataPick, 'version' | 'schema'> {
  /** The display name for use in a sentence: project "Flowers", run "run of v3" of "Flowers". */
  readonly title: string
  readonly project: string
  readonly run?: string
  /** Whether it is a saved version of the project. */
  readonly isVersion?: true
}

/** Lists what uses a dataset on this device, projects first. */
export async function usesOf(storage: Pick<Storage, 'projects' | 'runs' | 'versions'>, id: string): Promise<SetUse[]> {
  const uses: SetUse[] = []
  const add = ({ data }: Pick<ProjectContent, 'data'>, use: Omit<SetUse, 'version' | 'schema'>) => {
    if (data.dataset !== id) return
    const { version, schema } = data
    uses.push({ ...use, ...(version === undefined ? {} : { version }), ...(schema ? { schema } : {}) })
  }
  const { uses: text } = datasetsText
  const projects = await storage.projects.list()
  for (const { id: project, content } of projects)
    add(content, { title: text.project({ project: content.name }), project })
  for (const { id: project, content } of projects) {
    const { name } = content
    for (const run of await storage.runs.list(project))
      add(run.content, { title: text.run({ run: run.name, project: name }), project, run: run.id })
    for (const kept of (await storage.versions.list(project)).versions)
      add(kept.content, { title: text.version({ version: kept.name, project: name }), project, isVersion: true })
  }
  return uses
}

const KEY = 'gone-sets'
/**
 * Maximum JSON length of the steps in a project file. A longer list is left out, so the file cannot restore the edits.
 */
const MOST_LETTERS = 200_000

type Gone = Readonly<Record<string, SetRecord>>
type Stores = Pick<Storage, 'settings' | 'projects' | 'runs' | 'versions'>

async function goneSets({ settings }: Pick<Storage, 'settings'>): Promise<Gone> {
  return ((await settings.get(KEY).catch(() => undefined)) ?? {}) as Gone
}

/** Keeps the record of a dataset that is being removed. */
export async function storeRemovedDataset(storage: Pick<Storage, 'settings'>, set: SetRecord): Promise<void> {
  await storage.settings.put(KEY, { ...(await goneSets(storage)), [set.id]: set })
}

/** Drops a record because its dataset is present again, and drops all records that nothing refers to anymore. */
export async function dropRemovedDatasets(storage: Stores, back?: string): Promise<void> {
  const gone = await goneSets(storage)
  const ids = Object.keys(gone)
  const needed = await Promise.all(ids.map(async (id) => id !== back && (await usesOf(storage, id)).length > 0))
  if (needed.every(Boolean)) return
  await storage.settings.put(KEY, Object.fromEntries(Object.entries(gone).filter((_, i) => needed[i])))
}

/**
 * What is known about a missing dataset: how the version was made, and the dataset's record if the dataset was once on
 * this device.
 */
export async function removedDataset(
  { storage }: Pick<AppContext, 'storage'>,
  pick: DataPick,
): Promise<{ readonly made: SetMade; readonly record?: SetRecord } | undefined> {
  const record = (await goneSets(storage))[pick.dataset]
  const steps = record && stepsOf(record, pick.version)
  if (record && steps) return { made: originOf(record, steps), record }
  return pick.made && { made: pick.made }
}

/** How a dataset state was made: its base and steps. */
export function originOf({ base, read }: Pick<SetRecord, 'base' | 'read'>, steps: readonly DataStep[]): SetMade {
  return { base: baseOrigin(base), ...(read ? { read } : {}), steps }
}

function baseOrigin(base: SetBase): SetMade['base'] {
  if (base.kind === 'chunks') return { hash: setHashes(base, [])[0] as string, schema: base.schema }
  const { dataset, seed, bias } = base
  return { dataset, ...(seed === undefined ? {} : { seed }), ...(bias === undefined ? {} : { bias }) }
}

/** The project as its file stores it: with the origin and slices of its custom dataset, as far as they are known. */
export async function withDatasetOrigin(
  studio: Pick<AppContext, 'storage'>,
  content: ProjectContent,
): Promise<ProjectContent> {
  const { made: _made, ...pick } = content.data
  if (pick.version === undefined) return content
  const set = await studio.storage.sets.get(pick.dataset).catch(() => undefined)
  const steps = set && stepsOf(set, pick.version)
  const known = set && steps ? { made: originOf(set, steps), record: set } : await removedDataset(studio, content.data)
  const slices = known?.record?.slices ?? pick.slices ?? []
  const made = known && short(known.made)
  return { ...content, data: { ...pick, ...(slices.length > 0 ? { slices } : {}), ...(made ? { made } : {}) } }
}

function short(made: SetMade): SetMade {
  const { steps, ...rest } = made
  return steps && JSON.stringify(steps).length > MOST_LETTERS ? rest : made
}
