/**
 * @file openAnalysis: owns the analysis worker: sends each column only once, runs jobs, and cancels them within 200 ms.
 */

import { yieldToMain } from '../base/yield-to-main'
import type { Column, Dataset, Split } from '../data/dataset'
import { workerName } from '../messages/active-language'
import { workersText } from '../messages/en/studio/datasets'
import { Refusal } from '../messages/message'
import type { FromAnalysis, JobArgs, JobKind, JobResult, ToAnalysis } from './analysis-messages'
import { closeWorker, startNamed, type WorkerLike, watchWorker } from './worker-client'

/** The data of a job. Equal keys mean equal columns and split. */
export interface AnalysisData {
  readonly key: string
  readonly dataset: Dataset
  readonly split: Split
}

export interface JobOptions {
  readonly signal?: AbortSignal
  /** Called with the completed fraction, from 0 to 1. */
  readonly onProgress?: (done: number) => void
}

export interface AnalysisClient {
  /** Resolves with the job's result; rejects with the signal's reason when aborted. */
  ask<K extends JobKind>(kind: K, data: AnalysisData, args: JobArgs<K>, options?: JobOptions): Promise<JobResult<K>>
  close(): void
}

/** A column larger than this many bytes is posted in a task of its own, so that the page can paint between columns. */
const MANY_BYTES = 1_000_000

/** Milliseconds that a canceled job has to stop before its worker is terminated. */
const PATIENCE_MS = 150

interface Asked {
  readonly id: number
  readonly data: AnalysisData
  readonly send: ToAnalysis
  resolve(result: unknown): void
  reject(why: unknown): void
  readonly onProgress: (done: number) => void
}

/**
 * Opens a client. Its worker starts with the first job, and is terminated if a canceled job keeps running for more than
 * `patienceMs`.
 */
export function openAnalysis(
  open: () => WorkerLike<ToAnalysis, FromAnalysis> = openWorker,
  patienceMs = PATIENCE_MS,
): AnalysisClient {
  let port: WorkerLike<ToAnalysis, FromAnalysis> | undefined
  let last = 0
  const numbers = new WeakMap<Column, number>()
  let given = new Set<number>()
  let known = ''
  const asked = new Map<number, Asked>()
  /** Messages to post, in order. Large columns are posted one per task so that the page can paint between them. */
  const outbox: ToAnalysis[] = []
  let posting = false
  /** Canceled jobs whose cancellation the worker has not confirmed yet. */
  const canceling = new Set<number>()

  function worker(): WorkerLike<ToAnalysis, FromAnalysis> {
    if (port) return port
    port = open()
    port.onmessage = ({ data }) => receive(data)
    watchWorker(port, (failure) => {
      closePort()
      const why = failure.kind === 'error' && failure.text ? failure.text : workersText.analysisStopped
      for (const one of asked.values()) one.reject(new Error(why))
      asked.clear()
    })
    return port
  }

  function post(message: ToAnalysis): void {
    outbox.push(message)
    if (!posting) void postAll()
  }

  async function postAll(): Promise<void> {
    posting = true
    try {
      for (let message = outbox.shift(); message; message = outbox.shift()) {
        worker().postMessage(message)
        if (message.type === 'column' && bytesIn(message.column) > MANY_BYTES) await yieldToMain()
      }
    } catch (error) {
      // Posting failed, most likely because the page is out of memory.
      closePort()
      for (const one of asked.values()) one.reject(error)
      asked.clear()
    }
    posting = false
  }

  function closePort(): void {
    outbox.length = 0
    if (port) closeWorker(port)
    port = undefined
    given = new Set()
    known = ''
  }

  /**
   * Sends only the columns that the worker does not have yet: an edited dataset shares all unchanged columns with the
   * original.
   */
  function sendData({ key, dataset: { schema, columns }, split }: AnalysisData): void {
    const needed = columns.map((column) => {
      const number = numbers.get(column) ?? ++last
      numbers.set(column, number)
      return number
    })
    if (key === known && needed.every((number) => given.has(number))) return
    for (const [i, number] of needed.entries())
      if (!given.has(number)) post({ type: 'column', number, column: columns[i] as Column })
    post({ type: 'set', key, schema, columns: needed, split })
    given = new Set(needed)
    known = key
  }

  function receive(message: FromAnalysis): void {
    if (message.type !== 'progress') canceling.delete(message.id)
    const one = asked.get(message.id)
    if (!one) return
    if (message.type !== 'progress') asked.delete(message.id)
    if (message.type === 'progress') one.onProgress(message.done)
    else if (message.type === 'done') one.resolve(message.result)
    else if (message.type === 'refused') one.reject(new Refusal(message.reason))
    else if (message.type === 'broke') one.reject(new Error(message.why))
  }

  /**
   * A worker that is busy with a job cannot react: it is terminated, and the other pending jobs are restarted in a new
   * worker.
   */
  function cancelJob(id: number): void {
    if (!asked.delete(id)) return
    const unsent = outbox.findIndex((message) => message.type === 'job' && message.id === id)
    if (unsent >= 0) return void outbox.splice(unsent, 1)
    const mine = port
    if (!mine) return
    canceling.add(id)
    mine.postMessage({ type: 'cancel', id })
    setTimeout(() => {
      if (!canceling.delete(id) || port !== mine) return
      closePort()
      for (const one of asked.values()) {
        sendData(one.data)
        post(one.send)
      }
    }, patienceMs)
  }

  return {
    ask(kind, data, args, { signal, onProgress = () => {} } = {}) {
      if (signal?.aborted) return Promise.reject(signal.reason)
      const id = ++last
      return new Promise((resolve, reject) => {
        const send = { type: 'job', id, key: data.key, kind, args } as ToAnalysis
        asked.set(id, { id, data, send, resolve: resolve as (result: unknown) => void, reject, onProgress })
        signal?.addEventListener(
          'abort',
          () => {
            cancelJob(id)
            reject(signal.reason)
          },
          { once: true },
        )
        sendData(data)
        post(send)
      })
    },
    close() {
      for (const one of asked.values()) one.reject(new Error('the analysis was closed'))
      asked.clear()
      closePort()
    },
  }
}

/** The size of a copy of the column, in bytes. */
function bytesIn(column: Column): number {
  switch (column.type) {
    case 'image':
      return column.pixels.byteLength
    case 'category':
      return column.codes.byteLength
    case 'text':
      return column.bytes.byteLength + column.ends.byteLength
    default:
      return column.values.byteLength
  }
}

function openWorker(): WorkerLike<ToAnalysis, FromAnalysis> {
  return startNamed(
    workerName('analysis'),
    (name) => new Worker(new URL('../../workers/analysis.worker.ts', import.meta.url), { type: 'module', name }),
  )
}
