/**
 * @file serveIngest: the worker side of an import: detects the format, previews or reads the files, and waits until
 * each chunk is stored.
 */
import { readFilesText as text } from '../messages/en/data/read-files'
import '../messages/en/ingest'
import type { DatasetSchema } from '../catalog/dataset-schema'
import { packChunk } from '../data/packed-chunk'
import { type Message, message, Refusal, refuse } from '../messages/message'
import type { FromIngest, IngestFile, IngestProgress, ReadOptions, ToIngest } from '../protocol/ingest-messages'
import type { WorkerScope } from '../protocol/worker-client'
import type { Batch, Certainty, Format, Job } from './define-format'
import { LIMITS, minRows } from './limits'

const HEAD = 4096
const PROGRESS_MS = 100

/** Handles the messages of a worker with these formats until it ends. */
export function serveIngest(scope: WorkerScope<ToIngest, FromIngest>, formats: readonly Format[]): void {
  let onStored: (() => void) | undefined
  scope.onmessage = ({ data: request }) => {
    if (request.type === 'kept') return onStored?.()
    const work = request.type === 'look' ? preview(request.id, request.files, request.options) : read(request)
    work.catch((error: unknown) => scope.postMessage({ type: 'refused', id: request.id, reason: messageOf(error) }))
  }

  function jobOf(id: number, files: readonly IngestFile[], options: ReadOptions): Job & { rows(more: number): void } {
    const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0)
    let progress: IngestProgress = { bytes: 0, totalBytes, rows: 0, skipped: 0 }
    let reportedAt = 0
    const report = (so: Partial<IngestProgress>) => {
      progress = { ...progress, ...so }
      const now = performance.now()
      if (now - reportedAt < PROGRESS_MS) return
      reportedAt = now
      scope.postMessage({ type: 'progress', id, progress })
    }
    return {
      files,
      options,
      progress: report,
      rows: (rows) => report({ rows: Math.max(rows, progress.rows) }),
      formatOf: (others, chosen = {}) => pickFormat(formats, others, chosen),
    }
  }

  async function preview(id: number, files: readonly IngestFile[], options: ReadOptions): Promise<void> {
    const format = await pickFormat(formats, files, options)
    scope.postMessage({ type: 'looked', id, look: await format.preview(jobOf(id, files, options)) })
  }

  async function read({ id, files, options }: Extract<ToIngest, { type: 'read' }>): Promise<void> {
    const format = await pickFormat(formats, files, options)
    const job = jobOf(id, files, options)
    const reading = format.read(job)
    let rows = 0
    for (;;) {
      const next = await reading.next()
      if (next.done) {
        const file = nameOf(files)
        const required = minRows(options)
        if (rows < required) return refuse('ingest-too-few-rows', { file, rows, wants: required })
        const { schema, ...rest } = next.value
        scope.postMessage({ type: 'done', id, result: { ...rest, schema: { ...schema, rows }, rows } })
        return
      }
      rows += next.value.rows
      if (rows > LIMITS.rows) return refuse('ingest-too-many-rows', { file: nameOf(files), limit: LIMITS.rows })
      job.rows(rows)
      if (next.value.rows > 0) await send(id, next.value)
    }
  }

  async function send(id: number, { schema, columns, rows }: Batch): Promise<void> {
    const whole = {
      id: '',
      title: '',
      kind: 'table',
      columns: schema,
      rows,
      testRows: 0,
      target: '',
      ignore: [],
    } as const
    const bytes = packChunk({ schema: whole satisfies DatasetSchema, columns })
    const done = new Promise<void>((resolve) => {
      onStored = resolve
    })
    scope.postMessage({ type: 'chunk', id, bytes, rows }, [bytes.buffer])
    await done
  }
}

/** Returns the requested format or, if none was requested, the format with the most certain detection. */
export async function pickFormat(
  formats: readonly Format[],
  files: readonly IngestFile[],
  options: ReadOptions,
): Promise<Format> {
  const [first] = files
  const titles = formats.map(({ title }) => title)
  if (!first) return refuse('ingest-nothing', {})
  if (options.format !== undefined)
    return (
      formats.find(({ id }) => id === options.format) ??
      refuse('ingest-no-format', { format: options.format, formats: formats.map(({ id }) => id) })
    )
  if (files.every(({ file }) => file.size === 0)) return refuse('ingest-empty', { file: first.path })
  const head = new Uint8Array(await first.file.slice(0, HEAD).arrayBuffer())
  const detections = formats.map((format) => ({ format, certainty: format.detect(files, head) }))
  for (const target of ['bytes', 'name', 'guess'] satisfies Certainty[]) {
    const match = detections.find(({ certainty }) => certainty === target)
    if (match) return match.format
  }
  return refuse('ingest-unknown', { file: first.path, formats: titles })
}

/** Returns a name for the files to use in a sentence: that of the only file, or that of the first of several. */
function nameOf(files: readonly IngestFile[]): string {
  const [first] = files
  if (!first) return text.noFiles
  return files.length === 1 ? first.path : text.filesAnd({ first: first.path, more: files.length - 1 })
}

function messageOf(error: unknown): Message {
  if (error instanceof Refusal) return error.reason
  return message('ingest-broke', { why: error instanceof Error ? error.message : String(error) })
}
