/**
 * @file Reads files in a test the same way the worker does: creates a preview, reads all rows, and concatenates the
 * batches.
 */
import '../messages/en/ingest'
import { readFileSync } from 'node:fs'
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { joinColumns } from '../data/column-operations'
import type { IngestFile, IngestResult, ImportPreview, ReadOptions } from '../protocol/ingest-messages'
import type { Format, Job } from './define-format'
import { pickFormat } from './serve-ingest'

export interface ReadBack {
  readonly look: ImportPreview
  readonly result: Omit<IngestResult, 'rows'>
  readonly schema: readonly ColumnSchema[]
  readonly columns: readonly Column[]
  readonly batches: number
}

const HERE = new URL('./fixtures/', import.meta.url)

/** Wraps bytes as a file that was dropped on the page. */
export function fileOf(path: string, bytes: Uint8Array | string): IngestFile {
  return { path, file: new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]) }
}

/** Reads a fixture file. */
export function fixtureBytes(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(name, HERE)))
}

export function fixture(name: string): IngestFile {
  return fileOf(name, fixtureBytes(name))
}

/** Reads files with these formats; returns the preview, the rows and the notes. */
export async function readBack(
  formats: readonly Format[],
  files: readonly IngestFile[],
  options: ReadOptions = {},
): Promise<ReadBack> {
  const format = await pickFormat(formats, files, options)
  const job: Job = {
    files,
    options,
    progress: () => {},
    formatOf: (others, chosen = {}) => pickFormat(formats, others, chosen),
  }
  // Clone the preview, as happens when it is sent from the worker, so that a value that cannot be cloned fails the
  // test.
  const preview = structuredClone(await format.preview(job))
  const reading = format.read(job)
  const parts: Column[][] = []
  for (;;) {
    const next = await reading.next()
    if (next.done) {
      const schema = next.value.schema.columns
      const columns = schema.map((column, i) =>
        joinColumns(
          column,
          parts.map((part) => part[i] as Column),
        ),
      )
      return { look: preview, result: next.value, schema, columns, batches: parts.length }
    }
    parts.push([...next.value.columns])
  }
}

/** Returns the code of the Refusal that reading these files causes; other errors are rethrown. */
export async function refusedAs(
  formats: readonly Format[],
  files: readonly IngestFile[],
  options: ReadOptions = {},
): Promise<string> {
  try {
    await readBack(formats, files, options)
    return 'not refused'
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.name === 'Refusal') return String(error.code)
    throw error
  }
}
