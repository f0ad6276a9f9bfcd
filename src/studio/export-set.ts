/** @file Export of a set: its rows fetched, and written as a file in a worker; in the page itself where there are no workers. */
import { refuse } from '../base/messages/message'
import '../base/messages/learn-sets'
import { type ExportOptions, exported } from '../protocol/export-client'
import type { Workshop } from './context'
import { rowsOf } from './set-session'

export interface ExportArgs extends ExportOptions {
  /** The one in use where none is named. */
  readonly set?: string
  readonly format: string
  readonly version?: string
}

/** The bytes of the file. */
export async function writeSet(
  studio: Workshop,
  { set, format, version, ...options }: ExportArgs,
): Promise<Uint8Array<ArrayBuffer>> {
  const { data } = studio.store.getState().project
  const inUse = set === undefined || (set === data.dataset && version === undefined)
  const dataset = inUse ? (await studio.data.ready()).dataset : await rowsOf(studio, set, version)
  if (typeof Worker === 'undefined') return (await import('../storage/export-set')).exportSet(dataset, format)
  try {
    return await exported({ dataset, format }, options)
  } catch (error) {
    if (options.signal?.aborted) return refuse('export-given-up', {})
    throw error
  }
}
