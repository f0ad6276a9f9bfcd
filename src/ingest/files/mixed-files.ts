/**
 * @file Mixed files from a folder or an archive: selects the files that form a dataset, then reads them with the format
 * that fits them.
 */
import { readFilesText as text } from '../../messages/en/data/read-files'
import { message, type Message, refuse } from '../../messages/message'
import type { ImportPreview, IngestFile, ReadOptions } from '../../protocol/ingest-messages'
import { extensionOf, type Format, type Job } from '../define-format'
import { isJunk } from '../archive/zip-directory'
import { isImage } from '../images/check-image'
import { isIdxName } from '../arrays/idx-header'
import { isTable, nameSome } from './label-files'

/**
 * Creates a preview of the dataset that the files contain. `format` is the format that supplied the files: a folder or
 * an archive.
 */
export async function previewMixed(
  format: string,
  about: string,
  files: readonly IngestFile[],
  job: Job,
): Promise<ImportPreview> {
  const { inner, within, parts, notes } = await open(format, files, job)
  const preview = await inner.preview(within)
  return {
    ...preview,
    format,
    about: text.about.within({ outer: about, inner: preview.about }),
    options: { ...preview.options, format },
    ...(parts.length > 0 ? { parts, partsAre: 'files' } : {}),
    notes: [...notes, ...preview.notes],
  }
}

/** Reads the rows of the dataset that the files contain. */
export async function* readMixed(format: string, files: readonly IngestFile[], job: Job): ReturnType<Format['read']> {
  const { inner, within, notes } = await open(format, files, job)
  const result = yield* inner.read(within)
  return { ...result, notes: [...notes, ...result.notes] }
}

async function open(format: string, files: readonly IngestFile[], job: Job) {
  const { format: _mine, ...options } = job.options
  const sifted = selectFiles(files, options)
  const [first] = sifted.files
  if (!first) return refuse('ingest-nothing', {})
  const { part: _chosen, ...rest } = options
  const within = { ...job, files: sifted.files, options: sifted.parts.length > 0 ? rest : options }
  const inner = await job.formatOf(sifted.files)
  // Reject an archive inside an archive, and files that only the folder format recognizes.
  if (inner.id === format) return refuse('archive-nested', { file: files[0]?.path ?? '', name: first.path })
  return { inner, within, ...sifted }
}

interface SelectedFiles {
  readonly files: readonly IngestFile[]
  /** The alternatives for the user to choose from: tables that are each a separate dataset. */
  readonly parts: readonly string[]
  readonly notes: readonly Message[]
}

/**
 * Arrays take precedence over images and tables, which may only document the arrays. Text files come last, because a
 * readme is a text file too.
 */
function selectFiles(all: readonly IngestFile[], { part }: ReadOptions): SelectedFiles {
  const files = all.filter(({ path }) => !isJunk(path))
  const of = (is: (path: string) => boolean) => files.filter(({ path }) => is(path))
  const without = (chosen: readonly IngestFile[], parts: readonly string[] = []): SelectedFiles => {
    const rest = files.filter((file) => !chosen.includes(file))
    return { files: chosen, parts, notes: rest.length > 0 ? [message('files-ignored', nameSome(rest))] : [] }
  }
  const images = of(isImage)
  const tables = of(isTable)
  for (const ending of ['npy', 'npz']) {
    const arrays = of((path) => extensionOf(path) === ending)
    if (arrays.length > 0 && images.length <= arrays.length) return without(arrays)
  }
  const idx = of(isIdxName)
  if (idx.length > 0) return without(idx)
  if (images.length > tables.length) return { files, parts: [], notes: [] }
  const [only] = tables
  if (tables.length === 1 && only) return without([only])
  if (tables.length > 1) {
    const paths = tables.map(({ path }) => path)
    const chosen = part === undefined ? mainTable(tables) : tables.find(({ path }) => path === part)
    return chosen ? without([chosen], paths) : refuse('arrays-no-part', { part: part ?? '', parts: paths })
  }
  return { files, parts: [], notes: [] }
}

/** Returns the table whose name suggests training data, otherwise the largest table. */
function mainTable(tables: readonly IngestFile[]): IngestFile | undefined {
  const training = tables.find(({ path }) => /(^|[/._-])train/i.test(path))
  return training ?? tables.reduce((best, one) => (one.file.size > best.file.size ? one : best))
}
