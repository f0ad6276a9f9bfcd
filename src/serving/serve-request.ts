/** @file Live: requests that come from outside, one by one, each stage measured on this device as it is done. */
import { hashArrays } from '../base/hash'
import { message, type Message, Refusal } from '../messages/message'
import { ALIASES } from '../catalog/lowered-stage'
import { found, isList } from '../data/describe-value'
import { sizeOf } from '../data/pipeline'
import { NONE, type RequestSource, SOURCES, STATUSES } from '../ops/record'
import { traceOf } from '../ops/trace'
import type { Answered } from '../protocol/serving-messages'
import { MOST_ROWS } from './validate-input'
import { drawsOf, type Input, type Service } from './service'
import { FAILED, type Flight, type Known, makeFlight, OK, takeOff, type Token } from './request-context'
import type { Version } from './versions'

/** A request that came, and where. */
export interface Came {
  readonly id: number
  /** Virtual milliseconds. */
  readonly at: number
  readonly source: RequestSource
  /** Values by column; of an input that came encoded, undefined. */
  readonly row: unknown
  /** Numbers as the models take them, one array an input. */
  readonly encoded?: readonly Float32Array<ArrayBuffer>[]
  readonly truth: number
  /** When it was sent, by this device's clock. */
  readonly since: number
}

export interface Ended {
  readonly flight: Flight
  readonly end: Token
  readonly answered: Answered
}

/** Refuses what is no list of rows, an empty one, and one too large. */
export function checkRows(rows: unknown): Message | undefined {
  if (!isList(rows)) return message('request-no-record', { found: found(rows) }) as Message
  if (rows.length === 0) return message('request-empty', {}) as Message
  if (rows.length > MOST_ROWS) return message('request-large', { rows: rows.length, most: MOST_ROWS }) as Message
  return undefined
}

/** Takes a request through the service as it stands now: an alias that is moved meanwhile is for the next one. */
export async function answerLive(service: Service, came: Came): Promise<Ended> {
  const now = () => performance.now()
  const began = now()
  const { spec, outside: walk, versions } = service
  const beside = new Float32Array(spec.stages.length)
  const placeOf = (name: string) => spec.stages.findIndex(({ class_name }) => class_name === name)
  const charge = (place: number, ms: number) => {
    if (place >= 0) beside[place] = (beside[place] as number) + ms
  }

  const input = came.encoded ? takenInput() : service.input(came.row)
  charge(placeOf('Validate'), now() - began)
  const encoding = now()
  const encoded = came.encoded ? takenBy(service, came.encoded) : encodeAll(service, input)
  charge(placeOf('Features'), now() - encoding)

  const flight = flightOf(service, came, input.known, keyOf(encoded))
  const waited = began - came.since
  for (let place = walk.advance(flight, { now, beside }); place >= 0; ) {
    const stage = spec.stages[place]
    if (stage?.class_name === 'Model') {
      const { version } = flight.tokens[place] as Token
      const asking = now()
      const inputs = encoded[version]
      const { answers } = flight.asked.known
      if (inputs && !answers[version]) [answers[version]] = (await versions[version]?.predict(inputs, 1)) ?? []
      charge(place, now() - asking)
    }
    place = walk.advance(flight, { now, beside })
  }
  const end = walk.end(flight)
  end.waited = waited
  // Branches were gone one after the other, whatever they would take side by side.
  end.spent = now() - came.since
  return { flight, end, answered: answeredBy(service, flight, end) }
}

/** The flight of a request that came from outside, before its first stage. */
export function flightOf({ spec, seed }: Service, came: Came, known: Known, key = ''): Flight {
  const [draw, shadowDraw] = drawsOf(seed, came.id)
  const asked = {
    id: came.id,
    at: came.at,
    tick: came.since,
    source: SOURCES.indexOf(came.source),
    slice: 0,
    row: -1,
    operator: 0,
    strength: 0,
    truth: came.truth,
    draw,
    shadowDraw,
    key,
    known,
  }
  const flight = makeFlight(spec.stages.length, asked)
  takeOff(flight, asked)
  return flight
}

/** An input that came as numbers has no values that could be refused. */
function takenInput(): Input {
  return { known: { verdict: OK, answers: [] }, clean: [] }
}

/** By version: the numbers that came, where they are as many as it takes. */
function takenBy({ versions }: Service, encoded: readonly Float32Array<ArrayBuffer>[]) {
  return versions.map((version) => (version && fits(version, encoded) ? [...encoded] : undefined))
}

/** Whether there are as many numbers as the version takes. */
export function fits({ pipeline: { inputs } }: Version, encoded: readonly Float32Array[]): boolean {
  return inputs.length === encoded.length && inputs.every((input, i) => sizeOf(input) === encoded[i]?.length)
}

/** By version: what it takes of this input, where it reads it. */
function encodeAll({ versions }: Service, { clean }: Input): readonly (Float32Array<ArrayBuffer>[] | undefined)[] {
  return clean.map((row, at) => {
    try {
      return row && versions[at]?.encode([row])
    } catch (error) {
      // A value that only its step finds unreadable: this version has no answer to it.
      if (error instanceof Refusal) return undefined
      throw error
    }
  })
}

function keyOf(encoded: readonly (readonly Float32Array[] | undefined)[]): string {
  const first = encoded.find((one) => one)
  return first ? hashArrays(first) : ''
}

/** What is told to whoever asked. */
export function answeredBy({ spec, versions, seed }: Service, flight: Flight, end: Token): Answered {
  const { asked, times } = flight
  const alias = ALIASES[end.alias]
  const version = end.version === NONE ? undefined : versions[end.version]?.ref
  return {
    request: asked.id,
    trace: traceOf(seed, asked.id),
    at: asked.at,
    status: STATUSES[end.status] ?? (STATUSES[FAILED] as 'failed'),
    ...(asked.known.said && { said: asked.known.said }),
    ...(version && { version, ...(alias && { alias }) }),
    cached: end.cached,
    outputs: [...(end.outputs ?? [])],
    predicted: end.predicted,
    waterfall: spec.stages.flatMap(({ id }, place) => {
      const ms = times[place] as number
      return Number.isNaN(ms) ? [] : [{ stage: id, ms }]
    }),
    waited: end.waited,
    total: end.spent,
  }
}

/** A label as the book has it; NaN for none, and for a class that nobody knows. */
export function truthOf({ answers }: Service, label: string | number | null | undefined): number {
  if (label === undefined || label === null) return Number.NaN
  if (answers.kind === 'number') return typeof label === 'number' ? label : Number.NaN
  const place = typeof label === 'number' ? label : answers.classes.indexOf(label)
  return place >= 0 && place < answers.classes.length ? place : Number.NaN
}
