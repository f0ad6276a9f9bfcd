/** @file Reads files in a test through the worker's message protocol, as the studio does, but without a worker. */

import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { isMissing, joinColumns, textAt } from '../data/column-operations'
import { unpackChunk } from '../data/packed-chunk'
import { Refusal } from '../messages/message'
import { type IngestClient, type IngestWorker, openIngest } from '../protocol/ingest-client'
import type { FromIngest, IngestFile, IngestResult, ReadOptions, ToIngest } from '../protocol/ingest-messages'
import { testScope } from '../protocol/worker-scope.test-help'
import type { Format } from './define-format'
import { serveIngest } from './serve-ingest'

/** Creates a client for these formats that runs on the test's thread. */
export function ingestHere(formats: readonly Format[]): IngestClient {
  return openIngest((): IngestWorker => {
    let ended = false
    const worker: IngestWorker = {
      postMessage: (message) => deliver(message),
      terminate: () => {
        ended = true
      },
      onmessage: null,
      onerror: null,
      onmessageerror: null,
    }
    const { scope, deliver } = testScope<ToIngest, FromIngest>((data) =>
      queueMicrotask(() => {
        if (!ended) worker.onmessage?.({ data } as MessageEvent<FromIngest>)
      }),
    )
    serveIngest(scope, formats)
    return worker
  })
}

export interface ReadTable {
  readonly result: IngestResult
  readonly chunks: number
  readonly columns: readonly Column[]
  /** Returns the cells of a column as plain values; a missing cell is undefined. */
  column(name: string): readonly (string | number | undefined)[]
}

/** Reads all rows of the files and concatenates the chunks. */
export async function readAll(
  client: IngestClient,
  files: readonly IngestFile[],
  options: ReadOptions = {},
): Promise<ReadTable> {
  const chunks: { bytes: Uint8Array<ArrayBuffer>; rows: number }[] = []
  const result = await client.read(files, options, {
    onProgress: () => undefined,
    keep: async (bytes, rows) => void chunks.push({ bytes, rows }),
  })
  const { columns: schemas } = result.schema
  const parts = chunks.map(({ bytes, rows }) => {
    const read = unpackChunk(result.schema, rows, bytes)
    if (!read.ok) throw new Error(read.error)
    return read.value
  })
  const columns = schemas.map((schema, i) =>
    joinColumns(
      schema,
      parts.map((part) => part[i] as Column),
    ),
  )
  return {
    result,
    chunks: chunks.length,
    columns,
    column(name) {
      const i = schemas.findIndex((one) => one.name === name)
      const [schema, column] = [schemas[i] as ColumnSchema, columns[i] as Column]
      return Array.from({ length: result.rows }, (_, row) => cellOf(schema, column, row))
    },
  }
}

function cellOf(schema: ColumnSchema, column: Column, row: number): string | number | undefined {
  if (isMissing(column, schema, row)) return undefined
  switch (column.type) {
    case 'category':
      return schema.type === 'category' ? schema.values[column.codes[row] as number] : undefined
    case 'text':
      return textAt(column, row)
    case 'number':
    case 'time':
      return column.values[row]
    default:
      return undefined
  }
}

/** Creates a file with this text or these bytes. */
export function fileOf(path: string, content: string | Uint8Array<ArrayBuffer>): IngestFile {
  return { path, file: new Blob([content]) }
}

/** Returns the Refusal with which `work` rejects; the test fails if `work` does not reject with one. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const end = await work.then(
    () => new Error('it was not refused'),
    (error: unknown) => error,
  )
  if (end instanceof Refusal && end.code !== 'ingest-broke') return end
  throw end
}
