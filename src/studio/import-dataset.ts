/**
 * @file Imports files: they are read in a worker, each chunk is on disk before the next one is read, and the dataset is created in one
 * transaction at the end of the import. If anything fails, nothing of it stays. Loaded with the first command that needs it.
 */
import { datasetsText } from '../messages/en/studio/datasets'
import { refuse } from '../messages/message'
import { type IngestClient, openIngest } from '../protocol/ingest-client'
import type {
  ColumnChoice,
  IngestFile,
  IngestProgress,
  IngestResult,
  ImportPreview,
  ReadOptions,
} from '../protocol/ingest-messages'
import type { KeptChunk, SetCard } from '../storage/dataset-records'
import { uniqueTitle, suggestedTitle } from './dataset-title'
import type { AppContext } from './context'
import type { GivenFile } from './given-file'
import type { Returned } from './dataset-return'
import type { Brought } from './dataset-session'

export interface ImportRequest {
  readonly files: readonly GivenFile[]
  readonly options?: ReadOptions
  /** Else the name of the file. */
  readonly title?: string
  readonly card?: Partial<SetCard>
  /** Id of a set of one's own that the rows join, where they have its columns. */
  readonly into?: string
  /** They bring back the set that the open project names and this device has not; `other` where they may have other content. */
  readonly back?: true | 'other'
  /** Told what came of that. */
  readonly onBack?: (back: Returned) => void
  /** Which project uses the set: the open one, as usual for a script; a new one with a network that fits; none yet. */
  readonly project?: 'open' | 'new' | 'none'
  /** Told what was read, before the set is made. */
  readonly onRead?: (result: IngestResult) => void
}

/** The clients that are at work or kept warm, by studio. */
const desks = new WeakMap<AppContext, { look?: IngestClient; read?: IngestClient }>()

function deskOf(studio: AppContext) {
  const desk = desks.get(studio) ?? {}
  desks.set(studio, desk)
  return desk
}

const opened = (studio: AppContext) => (studio.openIngest ?? openIngest)()

/** What the beginning of files says of them; the newest call wins. */
export function previewFiles(
  studio: AppContext,
  files: readonly GivenFile[],
  options: ReadOptions = {},
): Promise<ImportPreview> {
  const desk = deskOf(studio)
  desk.look ??= opened(studio)
  return desk.look.look(ingestFiles(files), options)
}

/** Lets the worker go that is kept for the next look. */
export function cancelPreview(studio: AppContext): void {
  const desk = deskOf(studio)
  desk.look?.close()
  delete desk.look
}

/** Reads files into a set that is then in use, or into one that is there. Resolves with its id. */
export async function importDataset(
  studio: AppContext,
  { files, options = {}, title, card, into, back, onBack, project = 'open', onRead }: ImportRequest,
): Promise<string> {
  const given = ingestFiles(files)
  const desk = deskOf(studio)
  if (desk.read) return refuse('ingest-busy', {})
  const client = opened(studio)
  desk.read = client
  const show = (progress: IngestProgress | null) => studio.store.setState({ bringing: { progress } })
  show(null)
  try {
    const id = await readAndKeep(studio, client, {
      ...{
        files: given,
        options: into === undefined ? options : { ...options, joins: true },
        title: title?.trim() || suggestedTitle(given),
        named: project === 'new' ? 'set-and-project' : 'set',
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
    delete desk.read
    studio.store.setState({ bringing: null })
  }
}

/** Ends the current import: it is refused with `ingest-cancelled`, and nothing of it stays. */
export function cancelImport(studio: AppContext): void {
  deskOf(studio).read?.cancel()
}

interface Reading extends Required<Pick<ImportRequest, 'title' | 'card'>> {
  readonly files: readonly IngestFile[]
  readonly options: ReadOptions
  /** A project of its own will be called as the set is. */
  readonly named: 'set' | 'set-and-project'
  readonly onRead: ImportRequest['onRead'] | undefined
  readonly into: string | undefined
  readonly back: ImportRequest['back'] | undefined
  readonly onBack: ImportRequest['onBack'] | undefined
  show(progress: IngestProgress): void
}

async function readAndKeep(
  studio: AppContext,
  client: IngestClient,
  { files, options, title, named, card, show, onRead, into, back, onBack }: Reading,
): Promise<string> {
  const writer = await studio.storage.sets.beginImport()
  const chunks: KeptChunk[] = []
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
    const brought: Brought = { writer, title, schema, chunks, card, read: readBy(options, written) }
    if (!back)
      return (await studio.run('dataset.create', {
        ...brought,
        title: await freeTitle(studio, title, named),
      })) as string
    const returned = await (await import('./dataset-return')).returnSet(studio, brought, back === 'other')
    onBack?.(returned)
    return returned.id
  } catch (error) {
    await writer.abandon().catch(() => undefined)
    throw error
  }
}

/** The title, with a number where it is taken: two datasets of one name could not be distinguished. */
async function freeTitle({ storage }: AppContext, title: string, named: 'set' | 'set-and-project'): Promise<string> {
  const sets = (await storage.sets.list()).sets.map((set) => set.title)
  const projects = named === 'set' ? [] : (await storage.projects.list()).map(({ content }) => content.name)
  return uniqueTitle(title, new Set([...sets, ...projects]))
}

/** The options by which files were read, with how they write numbers and dates: what is typed about the set is understood by it. */
function readBy(options: ReadOptions, written: IngestResult['written']): NonNullable<Brought['read']> {
  if (!written) return { ...options }
  const columns: Record<string, ColumnChoice> = { ...options.columns }
  for (const [name, choice] of Object.entries(written.columns ?? {})) columns[name] = { ...choice, ...columns[name] }
  return { ...options, decimal: written.decimal, columns }
}

/** Files as the worker takes them: bytes of a script become a file. */
export function ingestFiles(files: readonly GivenFile[]): readonly IngestFile[] {
  if (!Array.isArray(files) || files.length === 0) return refuse('ingest-nothing', {})
  return files.map(({ path, file, bytes, text }: GivenFile) => {
    const named = String(path ?? '').trim()
    const content =
      file ?? (bytes ? new Blob([Uint8Array.from(bytes)]) : text === undefined ? undefined : new Blob([text]))
    if (named === '' || !content)
      return refuse('ingest-no-content', { file: named === '' ? datasetsText.unnamedFile : named })
    return { path: named, file: content }
  })
}
