/**
 * @file Imports files in a worker. Each chunk is stored before the next one is read, and the dataset is created in one
 * transaction at the end. If anything fails, nothing is stored. Loaded lazily.
 */
import { datasetsText } from '../../messages/en/studio/datasets'
import { refuse } from '../../messages/message'
import { type IngestClient, openIngest } from '../../protocol/ingest-client'
import type {
  ColumnChoice,
  IngestFile,
  IngestProgress,
  IngestResult,
  ImportPreview,
  ReadOptions,
} from '../../protocol/ingest-messages'
import type { StoredChunk } from '../../storage/dataset-records'
import type { AppContext } from '../context'
import type { GivenFile } from './input-file'
import type { Returned } from './restore-dataset'
import type { NewDataset, PartialCard } from './custom-dataset-session'

export interface ImportRequest {
  readonly files: readonly GivenFile[]
  readonly options?: ReadOptions | undefined
  /** Defaults to the file's name. */
  readonly title?: string | undefined
  readonly card?: PartialCard | undefined
  /** Id of a custom dataset to append the rows to, if the columns match. */
  readonly into?: string | undefined
  /** Whether the files restore the open project's missing dataset; `other` also accepts files with other content. */
  readonly back?: boolean | 'other' | undefined
  /** Called with the result of restoring. */
  readonly onBack?: ((back: Returned) => void) | undefined
  /** The project that will use the dataset: the open one (default), a new one with a fitting network, or none. */
  readonly project?: 'open' | 'new' | 'none' | undefined
  /** Called with the result of reading the files, before the dataset is created. */
  readonly onRead?: ((result: IngestResult) => void) | undefined
}

/** Import clients that are in use or waiting for the next preview, keyed by studio. */
const clientsByStudio = new WeakMap<AppContext, { look?: IngestClient; read?: IngestClient }>()

function clientsOf(studio: AppContext) {
  const clients = clientsByStudio.get(studio) ?? {}
  clientsByStudio.set(studio, clients)
  return clients
}

const openClient = (studio: AppContext) => (studio.openIngest ?? openIngest)()

/** Reads the beginning of the files and describes what it contains; the newest call wins. */
export function previewFiles(
  studio: AppContext,
  files: readonly GivenFile[],
  options: ReadOptions = {},
): Promise<ImportPreview> {
  const clients = clientsOf(studio)
  clients.look ??= openClient(studio)
  return clients.look.look(ingestFiles(files), options)
}

/** Closes the worker that is waiting for the next preview. */
export function cancelPreview(studio: AppContext): void {
  const clients = clientsOf(studio)
  clients.look?.close()
  delete clients.look
}

/** Imports files as a new dataset, or appends them to an existing one. Resolves with its id. */
export async function importDataset(
  studio: AppContext,
  { files, options = {}, title, card, into, back, onBack, project = 'open', onRead }: ImportRequest,
): Promise<string> {
  const given = ingestFiles(files)
  const clients = clientsOf(studio)
  if (clients.read) return refuse('ingest-busy', {})
  const client = openClient(studio)
  clients.read = client
  const show = (progress: IngestProgress | null) => studio.store.setState({ bringing: { progress } })
  show(null)
  try {
    const id = await readAndKeep(studio, client, {
      ...{
        files: given,
        options: into === undefined ? options : { ...options, joins: true },
        title: title?.trim() || suggestedTitle(given),
        named: project === 'new' ? 'dataset-and-project' : 'set',
        card: card ?? {},
      },
      ...{ show, onRead, into, back, onBack },
    })
    if (back) return id
    if (into === undefined && project === 'open') await studio.run('data.use', { dataset: id })
    if (into === undefined && project === 'new') await studio.run('project.forSet', { dataset: id })
    return id
  } finally {
    client.close()
    delete clients.read
    studio.store.setState({ bringing: null })
  }
}

/** Cancels the current import: it is refused with `ingest-cancelled`, and nothing is stored. */
export function cancelImport(studio: AppContext): void {
  clientsOf(studio).read?.cancel()
}

interface Reading {
  readonly title: string
  readonly card: PartialCard
  readonly files: readonly IngestFile[]
  readonly options: ReadOptions
  /** Whether a new project gets the same title, in which case the title must also be free among project names. */
  readonly named: 'set' | 'dataset-and-project'
  readonly onRead: ImportRequest['onRead']
  readonly into: string | undefined
  readonly back: ImportRequest['back']
  readonly onBack: ImportRequest['onBack']
  show(progress: IngestProgress): void
}

async function readAndKeep(
  studio: AppContext,
  client: IngestClient,
  { files, options, title, named, card, show, onRead, into, back, onBack }: Reading,
): Promise<string> {
  const writer = await studio.storage.sets.beginImport()
  const chunks: StoredChunk[] = []
  try {
    const result = await client.read(files, options, {
      onProgress: show,
      keep: async (bytes, rows) => {
        chunks.push(await writer.put(bytes, rows))
      },
    })
    onRead?.(result)
    const { schema, written } = result
    if (into !== undefined) {
      await studio.run('dataset.append', { dataset: into, writer, title, schema, chunks })
      return into
    }
    const addedBlocks: NewDataset = { writer, title, schema, chunks, card, read: readBy(options, written) }
    if (!back)
      return await studio.run('dataset.create', {
        ...addedBlocks,
        title: await freeTitle(studio, title, named),
      })
    const returned = await (await import('./restore-dataset')).returnSet(studio, addedBlocks, back === 'other')
    onBack?.(returned)
    return returned.id
  } catch (error) {
    await writer.abandon().catch(() => undefined)
    throw error
  }
}

/** A title that is not taken, because two datasets with the same name could not be told apart. */
async function freeTitle(
  { storage }: AppContext,
  title: string,
  named: 'set' | 'dataset-and-project',
): Promise<string> {
  const sets = (await storage.sets.list()).sets.map((set) => set.title)
  const projects = named === 'set' ? [] : (await storage.projects.list()).map(({ content }) => content.name)
  return uniqueTitle(title, new Set([...sets, ...projects]))
}

/** The read options, plus the detected number and date formats, so that later input is parsed the same way. */
function readBy(options: ReadOptions, written: IngestResult['written']): NonNullable<NewDataset['read']> {
  if (!written) return { ...options }
  const columns: Record<string, ColumnChoice> = { ...options.columns }
  for (const [name, choice] of Object.entries(written.columns ?? {})) columns[name] = { ...choice, ...columns[name] }
  return { ...options, decimal: written.decimal, columns }
}

/** Files in the form that the worker expects; bytes and text from a script become blobs. */
export function ingestFiles(files: readonly GivenFile[]): readonly IngestFile[] {
  const [first] = files
  if (!first) return refuse('ingest-nothing', {})
  // Found here, because passing tens of thousands of files to a worker takes seconds.
  if (files.every(({ file, bytes, text }) => (file?.size ?? bytes?.length ?? text?.length) === 0))
    return refuse('ingest-empty', { file: first.path })
  return files.map(({ path, file, bytes, text }) => {
    const named = path.trim()
    const content =
      file ?? (bytes ? new Blob([Uint8Array.from(bytes)]) : text === undefined ? undefined : new Blob([text]))
    if (named === '' || !content)
      return refuse('ingest-no-content', { file: named === '' ? datasetsText.unnamedFile : named })
    return { path: named, file: content }
  })
}

/** The name of the file without its extension, or the name of the folder that contains the files. */
export function suggestedTitle(files: readonly { readonly path: string }[]): string {
  const path = files[0]?.path ?? ''
  const [folder, ...inside] = path.split('/')
  const name = files.length > 1 && inside.length > 0 ? (folder as string) : (path.split('/').at(-1) as string)
  const bare = name
    .replace(/\.[^.]{1,8}$/, '')
    .replaceAll('_', ' ')
    .trim()
  return (bare === '' ? name : bare).slice(0, 120) || datasetsText.untitled
}

/** The title, with the next free number if it is taken. */
function uniqueTitle(title: string, taken: ReadonlySet<string>): string {
  let free = title
  for (let n = 2; taken.has(free); n++) free = `${title.slice(0, 114)} ${n}`
  return free
}
