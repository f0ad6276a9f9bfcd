/**
 * @file The ring of the open service: looks at its log as it grows, and does what the ring says is to be done: trains a candidate beside,
 * asks its gate, begins its canary, and hears how that ended. Loaded with the first of its commands.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import '../../messages/en/retraining'
import { type Args, formatMessage, message, Refusal, refuse } from '../../messages/message'
import { STORED_REASON } from '../../ops/change-reason'
import { placeOf, UNLABELLED } from '../../ops/log/request-buffer'
import {
  openRing,
  RING_STARTS,
  RING_STEPS,
  type RingEvent,
  type RingReading,
  type RingRule,
  type RingState,
  ringAfter,
  workOf,
} from '../../ops/retraining-loop'
import type { AppContext } from '../context'
import { trainCandidate } from './candidate'
import { type Desk, operateDesk } from './controller'
import { gateOfVersion } from './registry'
import { watchedDrift } from './alerts'

export interface RingShown {
  readonly ring: RingState
  /** 0 to 1, while it trains. */
  readonly done?: number
}

export interface RingDesk {
  readonly store: StoreApi<RingShown>
  rule(change: Partial<RingRule>): void
  start(): void
  approve(): void
  stop(): void
  /** The service is called otherwise from here on. */
  rename(to: string): void
}

const KEPT = 'ring'

/** Cast: what is kept under this name is written here alone. */
function keptRing(desk: Desk): RingState | undefined {
  return desk.log().beside(KEPT) as RingState | undefined
}

/** Requests of late that accuracy is read from, and how many of them must have a label. */
const [LATE, KNOWN] = [1000, 100]
/** From one look at the log to the next, in ms. */
const PAUSE_MS = 1000

const rings = new WeakMap<AppContext['store'], Map<string, RingDesk>>()

/** The ring of the open service, where it stood when its log was last kept. */
export function ringDesk(studio: AppContext): RingDesk {
  const known = rings.get(studio.store) ?? new Map<string, RingDesk>()
  rings.set(studio.store, known)
  const { name } = operateDesk(studio).service()
  const key = keyOf(studio, name)
  const made = known.get(key) ?? makeRing(studio, name)
  known.set(key, made)
  return made
}

function keyOf({ store }: AppContext, service: string): string {
  return `${store.getState().project.id} ${service}`
}

/** The ring of a service goes with it to its new name, whatever it is at. */
export function renameRing(studio: AppContext, service: string, to: string): void {
  const known = rings.get(studio.store)
  const ring = known?.get(keyOf(studio, service))
  if (!ring) return
  known?.delete(keyOf(studio, service))
  known?.set(keyOf(studio, to), ring)
  ring.rename(to)
}

function makeRing(studio: AppContext, opened: string): RingDesk {
  let service = opened
  const desk = operateDesk(studio)
  const project = studio.store.getState().project.id
  const store = createStore<RingShown>(() => ({ ring: keptRing(desk) ?? openRing() }))
  const isHere = () => desk.store.getState().service === service && studio.store.getState().project.id === project
  let abort: AbortController | undefined
  let working = false
  let lookedAt = 0

  const reading = () => readingOf(desk)
  function tell(event: RingEvent): void {
    const before = store.getState().ring
    const ring = ringAfter(before, event)
    store.setState({ ring }, true)
    // A log that began anew has none beside it yet.
    if (isHere() && (ring !== before || keptRing(desk) === undefined)) desk.log().setBeside(KEPT, ring)
    void work()
  }
  const end = (how: 'champion' | 'gate failed' | 'rolled back' | 'failed', why?: string) =>
    tell({ type: 'ended', how, reading: reading(), ...(why === undefined ? {} : { why }) })

  /** One thing at a time; what a turn that was stopped comes to is nobody's. */
  async function work(): Promise<void> {
    const todo = workOf(store.getState().ring)
    if (working || todo === undefined || !isHere()) return
    const mine = store.getState().ring.turn?.number
    const isMine = () => store.getState().ring.turn?.number === mine && isHere()
    working = true
    abort = new AbortController()
    try {
      const event = todo === 'train' ? await train(abort.signal) : todo === 'gate' ? await gate() : await canary()
      working = false
      if (isMine() && event) tell(event)
    } catch (error) {
      working = false
      if (isMine()) end('failed', error instanceof Error ? error.message : String(error))
    }
  }
  async function train(signal: AbortSignal): Promise<RingEvent> {
    const onProgress = (done: number) => store.setState(({ ring }) => ({ ring, done }))
    const { model, version, parent, learnt } = await trainCandidate(studio, { signal, onProgress })
    return { type: 'trained', model, version, parent, learnt }
  }
  async function gate(): Promise<RingEvent> {
    const { model } = desk.canary.split()
    const { version = 0 } = store.getState().ring.turn ?? {}
    const { gate: found } = await gateOfVersion(studio, model, version)
    const failed = found.checks.filter(({ verdict }) => verdict === 'failed').map(({ what }) => what)
    if (found.verdict !== 'failed') return { type: 'gated', verdict: found.verdict }
    const why = formatMessage(message('ring-gate', { model, version, checks: failed }))
    return { type: 'ended', how: 'gate failed', why, reading: reading() }
  }
  /** Begins it, once; how it ends is heard while it lasts. */
  async function canary(): Promise<RingEvent | undefined> {
    const { version = 0, number } = store.getState().ring.turn ?? {}
    const track = desk.canary.track()
    const mine = track?.plan.to === version ? track : undefined
    if (mine?.over === undefined) {
      if (!desk.canary.kept() && !(mine && begunFor === number)) {
        begunFor = number
        await desk.canary.begin({ version, automatic: true })
      }
      return undefined
    }
    const how = mine.over === 'promoted' ? 'champion' : mine.over === 'rolled back' ? 'rolled back' : 'stopped'
    return { type: 'ended', how, reading: reading(), ...whyOf(mine.history.at(-1)?.why) }
  }
  let begunFor: number | undefined

  desk.store.subscribe((now, before) => {
    if (now.grown === before.grown || !isHere() || performance.now() - lookedAt < PAUSE_MS) return
    lookedAt = performance.now()
    tell({ type: 'look', reading: reading() })
  })

  // A turn that a reload cut off goes on.
  void work()
  return {
    store,
    rule: (change) => tell({ type: 'rule', rule: checked({ ...store.getState().ring.rule, ...change }) }),
    start() {
      const { turn } = store.getState().ring
      if (turn) throw new Refusal(message('ring-under-way', { step: turn.step }))
      tell({ type: 'start', reading: reading() })
    },
    approve() {
      if (store.getState().ring.turn?.waits !== 'person') throw new Refusal(message('ring-still', {}))
      tell({ type: 'approve' })
    },
    stop() {
      const { turn } = store.getState().ring
      abort?.abort()
      if (turn?.step === 'canary' && desk.canary.kept())
        void desk.canary.rollBack(STORED_REASON.loopStopped).catch(() => undefined)
      tell({ type: 'stop', reading: reading() })
    },
    rename(to) {
      service = to
    },
  }
}

function whyOf(why: string | undefined): { readonly why?: string } {
  return why === undefined ? {} : { why }
}

/** The rule, if its numbers are within their limits; refuses others. */
function checked(rule: RingRule): RingRule {
  if (!RING_STARTS.includes(rule.start)) refuse('ring-rule', { kind: String(rule.start), known: RING_STARTS })
  const within = (name: Args<'ring-number'>['name'], value: number, min: number, max: number) => {
    if (!(value >= min && value <= max)) refuse('ring-number', { name, value: String(value), min, max })
  }
  within('below', rule.below, 0, 1)
  within('days', rule.days, 1, 365)
  within('labels', rule.labels, 1, 100_000)
  within('needed', rule.needed, 0, 100_000)
  return { ...rule, ask: RING_STEPS.filter((step) => rule.ask.includes(step)) }
}

function readingOf(desk: Desk): RingReading {
  const log = desk.log()
  const { ring } = log.fold
  let [right, known] = [0, 0]
  for (let request = Math.max(0, ring.next - LATE); request < ring.next; request++) {
    const place = placeOf(ring, request)
    const predicted = place < 0 ? -1 : (ring.columns.predicted[place] as number)
    if (predicted < 0 || ring.labelBy[place] === UNLABELLED) continue
    known++
    right += Number(ring.label[place] === predicted)
  }
  return {
    ...{ at: log.at, labels: log.readings.labelled.learnable, drift: watchedDrift(log).drifted.size > 0 },
    ...(known >= KNOWN ? { accuracy: right / known } : {}),
  }
}
