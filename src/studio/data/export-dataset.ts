/**
 * @file Exports a dataset: loads its rows and writes a file in a worker, or on the page if workers are not available.
 */
import { refuse } from '../../messages/message'
import '../../messages/en/dataset-edits'
import type { Dataset } from '../../data/dataset'
import { type ExportOptions, exported } from '../../protocol/export-client'
import type { AppContext } from '../context'
import { rowsOf } from './custom-dataset-session'

export interface ExportArgs extends ExportOptions {
  /** Defaults to the dataset in use. */
  readonly dataset?: string | undefined
  readonly format: string
  readonly version?: string | undefined
  /** Whether to return a Blob, whose bytes the browser keeps outside the page's memory. */
  readonly blob?: boolean | undefined
}

/** The file as bytes or as a blob. */
export async function writeSet(
  studio: AppContext,
  { dataset: set, format, version, blob = false, ...options }: ExportArgs,
): Promise<Blob | Uint8Array<ArrayBuffer>> {
  const { data } = studio.store.getState().project
  const inUse = set === undefined || (set === data.dataset && version === undefined)
  const dataset = inUse ? (await studio.data.ready()).dataset : await rowsOf(studio, set, version)
  const file = await written(dataset, format, options)
  return blob ? file : new Uint8Array(await file.arrayBuffer())
}

async function written(dataset: Dataset, format: string, options: ExportOptions): Promise<Blob> {
  if (typeof Worker === 'undefined') return (await import('../../storage/export-dataset')).exportBlob(dataset, format)
  try {
    return await exported({ dataset, format }, options)
  } catch (error) {
    if (options.signal?.aborted) return refuse('export-given-up', {})
    throw error
  }
}
