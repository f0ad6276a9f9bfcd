/** @file What is saved on this device besides projects and models, and how to free that space. Loaded lazily. */
import { datasets } from '../../catalog/datasets/all'
import { readManifest } from '../../data/dataset-manifest'
import { chunksOf } from '../../storage/dataset-records'
import { setBytes } from '../../storage/dataset-versions'
import type { Storage } from '../../storage/records'
import type { AppContext } from '../context'
import { showUsage } from './project-session'

export interface SavedData {
  /** The downloaded datasets, and their size. */
  readonly downloads: { readonly titles: readonly string[]; readonly bytes: number }
  /** The user's own datasets, and their size. */
  readonly own: { readonly titles: readonly string[]; readonly bytes: number }
  /** The runs of all projects, and the size of their checkpoints: of all, and of those of projects that are not open. */
  readonly runs: { readonly count: number; readonly bytes: number; readonly bytesOfOthers: number }
}

/** Lists what is saved on this device, with sizes. */
export async function savedData({ store, storage }: AppContext): Promise<SavedData> {
  const [downloads, { sets }, runs] = await Promise.all([
    storedDownloads(storage),
    storage.sets.list(),
    allRuns(storage),
  ])
  const open = store.getState().project.id
  const sum = (sizes: readonly { readonly bytes: number }[]) => sizes.reduce((total, { bytes }) => total + bytes, 0)
  return {
    downloads: { titles: downloads.map(({ title }) => title), bytes: sum(downloads) },
    own: { titles: sets.map(({ title }) => title), bytes: sum(sets.map((set) => ({ bytes: setBytes(set) }))) },
    runs: { count: runs.length, bytes: sum(runs), bytesOfOthers: sum(runs.filter(({ project }) => project !== open)) },
  }
}

/**
 * Frees space. `downloads`: the downloaded datasets that are not in use, which are downloaded again when needed.
 * `checkpoints`: the weights of the runs of all other projects; their results stay.
 */
export async function freeSavedData(studio: AppContext, what: 'downloads' | 'checkpoints'): Promise<SavedData> {
  const { store, storage } = studio
  const { project } = store.getState()
  if (what === 'downloads') await removeDownloads(storage, project.data.dataset)
  else
    for (const { id, project: of } of await allRuns(storage))
      if (of !== project.id) await storage.runs.removeCheckpoints(id)
  await showUsage(store, storage)
  return savedData(studio)
}

interface Download {
  readonly id: string
  readonly title: string
  readonly bytes: number
  readonly hashes: readonly string[]
}

/** The built-in datasets whose files are all in this storage. Generated datasets have no files. */
export async function storedDownloads({ chunks }: { readonly chunks: Pick<Storage['chunks'], 'get' | 'has'> }) {
  const found: Download[] = []
  for (const { schema, rows } of datasets) {
    if (rows.kind !== 'chunks') continue
    const bytes = await chunks.get(`manifest:${schema.id}`).catch(() => undefined)
    const manifest = bytes && readManifest(new TextDecoder().decode(bytes), schema)
    if (!manifest?.ok) continue
    const hashes = manifest.value.chunks.map(({ sha256 }) => sha256)
    const here = await chunks.has(hashes).catch(() => [false])
    const size = manifest.value.chunks.reduce((total, chunk) => total + chunk.bytes, 0)
    if (here.every(Boolean)) found.push({ id: schema.id, title: schema.title, bytes: size, hashes })
  }
  return found
}

async function removeDownloads(storage: Storage, inUse: string): Promise<void> {
  const { sets } = await storage.sets.list()
  // A copy of a built-in dataset reads its rows from the files of that dataset.
  const needed = new Set([inUse, ...sets.flatMap(({ base }) => (base.kind === 'shipped' ? [base.dataset] : []))])
  const downloads = await storedDownloads(storage)
  const kept = new Set([
    ...downloads.filter(({ id }) => needed.has(id)).flatMap(({ hashes }) => hashes),
    ...sets.flatMap((set) => [...chunksOf(set)]),
  ])
  for (const { id, hashes } of downloads) {
    if (needed.has(id)) continue
    // The manifest first: without it, nothing expects the other files.
    await storage.chunks.remove([`manifest:${id}`])
    await storage.chunks.remove(hashes.filter((sha256) => !kept.has(sha256)))
  }
}

async function allRuns({ projects, runs }: Storage) {
  const each = (await projects.list()).map(async ({ id: project }) =>
    Promise.all(
      (await runs.list(project)).map(async ({ id }) => {
        const checkpoints = await runs.checkpoints(id)
        return { id, project, bytes: checkpoints.reduce((total, { bytes }) => total + bytes, 0) }
      }),
    ),
  )
  return (await Promise.all(each)).flat()
}
