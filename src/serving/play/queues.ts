/** @file Queues: the lines of requests before the models of a service, in virtual time, from what was measured of each model. */
import { MINUTE_MS } from '../../ops/arrivals'
import { type Batching, makeBatching } from '../../ops/batching'
import { type Line, makeLine } from '../../ops/queue'
import { NONE, type Timing, versionName } from '../../ops/record'
import type { Fault } from '../../ops/scenario/conditions'
import type { Service } from '../service'
import { type Flight, LIMITED, type Token, UNREADY } from '../request-context'
import { chanceOf } from './chance'

export interface Queues {
  /** A request comes to a model stage; answers the flights whose turn is known by now, each standing at a model stage. */
  arrive(place: number, flight: Flight): readonly Flight[]
  /** The flights whose batch is closed by then. */
  until(atMs: number): readonly Flight[]
  /** Sets what replicas are gone or slow. */
  disturb(faults: readonly Fault[], atMs: number): void
  /** Sets how long idle replicas are kept, as the drawing says now. */
  keep(): void
  /** When the first of those came whose turn is not known yet; infinity where there is none. */
  readonly since: number
}

interface Stand {
  readonly place: number
  readonly line: Line
  readonly batching: Batching
  readonly waiting: Flight[]
  readonly replicas: number
  /** As measured. */
  readonly coldStartMs: number
  readonly windowed: boolean
  last: number
  there: number
  slowed: string
}

/** The lines of a service as it is drawn now. */
export function openQueues(service: Service, seed: number): Queues {
  const stands = new Map<number, Stand>()
  service.spec.stages.forEach((stage, place) => {
    if (stage.class_name !== 'Model') return
    const { replicas, idle, queue, batch, waitMs, model, alias } = stage.config
    const version = service.resolve(model, alias)
    const coldStartMs = modelTiming(service, version)?.cold ?? 0
    const line = makeLine({ replicas, queue, coldStartMs, idleMs: idleMsOf(idle) })
    const waiting: Flight[] = []
    let batches = 0
    const serviceMs = (requests: number) => {
      const at = waiting[0]?.tokens[place]?.version ?? NONE
      const timing = modelTiming(service, at)
      if (!timing) return 0
      const chance = chanceOf(seed, 'service', batches++, place)
      const one = timing.one[Math.floor(chance * timing.one.length)] ?? 0
      return (one + timing.more * (requests - 1)) * (service.versions[at]?.times ?? 1)
    }
    const batching = makeBatching(line, { most: Math.max(1, batch), waitMs: batch > 1 ? waitMs : 0, serviceMs })
    const windowed = batch > 1 && waitMs > 0
    const last = Number.NEGATIVE_INFINITY
    stands.set(place, {
      place,
      line,
      batching,
      waiting,
      replicas,
      coldStartMs,
      windowed,
      last,
      there: replicas,
      slowed: '',
    })
  })
  const windowed = [...stands.values()].filter((stand) => stand.windowed)

  /** Tells the flights of closed batches what became of them. */
  function close({ place, waiting }: Stand, batches: ReturnType<Batching['until']>): Flight[] {
    const closed: Flight[] = []
    for (const { arrivals, outcome } of batches)
      for (const at of arrivals) {
        const flight = waiting.shift() as Flight
        const token = flight.tokens[place] as Token
        // Nobody waits for what answers a copy.
        if (!token.shadow) {
          flight.warm = outcome.warm
          if (!outcome.refused && outcome.cold) flight.cold = true
        }
        if (outcome.refused) token.status = outcome.refused === 'limited' ? LIMITED : UNREADY
        else {
          const [waited, ms] = [outcome.startMs - at, outcome.endMs - outcome.startMs]
          token.waited += waited
          token.spent += waited + ms
          flight.times[place] = ms
        }
        closed.push(flight)
      }
    return closed
  }

  return {
    arrive(place, flight) {
      const stand = stands.get(place) as Stand
      stand.waiting.push(flight)
      // One that comes from another model comes a little after others that came later.
      stand.last = Math.max(stand.last, flight.asked.at)
      return close(stand, stand.batching.arrive(stand.last))
    },
    until(atMs) {
      return windowed.flatMap((stand) => (stand.waiting.length > 0 ? close(stand, stand.batching.until(atMs)) : []))
    },
    disturb(faults, atMs) {
      const gone = faults.reduce((sum, fault) => sum + (fault.kind === 'crash' ? fault.replicas : 0), 0)
      const slow = faults.filter((fault) => fault.kind === 'slow')
      const later = faults.reduce((sum, fault) => sum + (fault.kind === 'start' ? fault.seconds * 1000 : 0), 0)
      const slowed = JSON.stringify(slow)
      for (const stand of stands.values()) {
        const { line, replicas, coldStartMs } = stand
        line.starts(coldStartMs + later)
        const there = Math.max(0, replicas - gone)
        if (there !== stand.there) {
          stand.last = Math.max(stand.last, atMs)
          line.resize(there, stand.last)
          stand.there = there
        }
        if (slowed === stand.slowed) continue
        stand.slowed = slowed
        for (let replica = 0; replica < replicas; replica++)
          line.slow(
            replica,
            slow.reduce((times, fault) => (fault.replica === replica ? times * fault.times : times), 1),
          )
      }
    },
    keep() {
      service.spec.stages.forEach((stage, place) => {
        if (stage.class_name === 'Model') stands.get(place)?.line.keep(idleMsOf(stage.config.idle))
      })
    },
    get since() {
      return windowed.reduce(
        (first, { waiting }) => waiting.reduce((least, { asked }) => Math.min(least, asked.at), first),
        Number.POSITIVE_INFINITY,
      )
    },
  }
}

/** Virtual milliseconds of the minutes that a stage is set to; 0 keeps its replicas for ever. */
function idleMsOf(minutes: number): number {
  return minutes > 0 ? minutes * MINUTE_MS : Number.POSITIVE_INFINITY
}

/** What was measured of a version; of one that was made of another, what was measured of that. */
function modelTiming({ versions, book }: Service, version: number): Timing['models'][string] | undefined {
  const found = versions[version]
  return found && book().timing.models[versionName(found.timedAs ?? found.ref)]
}
