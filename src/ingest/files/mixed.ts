/** @file Mixed files from a folder or an archive: sorted out, then read by the format of the remaining files. */
import { readFilesText as text } from '../../messages/en/data/read-files'
import { refuse } from '../../messages/message'
import type { IngestFile, Look } from '../../protocol/ingest-messages'
import type { Format, Job } from '../define-format'
import { sift } from './sift'

/** A preview of the dataset among the files. `format` is the one that found them. */
export async function lookAtMixed(
  format: string,
  about: string,
  files: readonly IngestFile[],
  job: Job,
): Promise<Look> {
  const { inner, within, parts, notes } = await open(format, files, job)
  const look = await inner.look(within)
  return {
    ...look,
    format,
    about: text.about.within({ outer: about, inner: look.about }),
    options: { ...look.options, format },
    ...(parts.length > 0 ? { parts, partsAre: 'files' } : {}),
    notes: [...notes, ...look.notes],
  }
}

/** Its rows. */
export async function* readMixed(format: string, files: readonly IngestFile[], job: Job): ReturnType<Format['read']> {
  const { inner, within, notes } = await open(format, files, job)
  const result = yield* inner.read(within)
  return { ...result, notes: [...notes, ...result.notes] }
}

async function open(format: string, files: readonly IngestFile[], job: Job) {
  const { format: _mine, ...options } = job.options
  const sifted = sift(files, options)
  const [first] = sifted.files
  if (!first) return refuse('ingest-nothing', {})
  const { part: _chosen, ...rest } = options
  const within = { ...job, files: sifted.files, options: sifted.parts.length > 0 ? rest : options }
  const inner = await job.formatOf(sifted.files)
  // An archive within an archive, or files that only look like a folder of something.
  if (inner.id === format) return refuse('archive-nested', { file: files[0]?.path ?? '', name: first.path })
  return { inner, within, ...sifted }
}
