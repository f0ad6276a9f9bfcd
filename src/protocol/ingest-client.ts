/** @file openIngest: owns the ingest worker: one job at a time; ending the worker is what cancels, so that it answers at once. */
import { workerName } from '../messages/active-language'
import '../messages/en/ingest'
import { type Message, message, Refusal } from '../messages/message'
import type {
  FromIngest,
  IngestFile,
  IngestProgress,
  IngestResult,
  ImportPreview,
  ReadOptions,
  ToIngest,
} from './ingest-messages'

export interface IngestClient {
  /** What the beginning of the files says. A job that was on is cancelled. */
  look(files: readonly IngestFile[], options: ReadOptions): Promise<ImportPreview>
  /** Reads all rows. Whatever goes wrong, in the files or in `keep`, rejects, and the worker is ended. */
  read(files: readonly IngestFile[], options: ReadOptions, reader: Reader): Promise<IngestResult>
  /** Ends the job that is on: it rejects with `ingest-cancelled`. */
  cancel(): void
  /** Ends the worker, and with it a job that is on. */
  close(): void
}

export interface Reader {
  onProgress(progress: IngestProgress): void
  /** Keeps a chunk; the next one is read once this is done. */
  keep(bytes: Uint8Array<ArrayBuffer>, rows: number): Promise<unknown>
}

/** A worker, or what a test has instead of one. */
export interface IngestWorker {
  postMessage(said: ToIngest): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromIngest>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
  onmessageerror: ((event: MessageEvent) => void) | null
}

type Asked = Extract<ToIngest, { files: unknown }>

interface Current {
  readonly id: number
  heard(said: FromIngest): void
  reject(error: unknown): void
}

/** A client; the worker starts with the first job and is kept for the next. */
export function openIngest(start: () => IngestWorker = startWorker): IngestClient {
  let worker: IngestWorker | undefined
  let current: Current | undefined
  let nextId = 1

  function end(why: unknown): void {
    const job = current
    current = undefined
    if (worker) {
      worker.onmessage = null
      worker.onerror = null
      worker.onmessageerror = null
      worker.terminate()
    }
    worker = undefined
    job?.reject(why)
  }
  const gone = () => end(new Refusal(message('ingest-gone', {}) as Message))
  const cancel = () => {
    if (current) end(new Refusal(message('ingest-cancelled', {}) as Message))
  }

  function begin(): IngestWorker {
    const made = start()
    made.onmessage = ({ data }) => {
      if (data.id === current?.id) current.heard(data)
    }
    made.onerror = (event) => {
      event.preventDefault()
      gone()
    }
    made.onmessageerror = gone
    return made
  }

  function job<T>(asked: Omit<Asked, 'id'>, heard: (said: FromIngest, settle: (value: T) => void) => void): Promise<T> {
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
        heard(said) {
          if (said.type === 'refused') end(new Refusal(said.said))
          else heard(said, settle)
        },
      }
      worker ??= begin()
      worker.postMessage({ ...asked, id })
    })
  }

  return {
    look: (files, options) =>
      job<ImportPreview>({ type: 'look', files, options }, (said, settle) => {
        if (said.type === 'looked') settle(said.look)
      }),
    read: (files, options, { onProgress, keep }) =>
      job<IngestResult>({ type: 'read', files, options }, (said, settle) => {
        if (said.type === 'progress') onProgress(said.progress)
        else if (said.type === 'done') settle(said.result)
        else if (said.type === 'chunk') {
          const { id } = said
          keep(said.bytes, said.rows).then(
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
  return new Worker(new URL('../../workers/ingest.worker.ts', import.meta.url), {
    type: 'module',
    name: workerName('ingest'),
  })
}
