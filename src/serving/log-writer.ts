/** @file LogWriter: writes the requests, labels and changes of a service to log batches, ordered by id and time. */
import type { Change, Entry, LabelSource } from '../ops/log-entry'
import { LABEL_SOURCES } from '../ops/log-entry'
import { openRequestBatch, type BatchSizes } from './request-batch'
import type { RequestRun, RequestContext } from './request-context'

/** Maximum number of requests per log batch. */
const BATCH_REQUESTS = 8192

export interface LogWriter {
  /** The id of the next request, which the caller increments. */
  nextId: number
  /** The current simulated time in ms. */
  at: number
  /**
   * Adds a finished request. It is written once all requests with lower ids have been written; then `release` is called
   * with its RequestRun.
   */
  addRequest(run: RequestRun, end: RequestContext, release?: (run: RequestRun) => void): void
  addChange(what: Change['what'], at?: number): void
  addLabels(
    labels: readonly { readonly request: number; readonly label: number; readonly at?: number }[],
    by: LabelSource,
  ): void
  /** Sets the stages for the following requests: the number of time columns, and the column index of each stage. */
  setStages(stages: number, places: readonly number[]): void
  /** Returns the entries since the last call. */
  take(): Entry[]
  /** Turns a second copy of the entries on or off; `readUnread` returns this copy. */
  setWatched(on: 'on' | 'off'): void
  /** Returns the entries of the second copy since the last call, if that copy is turned on; does not affect `take`. */
  readUnread(): Entry[]
  /** The number of requests that have arrived but are not finished. */
  readonly openRequests: number
}

/** Creates a log writer for requests with these column widths; `first` is the first request id. */
export function openLogWriter({
  first = 0,
  at = 0,
  ...sizes
}: BatchSizes & { first?: number; at?: number }): LogWriter {
  let columns = openRequestBatch(BATCH_REQUESTS, sizes)
  let entries: Entry[] = []
  let written = first
  const overtaking = new Map<
    number,
    { readonly run: RequestRun; readonly end: RequestContext; readonly release?: (run: RequestRun) => void }
  >()

  let unreadEntries: Entry[] | undefined

  function add(entry: Entry): void {
    entries.push(entry)
    // Entries are transferred to the page, so the reader of the second copy gets a clone.
    unreadEntries?.push(entry.kind === 'change' ? entry : structuredClone(entry))
  }
  function flush(): void {
    const taken = columns.take()
    if (taken) add(taken)
  }
  function write(run: RequestRun, end: RequestContext): void {
    columns.add(run, end)
    written++
    if (columns.count === BATCH_REQUESTS) flush()
  }

  const logWriter: LogWriter = {
    nextId: first,
    at,
    addRequest(run, end, release) {
      if (run.request.id !== written) {
        overtaking.set(run.request.id, { run, end, ...(release && { release }) })
        return
      }
      write(run, end)
      release?.(run)
      for (let waiting = overtaking.get(written); waiting; waiting = overtaking.get(written)) {
        overtaking.delete(written)
        write(waiting.run, waiting.end)
        waiting.release?.(waiting.run)
      }
    },
    addChange(what, when = logWriter.at) {
      flush()
      add({ kind: 'change', at: when, what })
    },
    addLabels(labels, by) {
      flush()
      add({
        kind: 'labels',
        count: labels.length,
        id: Float64Array.from(labels, ({ request }) => request),
        label: Float32Array.from(labels, ({ label }) => label),
        at: Float64Array.from(labels, (one) => one.at ?? logWriter.at),
        by: new Uint8Array(labels.length).fill(LABEL_SOURCES.indexOf(by)),
      })
    },
    setStages(stages, places) {
      flush()
      columns = openRequestBatch(BATCH_REQUESTS, { ...sizes, stages, stageIndices: places })
    },
    take() {
      flush()
      const taken = entries
      entries = []
      return taken
    },
    setWatched(on) {
      flush()
      unreadEntries = on === 'on' ? [] : undefined
    },
    readUnread() {
      flush()
      const unread = unreadEntries ?? []
      if (unreadEntries) unreadEntries = []
      return unread
    },
    get openRequests() {
      return logWriter.nextId - written
    },
  }
  return logWriter
}
