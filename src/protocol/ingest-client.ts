/**
 * @file openIngest: owns the ingest worker and runs one job at a time. A job is canceled at once by terminating the
 * worker.
 */
import { workerName } from '../messages/active-language'
import '../messages/en/ingest'
import { type Message, message, Refusal } from '../messages/message'
import type {
  FromIngest,
  ImportPreview,
  IngestFile,
  IngestProgress,
  IngestResult,
  ReadOptions,
  ToIngest,
} from './ingest-messages'
import { closeWorker, startNamed, type WorkerLike, watchWorker } from './worker-client'

export interface IngestClient {
  /** Previews the files, based on their first rows. Cancels a running job. */
  look(files: readonly IngestFile[], options: ReadOptions): Promise<ImportPreview>
  /** Reads all rows. Any error, in a file or from `keep`, rejects the promise and terminates the worker. */
  read(files: readonly IngestFile[], options: ReadOptions, reader: Reader): Promise<IngestResult>
  /** Cancels the running job, which rejects with `ingest-cancelled`. */
  cancel(): void
  /** Terminates the worker and cancels a running job. */
  close(): void
}

export interface Reader {
  onProgress(progress: IngestProgress): void
  /** Stores a chunk; the next chunk is read once the promise resolves. */
  keep(bytes: Uint8Array<ArrayBuffer>, rows: number): Promise<unknown>
}

/** The import worker; tests replace it. */
export type IngestWorker = WorkerLike<ToIngest, FromIngest>

type Asked = Extract<ToIngest, { files: unknown }>

interface Current {
  readonly id: number
  heard(reply: FromIngest): void
  reject(error: unknown): void
}

/** Opens a client. The worker starts with the first job and is reused for later jobs. */
export function openIngest(start: () => IngestWorker = startWorker): IngestClient {
  let worker: IngestWorker | undefined
  let current: Current | undefined
  let nextId = 1

  function end(why: unknown): void {
    const job = current
    current = undefined
    if (worker) closeWorker(worker)
    worker = undefined
    job?.reject(why)
  }
  const gone = () => end(new Refusal(message('ingest-gone', {}) as Message))
  const cancel = () => {
    if (current) end(new Refusal(message('ingest-cancelled', {}) as Message))
  }

  function open(): IngestWorker {
    const opened = start()
    opened.onmessage = ({ data: reply }) => {
      if (reply.id === current?.id) current.heard(reply)
    }
    watchWorker(opened, gone)
    return opened
  }

  function job<T>(
    asked: Omit<Asked, 'id'>,
    heard: (reply: FromIngest, settle: (value: T) => void) => void,
  ): Promise<T> {
    cancel()
    const id = nextId++
    return new Promise<T>((resolve, reject) => {
      const settle = (value: T) => {
        current = undefined
        resolve(value)
      }
      current = {
        id,
        reject,
        heard(reply) {
          if (reply.type === 'refused') end(new Refusal(reply.reason))
          else heard(reply, settle)
        },
      }
      worker ??= open()
      worker.postMessage({ ...asked, id })
    })
  }

  return {
    look: (files, options) =>
      job<ImportPreview>({ type: 'look', files, options }, (reply, settle) => {
        if (reply.type === 'looked') settle(reply.look)
      }),
    read: (files, options, { onProgress, keep }) =>
      job<IngestResult>({ type: 'read', files, options }, (reply, settle) => {
        if (reply.type === 'progress') onProgress(reply.progress)
        else if (reply.type === 'done') settle(reply.result)
        else if (reply.type === 'chunk') {
          const { id } = reply
          keep(reply.bytes, reply.rows).then(
            () => {
              if (current?.id === id) worker?.postMessage({ type: 'kept', id })
            },
            (error: unknown) => {
              if (current?.id === id) end(error)
            },
          )
        }
      }),
    cancel,
    close: () => end(new Refusal(message('ingest-cancelled', {}) as Message)),
  }
}

function startWorker(): IngestWorker {
  return startNamed(
    workerName('ingest'),
    (name) => new Worker(new URL('../../workers/ingest.worker.ts', import.meta.url), { type: 'module', name }),
  )
}
