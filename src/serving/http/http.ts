/**
 * @file The two sides of the URL: a request and a reply as plain values, and what is served. The page's service worker, serve.mjs and
 * the tests are thin skins around `openHttp`, so that all three answer alike.
 */
import type { Message } from '../../messages/message'
import type { Pipeline } from '../../data/pipeline'
import type { Status } from '../../ops/record'

export interface HttpRequest {
  readonly method: string
  /** Below the place where it is served, with its slash: `/v2/models/digits/infer`. What follows a `?` is not looked at. */
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
  /** Its weights lie where they are multiplied: it answers at once. */
  readonly ready: boolean
  /** By column of numbers: the least and the most that training saw, where that is known. */
  readonly ranges?: Readonly<Record<string, readonly [number, number]>>
}

export interface ServedModel {
  readonly name: string
  /** The newest last. */
  readonly versions: readonly ServedVersion[]
  /** The version that those who name none are told of; absent while the name stands for none. */
  readonly current?: number
}

/** Rows to be answered: values by column, or encoded as the pipeline says, one flat array a model input. */
export type Given =
  | { readonly rows: readonly Readonly<Record<string, unknown>>[] }
  | { readonly encoded: readonly Float32Array<ArrayBuffer>[]; readonly count: number }

export interface Ask {
  readonly model: string
  /** Absent: whichever version the service gives. */
  readonly version?: number
  readonly given: Given
  /** What the answer should be, where the caller knows: class or number, of every row. */
  readonly label?: string | number
  /** One of a load test's, by which nothing is watched, or a question asked again beside a request: in the log as that. */
  readonly source?: 'load' | 'again'
}

export interface StageTime {
  readonly stage: string
  readonly ms: number
}

/** How one row ended. */
export interface RowAnswer {
  readonly status: Status
  /** Why there is no answer. */
  readonly said?: Message
  readonly version?: number
  /** Its place in the log. */
  readonly id?: number
  /** 32 hexadecimal digits. */
  readonly trace?: string
  readonly cached?: boolean
  /** Milliseconds that the replica took to come up, where this is its first answer. */
  readonly coldMs?: number
  /** Milliseconds that it stood in line behind what was being answered. */
  readonly waitedMs?: number
  /** By output: the probabilities of its classes, the number in its own unit, or else what the network gave; empty without an answer. */
  readonly outputs: readonly Float32Array[]
  /** In the order in which it passed them. */
  readonly stages: readonly StageTime[]
}

/** What stands behind the URL. */
export interface Served {
  models(): readonly ServedModel[]
  /** Whether anything could answer now. */
  ready(): boolean
  /** One answer a row. */
  infer(ask: Ask): Promise<readonly RowAnswer[]>
  /** Keeps a request that did not fit the contract, by the code of what was wrong with it; absent where no log is kept. */
  turnAway?(code: string): Promise<void>
  /** Lines of Prometheus' text format, of what the URL itself does not count. */
  metrics(): string
}

/** Bytes of a body, and rows of a request, at most. */
export const MOST_BODY = 16 * 2 ** 20
export const MOST_ROWS = 1024
