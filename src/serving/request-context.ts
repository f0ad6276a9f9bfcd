/**
 * @file Tokens: a request on its way through the stages. Each stage passes its token to those behind it, so that branches do not
 * disturb each other; what the request is stays the same for all of them.
 */
import { NONE, UNASKED } from '../ops/record'
import type { LoweredStage, ServiceSpec } from '../ops/service-spec'
import type { StageClass, StageConfigs } from '../catalog/lowered-stage'
import type { Message } from '../messages/message'

/** Places in `ops/record`'s STATUSES. */
export const OK = 0
export const INVALID = 1
export const LIMITED = 2
export const UNREADY = 3
export const FAILED = 4
export const ABSTAINED = 5
export const FALLBACK = 6

/** What is known of an input, kept by its key: answers are asked for once a version. */
export interface Known {
  /** In VERDICTS; 0 is nothing wrong. */
  readonly verdict: number
  readonly said?: Message
  /** What is watched of it; absent of an input that came as numbers. */
  readonly features?: Float32Array<ArrayBuffer>
  /** By version: probabilities by the book's classes, or the number; undefined before it was asked. */
  readonly answers: (Float32Array<ArrayBuffer> | undefined)[]
}

/** A request as it came. */
export interface Asked {
  readonly id: number
  /** Virtual milliseconds. */
  readonly at: number
  /** Milliseconds by the clock that caches and limits go by: virtual of what is played, this device's of what comes from outside. */
  readonly tick: number
  /** In SOURCES and in the book's slices. */
  readonly source: number
  readonly slice: number
  readonly row: number
  readonly operator: number
  readonly strength: number
  readonly truth: number
  /** Two 32-bit words of its trace: what shares are drawn by. */
  readonly draw: number
  readonly shadowDraw: number
  /** Same key, same input. */
  readonly key: number | string
  readonly known: Known
}

/** How far a request has come along one branch. */
export interface Token {
  /** Whether the stage passed it on at all, and to which stage alone; -1 is to all behind it. */
  live: boolean
  to: number
  /** A copy that a shadow answers: never returned. */
  shadow: boolean
  status: number
  /** What the models said, and what is made of it; of the class that is told, -1 where none is. */
  said: Float32Array<ArrayBuffer> | undefined
  outputs: Float32Array<ArrayBuffer> | undefined
  predicted: number
  version: number
  alias: number
  cached: boolean
  /** Milliseconds waited for replicas, and since it came. */
  waited: number
  spent: number
}

/** A request with the tokens of all stages; made once and used again for other requests. */
export interface Flight {
  asked: Asked
  /** By stage. */
  readonly tokens: readonly Token[]
  /** By stage: milliseconds, NaN where it did not pass. */
  readonly times: Float32Array<ArrayBuffer>
  /** The stage it stands before, and whether that is a model that was waited for. */
  next: number
  served: boolean
  shadowVersion: number
  shadowPredicted: number
  shadowConfidence: number
  /** As the log has them. */
  cold: boolean
  warm: number
  /** The stage that ended it, or -1. */
  logged: number
}

/** A flight before its first request. */
export function makeFlight(stages: number, asked: Asked): Flight {
  return {
    asked,
    tokens: Array.from({ length: stages }, blank),
    times: new Float32Array(stages),
    next: 0,
    served: false,
    shadowVersion: NONE,
    shadowPredicted: -1,
    shadowConfidence: Number.NaN,
    cold: false,
    warm: UNASKED,
    logged: -1,
  }
}

/** The flight of another request. */
export function takeOff(flight: Flight, asked: Asked): void {
  flight.asked = asked
  for (const token of flight.tokens) token.live = false
  flight.times.fill(Number.NaN)
  flight.next = 0
  flight.served = false
  flight.shadowVersion = NONE
  flight.shadowPredicted = -1
  flight.shadowConfidence = Number.NaN
  flight.cold = false
  flight.warm = UNASKED
  flight.logged = -1
}

function blank(): Token {
  return {
    live: false,
    to: -1,
    shadow: false,
    status: OK,
    said: undefined,
    outputs: undefined,
    predicted: -1,
    version: NONE,
    alias: 0,
    cached: false,
    waited: 0,
    spent: 0,
  }
}

/** A request that just came, in the source's token. */
export function begin(token: Token): void {
  Object.assign(token, blank(), { live: true })
}

/** What one stage passes on of what it was given. */
export function follow(token: Token, from: Token): void {
  token.live = true
  token.to = -1
  token.shadow = from.shadow
  token.status = from.status
  token.said = from.said
  token.outputs = from.outputs
  token.predicted = from.predicted
  token.version = from.version
  token.alias = from.alias
  token.cached = from.cached
  token.waited = from.waited
  token.spent = from.spent
}

/** Whether stages that are no ending pass it on untouched. */
export function isSettled(token: Token): boolean {
  return token.status !== OK || token.cached
}

/** Sets what a model, several or the cache said. */
export function answer(token: Token, said: Float32Array<ArrayBuffer>, kind: ServiceFacts['kind']): void {
  token.said = said
  token.outputs = said
  token.predicted = kind === 'classes' ? surest(said) : -1
}

/** Takes an answer back. */
export function unanswer(token: Token): void {
  token.said = undefined
  token.outputs = undefined
  token.predicted = -1
  token.version = NONE
  token.alias = 0
}

/** The largest, the first of equals. */
export function surest(values: Float32Array): number {
  let best = 0
  for (let k = 1; k < values.length; k++) if ((values[k] as number) > (values[best] as number)) best = k
  return best
}

/** The probability of the class that is told; a number has none and is always sure. */
export function confidence(token: Token, { kind }: Pick<ServiceFacts, 'kind'>): number {
  return kind === 'classes' && token.outputs ? (token.outputs[surest(token.outputs)] as number) : 1
}

/** What stages know of the service they are in. */
export interface ServiceFacts {
  readonly spec: ServiceSpec
  /** What an answer is: probabilities of classes, or one number. */
  readonly kind: 'classes' | 'number'
  /** In the book's versions; -1 where the alias stands for none. */
  resolve(model: string, alias: StageConfigs['Model']['alias']): number
  /** The usual answer of training: the most frequent class alone, or the mean. */
  usual(): Float32Array<ArrayBuffer>
}

/** What a stage does to the token it got and passes on. */
export interface Runner {
  /**
   * Whom it is there for: all, those that have an answer, or one that is not out of the cache; else those that still need one. Others pass
   * by: it is not on their path.
   */
  readonly serves?: 'all' | 'answered' | 'freshly answered'
  /** `given` are all tokens that reached an ensemble; others know theirs. */
  run(token: Token, flight: Flight, given: readonly Token[]): void
  /** Forgets what it keeps from request to request: an alias was moved. */
  forget?(): void
  /** A request reached the log with a good answer. */
  reached?(flight: Flight, end: Token): void
}

export type StageOf<C extends StageClass> = Extract<LoweredStage, { class_name: C }>

/** Makes the runner of a stage; what it keeps lasts as long as the service. */
export type OpenRunner<C extends StageClass> = (stage: StageOf<C>, place: number, facts: ServiceFacts) => Runner

/** Types a runner by its class. */
export function defineRunner<C extends StageClass>(_class: C, open: OpenRunner<C>): OpenRunner<C> {
  return open
}
