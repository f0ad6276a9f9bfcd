/**
 * @file The types of the HTTP interface: requests and replies as plain values, and the backend that serves them. The page's service worker,
 * serve.mjs and the tests are thin adapters of `openHttp`, so that all three behave the same.
 */
import type { Message } from '../../messages/message'
import type { Pipeline } from '../../data/pipeline'
import type { Status } from '../../ops/log-entry'

export interface HttpRequest {
  readonly method: string
  /** The path below the base address, with its slash: `/v2/models/digits/infer`. A query string is ignored. */
  readonly path: string
  /** Keys in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string
}

export interface HttpReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface ServedVersion {
  readonly version: number
  readonly pipeline: Pipeline
  /** Whether its weights are loaded, so that it responds without a delay. */
  readonly isReady: boolean
  /** By number column: the smallest and the largest training value, where known. */
  readonly ranges?: Readonly<Record<string, readonly [number, number]>>
}

export interface ServedModel {
  readonly name: string
  /** In ascending order. */
  readonly versions: readonly ServedVersion[]
  /** The default version for requests that name none; absent while there is none. */
  readonly current?: number
}

/** The rows of a request: values by column, or encoded inputs with one flat array per model input. */
export type InferInput =
  | { readonly rows: readonly Readonly<Record<string, unknown>>[] }
  | { readonly encoded: readonly Float32Array<ArrayBuffer>[]; readonly count: number }

export interface InferRequest {
  readonly model: string
  /** Absent: the service chooses. */
  readonly version?: number
  readonly input: InferInput
  /** The ground truth of every row where the caller knows it: a class or a number. */
  readonly label?: string | number
  /** A request of a load test, which is not monitored, or one that was sent again from the request panel; logged as such. */
  readonly source?: 'load' | 'again'
}

export interface StageTime {
  readonly stage: string
  readonly ms: number
}

/** The result for one row. */
export interface RowResult {
  readonly status: Status
  /** Why there is no prediction. */
  readonly problem?: Message
  readonly version?: number
  /** Its request id in the log. */
  readonly id?: number
  /** The trace id: 32 hexadecimal digits. */
  readonly trace?: string
  readonly cached?: boolean
  /** Milliseconds of the cold start, for the first request that a version serves. */
  readonly coldMs?: number
  /** Milliseconds in the queue. */
  readonly waitedMs?: number
  /** By output: class probabilities, the number in its unit, or the raw network output; empty without a prediction. */
  readonly outputs: readonly Float32Array[]
  /** The stages that it passed, in order. */
  readonly stages: readonly StageTime[]
}

/** The backend of the HTTP interface. */
export interface HttpBackend {
  models(): readonly ServedModel[]
  /** Whether any version can serve now. */
  ready(): boolean
  /** Serves a request; resolves to one result per row. */
  infer(ask: InferRequest): Promise<readonly RowResult[]>
  /** Logs a request that the protocol rejected, by the code of its problem; absent if there is no log. */
  logRejection?(code: string): Promise<void>
  /** Additional metrics in the Prometheus text format. */
  metrics(): string
}

/** The maximum number of bytes of a body, and of rows of a request. */
export const MAX_BODY_BYTES = 16 * 2 ** 20
export const MAX_ROWS = 1024
