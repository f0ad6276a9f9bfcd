/**
 * @file Player: plays a score to a service, minute by minute in virtual time. All of it is a function of the service, the score and what
 * was measured: how far one step goes is up to the clock, what it comes to is not.
 */
import { arrivalsIn, MINUTE_MS } from '../../ops/arrivals'
import type { Unlabelled } from '../../ops/log/unlabelled'
import { SOURCES } from '../../ops/record'
import type { Conditions, Fault } from '../../ops/scenario/conditions'
import { type Note, type Score, soundsAt } from '../../ops/scenario/scenario'
import { conditionsAt, partOf } from '../../ops/scenario/play'
import type { ServiceRows } from '../../protocol/serving-messages'
import type { Journal } from '../log-writer'
import { drawsOf, type Service } from '../service'
import { type Asked, type Flight, makeFlight, takeOff } from '../request-context'
import { chanceOf } from './chance'
import { type Carried, openDeploys } from './deploys'
import { openInputs, type Inputs } from './inputs'
import { type LabelQueue, makeLabelQueue } from './label-queue'
import { openQueues } from './queues'
import { openRequests } from './requests'
import type { World } from './supply'

/** What goes on when another score takes the place of one. */
export interface Carry extends Carried {
  /** Still to come. */
  readonly labels: LabelQueue
  /** Notes that were told to have begun. */
  sounding?: Set<string>
  /** Requests of before this worker: their labels are found anew. */
  unlabelled?: Unlabelled
}

export interface PlayOptions {
  readonly service: Service
  readonly journal: Journal
  readonly rows: ServiceRows
  readonly score: Score
  /** Of what was played before. */
  readonly carry?: Carry
  /** The world that sets are stretches of. */
  readonly world?: World
  /** Bytes of answers that are kept; 0 asks the models each time. */
  readonly memoBytes?: number
}

export interface Player {
  /** Goes on up to a virtual time, or for about so many milliseconds; answers whether it got there. */
  step(untilMs: number, budgetMs: number, breathe?: () => Promise<void>): Promise<boolean>
  /** Sets the clock between who came last and who comes next, so that what changes now is after the one and before the other. */
  settle(): void
  /** Answers who waits in a batch: the drawing is about to change, or nobody will come. */
  rest(): void
  /** The drawing was changed: where its models are others, lines begin anew. */
  renew(): void
  /** Virtual time up to which nothing more will be said. */
  readonly through: number
  readonly facts: Inputs['facts']
  /** Gives back what the score has put in place. */
  close(): void
}

/** What turns between two requests: notes that begin or end, and what befalls the replicas. */
interface Turn {
  readonly at: number
  readonly faults: readonly Fault[]
  readonly notes: readonly { readonly note: Note; readonly on: boolean }[]
}

/** Requests whose inputs are asked for together. */
const CHUNK = 1024

/** A player that stands where its journal does. */
export function openPlayer({
  service,
  journal,
  rows,
  score,
  memoBytes,
  carry = { labels: makeLabelQueue() },
  world,
}: PlayOptions): Player {
  const { seed } = score
  const inputs = openInputs(service, memoBytes)
  const requests = openRequests(service, rows, seed, world)
  const deploys = openDeploys(service, rows, carry)
  let queues = openQueues(service, seed)
  let lines = linesOf(service)
  const pool: Flight[] = []
  const source = SOURCES.indexOf(requests.source)
  const begun = Math.floor(journal.at / MINUTE_MS)
  let minute = begun - 1
  let arrivals: Iterator<number> | undefined
  let next = Number.POSITIVE_INFINITY
  let now: Conditions | undefined
  let disturbed = ''
  carry.sounding ??= new Set(
    journal.at > 0 ? score.notes.filter((note) => soundsAt(note, journal.at)).map(({ id }) => id) : [],
  )
  const { labels, sounding } = carry
  const meter = { known: [] as readonly number[] }

  if (carry.unlabelled) findLabels(carry.unlabelled)
  delete carry.unlabelled

  /** Goes on to the minute that comes: the turn that it begins with, where something turns; false where a deploy has to wait for who came before it. */
  function turnMinute(alone: boolean): Turn | undefined | false {
    const at = (minute + 1) * MINUTE_MS
    const conditions = conditionsAt(score, at)
    if (deploys.differ(conditions.faults)) {
      if (!alone) return false
      drain()
      deploys.follow(conditions.faults)
      queues = openQueues(service, seed)
      disturbed = ''
    }
    minute++
    now = conditions
    arrivals = arrivalsIn(minute, conditions.ratePerMinute, { seed })
    // Where a play goes on within a minute, those who came before are over.
    do next = arrivals.next().value ?? Number.POSITIVE_INFINITY
    while (minute === begun && journal.at > 0 && next <= journal.at)
    const faults = conditions.faults.length > 0 ? JSON.stringify(conditions.faults) : ''
    const turned = turnedNotes(at)
    if (faults === disturbed && turned.length === 0) return undefined
    disturbed = faults
    return { at: Math.max(at, journal.at), faults: conditions.faults, notes: turned }
  }
  /** Notes that begin or end by then. */
  function turnedNotes(at: number): Turn['notes'] {
    return score.notes.flatMap((note) => {
      const on = soundsAt(note, at)
      if (on === sounding.has(note.id)) return []
      if (on) sounding.add(note.id)
      else sounding.delete(note.id)
      return [{ note, on }]
    })
  }
  function turn({ at, faults, notes }: Turn): void {
    for (const closed of queues.until(at)) goOn(closed)
    queues.disturb(faults, at)
    for (const { note, on } of notes) {
      const def = partOf(note)?.def
      const { id, kind } = note
      journal.changed({ type: 'note', note: id, lane: def?.lane ?? '', title: def?.loggedAs ?? kind, on }, at)
    }
  }

  function asks(at: number, conditions: Conditions): Asked {
    const id = journal.next++
    const [draw, shadowDraw] = drawsOf(service.seed, id)
    const came = requests.make(id, at, conditions)
    const knownInput = inputs.of({ ...came, versions: requests.versionsOf(draw, shadowDraw) })
    tellLater(id, at, came.truth, conditions)
    const { slice, row, operator, strength, truth, key } = came
    return { id, at, tick: at, source, slice, row, operator, strength, truth, draw, shadowDraw, key, known: knownInput }
  }
  /** When somebody will say what the answer was, and what. */
  function tellLater(id: number, at: number, truth: number, { labels: how }: Conditions, after = -1): void {
    if (Number.isNaN(truth) || (how.coverage < 1 && chanceOf(seed, 'coverage', id) >= how.coverage)) return
    const wrong = how.noise > 0 && chanceOf(seed, 'noise', id) < how.noise
    const label = wrong ? requests.wrongLabel(id, truth) : truth
    const due = at + requests.delay(id, how.delayMinutes)
    if (due > after) labels.add(due, id, label)
  }

  /** Labels on their way as the world has it: each is a function of its request, so those of before a reload come as they would have. */
  function findLabels({ id, at, truth }: Unlabelled): void {
    const begunAt = journal.at
    let [of, conditions] = [-1, now]
    for (let i = 0; i < id.length; i++) {
      const asked = Math.floor((at[i] as number) / MINUTE_MS)
      if (asked !== of || !conditions) [of, conditions] = [asked, conditionsAt(score, asked * MINUTE_MS)]
      tellLater(id[i] as number, at[i] as number, truth[i] as number, conditions, begunAt)
    }
  }

  function fly(asked: Asked): void {
    for (const closed of queues.until(asked.at)) goOn(closed)
    const flight = pool.pop() ?? makeFlight(service.spec.stages.length, asked)
    takeOff(flight, asked)
    goOn(flight)
  }
  function goOn(flight: Flight): void {
    const place = service.walk.advance(flight, meter)
    if (place < 0) journal.ended(flight, service.walk.end(flight), letGo)
    else for (const closed of queues.arrive(place, flight)) goOn(closed)
  }
  function letGo(flight: Flight): void {
    if (flight.tokens.length === service.spec.stages.length) pool.push(flight)
  }
  /** Closes all batches that wait, whenever their windows end. */
  function drain(): void {
    while (queues.since < Number.POSITIVE_INFINITY)
      for (const closed of queues.until(Number.MAX_SAFE_INTEGER)) goOn(closed)
  }
  function through(): number {
    // A label that comes at once comes after its request.
    return Math.min(journal.at, queues.since - 0.001)
  }
  function tellLabels(): void {
    if (labels.nextAt <= through()) journal.labelled(labels.due(through()), 'world')
  }
  /** Requests up to the end, and what turns between them. */
  function gather(end: number, deadline: number): (Asked | Turn)[] {
    const chunk: (Asked | Turn)[] = []
    while (chunk.length < CHUNK && journal.at < end) {
      const border = (minute + 1) * MINUTE_MS
      if (next < Math.min(end, border)) {
        const at = next
        chunk.push(asks(at, now as Conditions))
        journal.at = at
        next = arrivals?.next().value ?? Number.POSITIVE_INFINITY
      } else if (end < border) journal.at = end
      else {
        const turned = turnMinute(chunk.length === 0)
        if (turned === false) break
        journal.at = Math.max(journal.at, border)
        if (turned) chunk.push(turned)
        if (performance.now() > deadline) break
      }
    }
    return chunk
  }

  async function step(untilMs: number, budgetMs: number, breathe = async () => {}): Promise<boolean> {
    const end = Math.min(untilMs, score.durationMs)
    const deadline = performance.now() + budgetMs
    meter.known = service.stageMs()
    do {
      const chunk = gather(end, deadline)
      await inputs.fetch(breathe)
      for (const one of chunk)
        if ('known' in one) fly(one)
        else turn(one)
      for (const closed of queues.until(journal.at)) goOn(closed)
      if (journal.at >= score.durationMs) {
        drain()
        turn({ at: journal.at, faults: [], notes: turnedNotes(score.durationMs) })
      }
      tellLabels()
    } while (journal.at < end && performance.now() < deadline)
    return journal.at >= end
  }

  return {
    step,
    rest: drain,
    settle() {
      const border = (minute + 1) * MINUTE_MS
      const then = Math.min(next, border)
      if (then > journal.at) journal.at = (journal.at + then) / 2
      // A batch that is closed by then is answered before the change, too.
      for (const closed of queues.until(journal.at)) goOn(closed)
    },
    renew() {
      pool.length = 0
      if (linesOf(service) !== lines) {
        lines = linesOf(service)
        queues = openQueues(service, seed)
        if (now) queues.disturb(now.faults, journal.at)
      }
      queues.keep()
      requests.renew()
    },
    get through() {
      return through()
    },
    get facts() {
      return inputs.facts
    },
    close: deploys.close,
  }
}

/** All that the lines of a service are made of; how long replicas are kept is set on those there are. */
function linesOf({ spec }: Service): string {
  const made = spec.stages.map((stage) =>
    stage.class_name === 'Model' ? { ...stage, config: { ...stage.config, idle: 0 } } : stage.id,
  )
  return JSON.stringify(made)
}
