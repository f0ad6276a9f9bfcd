/**
 * @file Walk: takes a request through the stages in their order, up to a model that is to answer it. Whoever walks it says what that
 * takes, in virtual time or in this device's own, and then it goes on. One request or a million: the same code.
 */
import { NONE } from '../ops/record'
import type { ServiceSpec } from '../ops/service-spec'
import { openRunner } from './stages'
import { isShadowed } from './stages/shadow'
import { type Flight, follow, isSettled, OK, type Runner, type ServiceFacts, type Token } from './request-context'

/** What a stage takes besides models: known beforehand in ms, or measured as it is done. */
export type Meter =
  | { readonly known: readonly number[] }
  | { readonly now: () => number; readonly beside: Float32Array }

export interface Walk {
  /** Goes on; answers the model stage before which it waits to be served, or -1 at the end. */
  advance(flight: Flight, meter: Meter): number
  /** The token of the request at the end: that of its log, or of the last stage it reached. */
  end(flight: Flight): Token
  /** An alias was moved: nothing that was kept of answers holds. */
  forget(): void
}

/** The walk of a service; what its stages keep lasts as long as it. */
export function openWalk(facts: ServiceFacts): Walk {
  const { spec } = facts
  const runners: readonly Runner[] = spec.stages.map((stage, place) => openRunner(stage, place, facts))
  const shares = shadowShares(spec)
  const given: Token[] = []

  /** The token a stage takes: the first that is not a shadow's. Fills `given` with all that reached it. */
  function intake(flight: Flight, place: number): Token | undefined {
    given.length = 0
    let first: Token | undefined
    for (const from of spec.stages[place]?.from ?? []) {
      const token = flight.tokens[from] as Token
      if (!token.live || (token.to !== -1 && token.to !== place)) continue
      given.push(token)
      if (!first || (first.shadow && !token.shadow)) first = token
    }
    return first
  }

  function advance(flight: Flight, meter: Meter): number {
    const { tokens, times } = flight
    for (; flight.next < spec.stages.length; flight.next++) {
      const place = flight.next
      const stage = spec.stages[place] as ServiceSpec['stages'][number]
      const token = tokens[place] as Token
      if (flight.served) flight.served = false
      else {
        const from = stage.from.length > 0 ? intake(flight, place) : token
        const share = shares[place]
        if (!from || (share !== undefined && !isShadowed(share, flight.asked.shadowDraw))) continue
        follow(token, from)
        if (share !== undefined) token.shadow = true
        if (stage.class_name === 'Model' && !isSettled(token) && !token.said) {
          const version = facts.resolve(stage.config.model, stage.config.alias)
          // An alias that is moved while it waits is for the next one.
          token.version = version < 0 ? NONE : version
          flight.served = version >= 0
          if (flight.served) return place
        }
      }
      if (stage.class_name !== 'Ensemble') given.length = 0
      const runner = runners[place] as Runner
      if (passesBy(runner, token)) {
        runner.run(token, flight, given)
        continue
      }
      let ms: number
      if ('known' in meter) {
        runner.run(token, flight, given)
        ms = meter.known[place] ?? 0
      } else {
        const began = meter.now()
        runner.run(token, flight, given)
        ms = meter.now() - began + (meter.beside[place] ?? 0)
      }
      const before = times[place] as number
      times[place] = Number.isNaN(before) ? ms : before + ms
      token.spent += ms
    }
    const last = end(flight)
    if (last.status === OK && flight.logged >= 0) for (const one of runners) one.reached?.(flight, last)
    return -1
  }

  function end({ tokens, logged }: Flight): Token {
    if (logged >= 0) return tokens[logged] as Token
    return tokens.findLast(({ live, shadow }) => live && !shadow) ?? (tokens[0] as Token)
  }

  return {
    advance,
    end,
    forget() {
      for (const runner of runners) runner.forget?.()
    },
  }
}

/** Whether a stage has nothing to do with a request: it only goes through, in no time. */
function passesBy({ serves }: Runner, token: Token): boolean {
  if (serves === 'all') return false
  if (serves === 'answered') return token.status !== OK || !token.said
  if (serves === 'freshly answered') return isSettled(token) || !token.said
  return isSettled(token) || token.said !== undefined
}

/** By stage: the share of a model that is a shadow's and directly behind a shadow stage. */
export function shadowShares({ stages }: ServiceSpec): readonly (number | undefined)[] {
  return stages.map((stage) => {
    if (stage.class_name !== 'Model' || stage.config.alias !== 'shadow') return undefined
    for (const from of stage.from) {
      const before = stages[from]
      if (before?.class_name === 'Shadow') return before.config.share
    }
    return undefined
  })
}
