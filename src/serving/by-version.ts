/**
 * @file What comes over the URL and does not pass the drawing: a request to one version by itself, and one that the contract refused. Both are
 * requests of the log all the same, with the stages on their path that had to do with them.
 */
import { Refusal } from '../messages/message'
import { NO_ALIAS } from '../catalog/lowered-stage'
import { admit, type RawRow } from './validate-input'
import { answeredBy, type Came, type Ended, fits, flightOf } from './serve-request'
import { rulesOf, type Service } from './service'
import { answer, begin, FAILED, type Flight, INVALID, type Known, type Token } from './request-context'
import type { Version } from './versions'

/**
 * Answers by the version at this place of the book: nothing caches, limits or calibrates it. On its path are the source, what reads the
 * input, the model's stage where one stands for this version now, and the log.
 */
export async function answerBy(service: Service, at: number, came: Came): Promise<Ended> {
  const began = performance.now()
  const { spec, versions, resolve } = service
  const version = versions[at]
  const read = version && !came.encoded ? admit(version.columns, version.reference, came.row, rulesOf(spec)) : undefined
  const said = read?.ok === false ? read.error : undefined
  const encoding = performance.now()
  const known: Known = {
    verdict: said ? service.verdict(said.code) : 0,
    ...(said && { said }),
    ...(!came.encoded && { features: service.watched(came.row) }),
    answers: [],
  }
  const { flight, end } = landed(service, came, known)
  charge(service, flight, 'Validate', encoding - began)
  end.waited = began - came.since
  if (said) end.status = INVALID
  else {
    const inputs = read?.ok ? encoded(version, read.value) : came.encoded
    const asking = performance.now()
    charge(service, flight, 'Features', asking - encoding)
    const [found] = version && inputs && fits(version, inputs) ? await version.predict(inputs, 1) : []
    end.version = at
    end.alias = NO_ALIAS
    if (found?.every(Number.isFinite)) answer(end, found, service.kind)
    else end.status = FAILED
    const place = spec.stages.findIndex(
      (stage) => stage.class_name === 'Model' && resolve(stage.config.model, stage.config.alias) === at,
    )
    if (place >= 0) flight.times[place] = performance.now() - asking
  }
  end.spent = performance.now() - came.since
  return { flight, end, answered: answeredBy(service, flight, end) }
}

/** Undefined where a step finds a value unreadable. */
function encoded(version: Version | undefined, row: RawRow): Float32Array<ArrayBuffer>[] | undefined {
  try {
    return version?.encode([row])
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** A request that the contract refused before anybody was asked: it came, and the log has it with what was wrong. */
export function turnedAway(service: Service, came: Came, code: string): Ended {
  const { flight, end } = landed(service, came, { verdict: service.verdict(code), answers: [] })
  end.status = INVALID
  end.spent = performance.now() - came.since
  return { flight, end, answered: answeredBy(service, flight, end) }
}

/** A request that came to the source and lies in the log. */
function landed(service: Service, came: Came, known: Known): { readonly flight: Flight; readonly end: Token } {
  const flight = flightOf(service, came, known)
  const end = flight.tokens[0] as Token
  begin(end)
  charge(service, flight, 'Source', 0)
  charge(service, flight, 'Log', 0)
  return { flight, end }
}

/** Milliseconds of the first stage of a kind, where the drawing has one. */
function charge({ spec }: Service, { times }: Flight, kind: string, ms: number): void {
  const place = spec.stages.findIndex(({ class_name }) => class_name === kind)
  if (place >= 0) times[place] = ms
}
