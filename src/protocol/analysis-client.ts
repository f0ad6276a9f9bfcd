/**
 * @file openAnalysis: the one who owns the analysis worker: hands each column over once, asks jobs, and gives them up within 200 ms.
 */
import { workersText } from '../messages/en/studio/workers'
import { workerName } from '../messages/active-language'
import { Refusal } from '../messages/message'
import { yieldToMain } from '../base/yield-to-main'
import type { Column, Dataset, Split } from '../data/dataset'
import type { FromAnalysis, JobArgs, JobKind, JobResult, ToAnalysis } from './analysis-messages'

/** What a job is about. Same key, same columns and split. */
export interface AnalysisData {
  readonly key: string
  readonly dataset: Dataset
  readonly split: Split
}

export interface JobOptions {
  readonly signal?: AbortSignal
  /** From 0 to 1. */
  readonly onProgress?: (done: number) => void
}

export interface AnalysisClient {
  /** Resolves with what the job found; rejects with the signal's reason when given up. */
  ask<K extends JobKind>(kind: K, data: AnalysisData, args: JobArgs<K>, options?: JobOptions): Promise<JobResult<K>>
  close(): void
}

/** The side of the worker that the client needs; tests put something else behind it. */
export interface AnalysisPort {
  post(message: ToAnalysis): void
  listen(onMessage: (message: FromAnalysis) => void, onDeath: (why: string) => void): void
  close(): void
}

/** A column of more is copied to the worker in a task of its own. */
const MANY_BYTES = 1_000_000

/** A job that has not ended this long after it was told to is ended with its worker. */
const PATIENCE_MS = 150

interface Asked {
  readonly id: number
  readonly data: AnalysisData
  readonly send: ToAnalysis
  resolve(result: unknown): void
  reject(why: unknown): void
  readonly onProgress: (done: number) => void
}

/** A client; its worker starts with the first job, and is ended where a job goes on for longer than `patienceMs` after it was given up. */
export function openAnalysis(open: () => AnalysisPort = openWorker, patienceMs = PATIENCE_MS): AnalysisClient {
  let port: AnalysisPort | undefined
  let last = 0
  const numbers = new WeakMap<Column, number>()
  let given = new Set<number>()
  let known = ''
  const asked = new Map<number, Asked>()
  /** To be posted in this order, a large column a task: the page is drawn between them. */
  const outbox: ToAnalysis[] = []
  let posting = false
  /** Told to end, and not heard of since. */
  const leaving = new Set<number>()

  function worker(): AnalysisPort {
    if (port) return port
    const mine = open()
    port = mine
    mine.listen(
      (message) => port === mine && hear(message),
      (why) => {
        if (port !== mine) return
        forget()
        for (const one of asked.values()) one.reject(new Error(why))
        asked.clear()
      },
    )
    return mine
  }

  function post(message: ToAnalysis): void {
    outbox.push(message)
    if (!posting) void postAll()
  }

  async function postAll(): Promise<void> {
    posting = true
    try {
      for (let message = outbox.shift(); message; message = outbox.shift()) {
        worker().post(message)
        if (message.type === 'column' && bytesIn(message.column) > MANY_BYTES) await yieldToMain()
      }
    } catch (error) {
      // Most likely for want of memory.
      forget()
      for (const one of asked.values()) one.reject(error)
      asked.clear()
    }
    posting = false
  }

  function forget(): void {
    outbox.length = 0
    port?.close()
    port = undefined
    given = new Set()
    known = ''
  }

  /** Columns that the worker has are not sent again: a step on a set shares all it does not change. */
  function give({ key, dataset: { schema, columns }, split }: AnalysisData): void {
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

  function hear(message: FromAnalysis): void {
    if (message.type !== 'progress') leaving.delete(message.id)
    const one = asked.get(message.id)
    if (!one) return
    if (message.type !== 'progress') asked.delete(message.id)
    if (message.type === 'progress') one.onProgress(message.done)
    else if (message.type === 'done') one.resolve(message.result)
    else if (message.type === 'refused') one.reject(new Refusal(message.said))
    else if (message.type === 'broke') one.reject(new Error(message.why))
  }

  /** The worker asks nobody while it is deep in a job: then it is ended, and what else was asked is asked anew. */
  function giveUp(id: number): void {
    if (!asked.delete(id)) return
    const unsent = outbox.findIndex((message) => message.type === 'job' && message.id === id)
    if (unsent >= 0) return void outbox.splice(unsent, 1)
    const mine = port
    if (!mine) return
    leaving.add(id)
    mine.post({ type: 'cancel', id })
    setTimeout(() => {
      if (!leaving.delete(id) || port !== mine) return
      forget()
      for (const one of asked.values()) {
        give(one.data)
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
            giveUp(id)
            reject(signal.reason)
          },
          { once: true },
        )
        give(data)
        post(send)
      })
    },
    close() {
      for (const one of asked.values()) one.reject(new Error('the analysis was closed'))
      asked.clear()
      forget()
    },
  }
}

/** What a copy of it takes. */
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

function openWorker(): AnalysisPort {
  const worker = new Worker(new URL('../../workers/analysis.worker.ts', import.meta.url), {
    type: 'module',
    name: workerName('analysis'),
  })
  return {
    post: (message) => worker.postMessage(message),
    listen(onMessage, onDeath) {
      worker.onmessage = ({ data }: MessageEvent<FromAnalysis>) => onMessage(data)
      worker.onerror = (event) => {
        event.preventDefault()
        onDeath(event.message || workersText.analysisStopped)
      }
    },
    close: () => worker.terminate(),
  }
}
