/**
 * @file Mixed files from a folder or an archive: selects the files that form a dataset, then reads them with the format
 * that fits them.
 */
import { readFilesText as text } from '../../messages/en/data/read-files'
import { refuse } from '../../messages/message'
import type { IngestFile, ImportPreview } from '../../protocol/ingest-messages'
import type { Format, Job } from '../define-format'
import { selectFiles } from './select-files'

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
