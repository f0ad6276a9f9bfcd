/** @file Projects with the rows of their dataset: previewing what a file would contain, writing it, and opening it. */
import { Refusal, refuse } from '../../messages/message'
import '../../messages/en/dataset-edits'
import type { DataPick, ProjectContent } from '../../compile/project'
import { splitOffSteps } from '../../data/collected-classes'
import { rowNumber } from '../../data/dataset'
import type { DataStep } from '../../data/dataset-edit'
import { summarizeSteps } from '../../data/edit-steps'
import type { SetRecord, StoredChunk } from '../../storage/dataset-records'
import { blankRemovedImages } from '../../storage/blank-removed-images'
import { setHashes, stepsOf } from '../../storage/dataset-versions'
import {
  type ArchivedDataset,
  chunksNeeded,
  hasVersion,
  readArchive,
  writeArchive,
} from '../../storage/project-archive'
import { writeProject } from '../../storage/project-file'
import type { AppContext } from '../context'
import { listSets, newSetId } from '../data/custom-dataset-session'
import { withDatasetOrigin } from '../data/dataset-uses'
import { begun } from '../lessons/lesson-restrictions'

/** The parts of a custom dataset that a project file would contain, for a preview before sharing. */
export interface FileContents {
  readonly title: string
  readonly version: string
  /** The column names. */
  readonly columns: readonly string[]
  /** The category names in each category column, which come from the data. */
  readonly values: readonly { readonly column: string; readonly values: readonly string[] }[]
  /** Descriptions of the edits that led to the version, if they fit into a file. */
  readonly edits: readonly string[]
  /** The total number of edits; in `edits`, equal edits are combined. */
  readonly edited: number
  readonly slices: readonly string[]
  /**
   * The number of rows. Rows and bytes are included only on request; `bytes` is absent if the rows are not on this
   * device.
   */
  readonly rows: number
  readonly bytes?: number
  /**
   * For image datasets: the number of images, and how many of them are from the camera. They are included only with the
   * rows.
   */
  readonly pictures?: number
  readonly byCamera?: number
  /** Whether rows were added in Netloom, such as collected images: they are in no other file. */
  readonly hasAddedRows?: true
}

/** The parts of the custom dataset that the open project's file would contain; null for a built-in dataset. */
export async function fileContents(studio: AppContext): Promise<FileContents | null> {
  const content = studio.projects.content()
  const { dataset, version, schema } = content.data
  if (!schema || version === undefined) return null
  const set = await studio.storage.sets.get(dataset)
  const steps = set && stepsOf(set, version)
  const shows = schema.columns.some(({ type }) => type === 'image')
  const taken =
    set && steps && shows ? await picturesIn(studio, set, steps) : { pictures: shows ? schema.rows : 0, byCamera: 0 }
  const bytes = set && steps && chunksNeeded(set.base, steps).reduce((sum, chunk) => sum + chunk.bytes, 0)
  const { made, slices = [] } = (await withDatasetOrigin(studio, content)).data
  return {
    title: set?.title ?? schema.title,
    version,
    edits: summarizeSteps(made?.steps ?? []),
    edited: made?.steps?.length ?? 0,
    slices: slices.map(({ name }) => name),
    columns: schema.columns.map(({ name }) => name),
    values: schema.columns.flatMap((column) =>
      column.type === 'category' ? [{ column: column.name, values: column.values }] : [],
    ),
    rows: schema.rows,
    ...(bytes === undefined ? {} : { bytes }),
    ...(taken.pictures > 0 ? { pictures: taken.pictures } : {}),
    ...(taken.byCamera > 0 ? { byCamera: taken.byCamera } : {}),
    ...(steps?.some(addsRows) ? { hasAddedRows: true } : {}),
  }
}

function addsRows({ kind, chunks }: DataStep): boolean {
  return kind === 'append' && Array.isArray(chunks) && chunks.length > 0
}

/** Counts the images that the file would contain, including those of classes that are turned off. */
async function picturesIn(studio: AppContext, set: SetRecord, steps: readonly DataStep[]) {
  const { schema, columns } = await studio.data.after(set, splitOffSteps(steps, set.schema.target).head)
  const at = schema.columns.findIndex(({ name, type }) => name === 'from' && type === 'category')
  const [of, column] = [schema.columns[at], columns[at]]
  const camera = of?.type === 'category' ? of.values.indexOf('camera') : -1
  const byCamera =
    column?.type === 'category' && camera >= 0
      ? column.codes.reduce((sum, code) => sum + (code === camera ? 1 : 0), 0)
      : 0
  return { pictures: schema.rows, byCamera }
}

/** The project without rows, but with a description of how its dataset was made. */
export async function withoutRows(studio: AppContext, content: ProjectContent): Promise<Uint8Array<ArrayBuffer>> {
  return writeProject(await withDatasetOrigin(studio, content))
}

/** The project with the rows of its dataset, as a zip, without the images of removed rows. */
export async function withRows(studio: AppContext, content: ProjectContent): Promise<Uint8Array<ArrayBuffer>> {
  const { dataset, schema } = content.data
  if (!schema) return refuse('project-no-own-set', {})
  const set = await studio.storage.sets.get(dataset)
  if (!set) return refuse('dataset-not-here', { title: schema.title, rows: schema.rows })
  const { slices } = set
  const data = slices.length > 0 ? { ...content.data, slices } : content.data
  if (!schema.columns.some(({ type }) => type === 'image' || type === 'array'))
    return writeArchive({ ...content, data }, set, studio.storage.chunks)
  const steps = stepsOf(set, content.data.version) ?? []
  const head = await studio.data.after(set, splitOffSteps(steps, set.schema.target).head)
  const kept = new Set(Array.from({ length: head.schema.rows }, (_, row) => rowNumber(head, row) - 1))
  const first = set.base.kind === 'chunks' ? 0 : (head.origin?.base.schema.rows ?? head.schema.rows)
  const stored = { title: set.title, base: set.base, steps }
  const blank = await blankRemovedImages(stored, first, (row) => kept.has(row), studio.storage.chunks.get)
  if (blank.changed.size === 0) return writeArchive({ ...content, data }, set, studio.storage.chunks)
  const { base, changed } = blank
  const version = setHashes(base, blank.steps).at(-1)
  const get = async (sha256: string) => changed.get(sha256) ?? studio.storage.chunks.get(sha256)
  const shared = { ...set, base, steps: blank.steps, undone: [], versions: [] }
  return writeArchive({ ...content, data: { ...data, ...(version === undefined ? {} : { version }) } }, shared, { get })
}

/** Opens a project with rows. Its dataset is stored unless it is already on this device. A refusal changes nothing. */
export async function openWithRows(studio: AppContext, bytes: Uint8Array): Promise<string> {
  const read = await readArchive(bytes)
  if (!read.ok) throw new Refusal(read.error)
  const { content, set } = read.value
  const here = await studio.storage.sets.get(content.data.dataset)
  if (hasVersion(here, content.data.version)) return studio.projects.create(begun(content))
  const data = await keepBrought(studio, content.data, set, here)
  const lesson = content.lesson?.start
    ? { ...content.lesson, start: { ...content.lesson.start, data } }
    : content.lesson
  return studio.projects.create(begun({ ...content, data, ...(lesson ? { lesson } : {}) }))
}

async function keepBrought(
  studio: AppContext,
  { slices = [], made: _made, ...pick }: DataPick,
  { title, card, base, steps, chunks }: ArchivedDataset,
  here: SetRecord | undefined,
): Promise<DataPick> {
  // If another dataset already has this id, the imported one gets a new id.
  const id = here ? newSetId() : pick.dataset
  const own = base.kind === 'chunks' ? { ...base, schema: { ...base.schema, id } } : base
  const writer = await studio.storage.sets.beginImport()
  try {
    const rows = new Map<string, number>(
      chunksNeeded(base, steps).map((chunk: StoredChunk) => [chunk.sha256, chunk.rows]),
    )
    for (const [sha256, chunk] of chunks) await writer.put(chunk, rows.get(sha256) ?? 0)
    const { schema } = await studio.data.after({ id, title, base: own }, steps)
    await writer.finish({ id, title, card, base: own, schema, steps, undone: [], slices, versions: [] })
    await listSets(studio)
    return { ...pick, dataset: id, schema }
  } catch (error) {
    await writer.abandon().catch(() => undefined)
    throw error
  }
}
