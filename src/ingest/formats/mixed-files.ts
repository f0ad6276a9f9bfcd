/** @file The formats of many files, such as a table with its readme or images in folders: a zip archive and a folder. */
import { readFilesText as text } from '../../messages/en/data/read-files'
import { type Message, message, refuse } from '../../messages/message'
import type { ImportPreview, IngestFile, ReadOptions } from '../../protocol/ingest-messages'
import { isZip, openArchive } from '../archive/open-archive'
import { isJunk } from '../archive/zip-directory'
import { isIdxName } from '../arrays/array-header'
import { defineFormat, extensionOf, type Format, type Job } from '../define-format'
import { isTable, nameSome } from '../files/label-files'
import { isImage } from '../images/check-image'

/** Formats that are technically zip archives but have their own file extension. */
const OTHERS = ['npz', 'xlsx', 'xlsm', 'docx', 'pptx', 'odt', 'ods', 'jar', 'apk', 'epub', 'keras', 'pt', 'pth']

/** Zip: an archive with files of any other format: images or text files in folders, arrays, or a table. */
export const zip = defineFormat({
  id: 'zip',
  title: text.format.zip,
  extensions: ['zip'],
  detect(files, head) {
    const [first] = files
    if (files.length !== 1 || !first) return undefined
    if (extensionOf(first.path) === 'zip') return 'bytes'
    return isZip(head) && !OTHERS.includes(extensionOf(first.path)) ? 'bytes' : undefined
  },
  async preview(job) {
    const files = await filesIn(job)
    return previewMixed(zip.id, text.about.zip({ files: files.length }), files, job)
  },
  async *read(job) {
    return yield* readMixed(zip.id, await filesIn(job), job)
  },
})

async function filesIn({ files: [archive] }: Job): Promise<readonly IngestFile[]> {
  if (!archive) return refuse('ingest-nothing', {})
  const files = await openArchive(archive)
  return files.length > 0 ? files : refuse('archive-empty', { file: archive.path })
}

/** Folder: many files at once, of which some form a dataset, or several tables to choose from. */
export const folder = defineFormat({
  id: 'folder',
  title: text.format.folder,
  extensions: [],
  detect: (files) => (files.length > 1 ? 'guess' : undefined),
  preview: (job) => previewMixed(folder.id, text.about.files({ files: job.files.length }), job.files, job),
  async *read(job) {
    return yield* readMixed(folder.id, job.files, job)
  },
})

/**
 * Creates a preview of the dataset that the files contain. `format` is the format that supplied the files: a folder or
 * an archive.
 */
async function previewMixed(
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
async function* readMixed(format: string, files: readonly IngestFile[], job: Job): ReturnType<Format['read']> {
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
