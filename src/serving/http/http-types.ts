/**
 * @file The types of the HTTP interface: requests and responses as plain values, and the backend that serves them. The
 * page's service worker, serve.mjs and the tests are thin adapters for `openHttp`, so that all three behave the same.
 */

import type { Pipeline } from '../../data/pipeline'
import type { Message } from '../../messages/message'
import type { Status } from '../../ops/log-entry'

export interface HttpRequest {
  readonly method: string
  /**
   * The path relative to the base address, with a leading slash: `/v2/models/digits/infer`. A query string is ignored.
   */
  readonly path: string
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string
  /** When the client sent the request or, if unknown, when it began to wait here; in ms of the handler's clock. */
  readonly receivedAt?: number
}

export interface HttpReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface ServedVersion {
  readonly version: number
  readonly pipeline: Pipeline
  /** Whether the version's weights are loaded, so that it responds without a delay. */
  readonly isReady: boolean
  /** The minimum and maximum training value of each number column, if known. */
  readonly ranges?: Readonly<Record<string, readonly [number, number]>>
}

export interface ServedModel {
  readonly name: string
  /** The versions in ascending order. */
  readonly versions: readonly ServedVersion[]
  /** The default version for requests that do not specify one; absent if there is none. */
  readonly current?: number
}

/** The rows of a request: values keyed by column, or encoded inputs with one flat array per model input. */
export type InferInput =
  | { readonly rows: readonly Readonly<Record<string, unknown>>[] }
  | { readonly encoded: readonly Float32Array<ArrayBuffer>[]; readonly count: number }

export interface InferRequest {
  readonly model: string
  /** The requested version; if absent, the service chooses. */
  readonly version?: number
  readonly input: InferInput
  /** The ground truth shared by every row, if the caller knows it: a class or a number. */
  readonly label?: string | number
  /**
   * 'load' for a load-test request, which is not monitored; 'again' for a request that was replayed from the request
   * panel. The log stores this source.
   */
  readonly source?: 'load' | 'again'
}

export interface StageTime {
  readonly stage: string
  readonly ms: number
}

/** The result for a single row of a request. */
export interface RowResult {
  readonly status: Status
  /** The reason why there is no prediction for this row. */
  readonly problem?: Message
  readonly version?: number
  /** The id of the row's request in the log. */
  readonly id?: number
  /** The trace id of the row's request: 32 hexadecimal digits. */
  readonly trace?: string
  readonly cached?: boolean
  /** Whether an input guard flags the row; absent if none was applied. */
  readonly flagged?: boolean
  /** Duration of the cold start in milliseconds; set only for the first request that a version serves. */
  readonly coldMs?: number
  /** Milliseconds that the request waited in the queue. */
  readonly waitedMs?: number
  /**
   * One array per output: class probabilities, a number in the target's unit, or the raw network output; empty if there
   * is no prediction.
   */
  readonly outputs: readonly Float32Array[]
  /** By output: the threshold of the row's group, if it decides by group. */
  readonly thresholds?: readonly (number | undefined)[]
  /** The stages that the request passed through, in order. */
  readonly stages: readonly StageTime[]
}

/** The backend of the HTTP interface. */
export interface HttpBackend {
  models(): readonly ServedModel[]
  /** Whether any version is currently able to serve requests. */
  ready(): boolean
  /** Serves a request; resolves with one result per row. */
  infer(ask: InferRequest): Promise<readonly RowResult[]>
  /** Logs a request that the protocol rejected, with its error code; undefined if there is no log. */
  logRejection?(code: string): Promise<void>
  /** Additional metrics in the Prometheus text format. */
  metrics(): string
}

/** Maximum number of bytes in a request body; `MAX_ROWS` is the maximum number of rows in a request. */
export const MAX_BODY_BYTES = 16 * 2 ** 20
export const MAX_ROWS = 1024
