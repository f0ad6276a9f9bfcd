/** @file serveService: the worker's side: one service at a time, answered request by request, and played as a score says. */
import { message, type Message, Refusal } from '../messages/message'
import { stableJson } from '../base/stable-json'
import { storedDeployRollback } from '../ops/change-reason'
import { hashLog, type LogHash } from '../ops/log/hash'
import type { KeptInput } from '../ops/log/inputs'
import { type Book, versionName } from '../ops/record'
import type { Answered, Deployed, FromServing, ServingChange, ToServing } from '../protocol/serving-messages'
import { askRows } from './ask'
import { answerBy } from './by-version'
import { bulkOf } from './columns'
import { BY_HAND, moved, redrawn } from './changes'
import { listenOn } from './http/listen-on'
import { type Journal, openJournal } from './log-writer'
import { answerLive, type Came, checkRows, truthOf } from './serve-request'
import { keptOf } from './retained-input'
import { makeLabelQueue } from './play/label-queue'
import { type CanaryWatch, openCanaryWatch } from './play/canary-watch'
import { takenBack } from './play/deploys'
import { openPerformance, type Performance } from './play/performance'
import type { Carry } from './play/player'
import { openService, type Service } from './service'
import { measureTiming } from './timing'
import { openUrl } from './url-side'

export interface ServingPort {
  post(message: FromServing, transfer?: Transferable[]): void
  listen(listener: (message: ToServing) => void): void
}

type Of<T extends ToServing['type']> = Extract<ToServing, { type: T }>

/** Beats of the pulse, and the least time between two batches of entries, in milliseconds: 20 a second at most. */
const PULSE_MS = 500
const ENTRIES_MS = 50
/** The same while requests come over the URL: what the page does with a batch is taken from those that wait meanwhile. */
const ANSWERED_MS = 200
/** Batches of entries that are told and not read: a quarter of a second's. */
const MOST_UNREAD = 5

/** A service that is open. */
interface Open {
  readonly service: Service
  readonly journal: Journal
  /** Of the score that is played, or was and can go on. */
  performance: Performance | undefined
  /** What goes on from one score to the next. */
  readonly carry: Carry
  /** What came from outside since it was last told. */
  readonly given: (readonly [number, KeptInput])[]
  /** The book as it was last told. */
  book: string
  /** Where the deploy of its score stood when it was last told. */
  deploy: Deployed | undefined
  /** Of all that was told. */
  readonly chain: LogHash
  readonly canary: CanaryWatch
  /** Milliseconds of stages that its drawing will have later, by their ids. */
  readonly laterMs: Readonly<Record<string, number>>
}

/** Serves until it is closed; returns the closing. */
export function serveService(port: ServingPort): () => void {
  let open: Open | undefined
  let telling: ReturnType<typeof setTimeout> | undefined
  let toldAt = Number.NEGATIVE_INFINITY
  let unread = 0
  /** One thing after another: a swap is between two requests, and so is a stretch of a score. */
  let turn: Promise<unknown> = Promise.resolve()
  const pulse = setInterval(() => port.post({ type: 'pulse', at: open?.journal.at ?? 0 }), PULSE_MS)

  function inTurn(work: () => Promise<void> | void, failed: (said: Message) => void): void {
    turn = turn.then(work).catch((error: unknown) => failed(saidBy(error)))
  }

  function tell(): void {
    clearTimeout(telling)
    telling = undefined
    toldAt = performance.now()
    if (!open) return
    const { journal, service, chain } = open
    const entries = journal.take()
    const through = open.performance?.through ?? journal.at
    const book = service.book()
    const told = JSON.stringify(book)
    const { deploy } = open.carry
    if (entries.length === 0 && told === open.book && !open.performance && deploy === open.deploy) return
    // Here, for a page has frames to draw.
    chain.push(entries, through)
    unread++
    port.post(
      {
        ...{ type: 'entries', entries, at: journal.at, through, link: chain.link },
        ...(told !== open.book && { book }),
        ...(deploy !== open.deploy && { deploy: deploy ?? null }),
        ...(open.given.length > 0 && { given: { most: mostKept(service), inputs: open.given.splice(0) } }),
      },
      entries.flatMap(bulkOf),
    )
    open.book = told
    open.deploy = deploy
  }
  function tellSoon(pauseMs = ENTRIES_MS): void {
    telling ??= setTimeout(tell, Math.max(0, toldAt + pauseMs - performance.now()))
  }

  async function start(given: Of<'open'>): Promise<void> {
    shut()
    const service = await openService(given)
    const before = given.book && given.timing && { stages: given.book.stages, timing: given.timing }
    // Stages and models that came while nothing served have no times yet.
    if (before || !given.timing) service.setTiming(await measureTiming(service, before))
    const book = service.book()
    const { width, spec } = service
    const journal = openJournal({
      stages: book.stages.length,
      places: service.places,
      width,
      features: book.features?.length ?? 0,
      ...(given.first !== undefined && { first: given.first }),
      ...(given.at !== undefined && { at: given.at }),
    })
    const chain = hashLog(given.link)
    chain.push(given.since ?? [], journal.at)
    unread = 0
    const here: Open = {
      ...{ service, journal, performance: undefined, carry: carryOf(given), given: [] },
      deploy: given.deploy,
      book: JSON.stringify(book),
      chain,
      canary: openCanaryWatch(service, journal, (given) => change(here, given)),
      laterMs: given.laterMs ?? {},
    }
    open = here
    port.post({ type: 'opened', id: given.id, book, engines: enginesOf(service) })
    const { drawnBefore } = given
    if (!drawnBefore || stableJson(drawnBefore.stages) === stableJson(spec.stages)) return
    for (const what of redrawn(drawnBefore, { spec, ...BY_HAND })) journal.changed(what)
    tellSoon()
  }

  async function infer(here: Open, { id, source, rows, labels }: Of<'infer'>, since: number): Promise<void> {
    const wrong = checkRows(rows)
    if (wrong) throw new Refusal(wrong)
    const answers = await answer(
      here,
      rows.map((row) => ({ source, row, since })),
      labels,
    )
    tellSoon()
    port.post({ type: 'answer', id, answers })
  }
  async function answer(
    { service, journal, given }: Open,
    rows: readonly Pick<Came, 'source' | 'row' | 'encoded' | 'since'>[],
    labels: readonly (string | number | null | undefined)[] = [],
    version = -1,
  ): Promise<readonly Answered[]> {
    const answers = []
    for (const [i, row] of rows.entries()) {
      const came: Came = { ...row, id: journal.next++, at: journal.at, truth: Number.NaN }
      const { flight, end, answered } = await (version < 0
        ? answerLive(service, came)
        : answerBy(service, version, came))
      journal.ended(flight, end)
      const kept = keptOf(row.row, service.versions.find((one) => one)?.columns ?? [])
      if (kept) given.push([came.id, kept])
      const label = truthOf(service, labels[i])
      if (!Number.isNaN(label)) journal.labelled([{ request: came.id, label }], 'caller')
      answers.push(answered)
    }
    given.splice(0, given.length - mostKept(service))
    return answers
  }
  const handle = openUrl({
    open: () => open,
    answer: (rows, labels, version) => answer(need(), rows, labels, version),
    inTurn,
    told: () => tellSoon(ANSWERED_MS),
  })

  async function change(here: Open, given: ServingChange): Promise<void> {
    const { service, journal, performance } = here
    switch (given.type) {
      case 'aliases': {
        const before = service.aliases
        // Also of one that is not back in its place after a reload.
        const ended = [service.point(given.aliases), takenBack(here.carry)].includes(true)
        if (ended) journal.changed({ type: 'service', why: storedDeployRollback(given) })
        for (const what of moved(before, given)) journal.changed(what)
        return
      }
      case 'spec': {
        const before = service.spec
        // A page that draws what was done here already changes nothing.
        if (JSON.stringify(before) === JSON.stringify(given.spec)) return
        performance?.rest()
        const known = timesOf(service.book(), here.laterMs)
        service.redraw(given.spec)
        journal.redrawn(service.book().stages.length, service.places)
        service.setTiming(await measureTiming(service, known))
        performance?.renew()
        for (const what of redrawn(before, given)) journal.changed(what)
        return
      }
      case 'canary':
        return here.canary.turn(given)
      default:
        given satisfies never
    }
  }

  async function play(here: Open, { score, to, speed, changes = [] }: Of<'play'>): Promise<void> {
    if (here.performance?.resume(score, speed, to)) return
    here.performance?.close()
    const world = isOfWorld(here.service) ? (await import('../ops/world')).worldRows : undefined
    here.performance = openPerformance({
      service: here.service,
      journal: here.journal,
      carry: here.carry,
      score,
      speed,
      changes,
      change: (given) => change(here, given),
      minute: () => here.canary.minute(),
      ...(world && { world }),
      ...(to !== undefined && { to }),
      inTurn: (work) =>
        inTurn(work, (said) => {
          stop(here)
          port.post({ type: 'broke', said })
        }),
      told: () => tellSoon(),
      unread: () => unread >= MOST_UNREAD,
      ended: () => stand(here, 'ended'),
    })
  }
  function stop(here: Open): void {
    here.performance?.close()
    tell()
    here.performance = undefined
  }
  function stand(here: Open, why: 'ended' | 'paused'): void {
    if (!here.performance) return
    here.performance.pause()
    tell()
    port.post({ type: 'played', at: here.journal.at, why })
  }

  function shut(): void {
    if (!open) return
    stop(open)
    open.service.close()
    open = undefined
  }
  function need(): Open {
    if (!open) throw new Refusal(message('service-closed', {}))
    return open
  }

  async function obey(given: Exclude<ToServing, { type: 'took' }>, since: number): Promise<void> {
    switch (given.type) {
      case 'open':
        return start(given)
      case 'infer':
        return infer(need(), given, since)
      case 'models': {
        const { service } = need()
        await service.add(given.models)
        service.setTiming(await measureTiming(service, service.book()))
        return done(given.id)
      }
      case 'ask':
        port.post({ type: 'asked', id: given.id, asked: await askRows(need().service, given.rows, given.of) })
        return
      case 'aliases':
      case 'spec':
      case 'canary': {
        const here = need()
        here.performance?.settle()
        await change(here, given)
        return done(given.id)
      }
      case 'play':
        return play(need(), given)
      case 'listen':
        listenOn(given.port, handle)
        return
      case 'pause':
        stand(need(), 'paused')
        return
      case 'speed':
        need().performance?.setSpeed(given.speed)
        return
      case 'labels':
        need().journal.labelled(given.labels, given.by)
        tellSoon()
        return
      case 'close':
        shut()
        port.post({ type: 'done', id: given.id })
        return
      default:
        given satisfies never
    }
  }
  function done(id: number): void {
    tellSoon()
    port.post({ type: 'done', id })
  }

  port.listen((given) => {
    if (given.type === 'took') {
      unread = Math.max(0, unread - 1)
      return
    }
    const since = performance.now()
    inTurn(
      () => obey(given, since),
      (said) => {
        if ('id' in given) port.post({ type: 'refused', id: given.id, said })
        else if (given.type === 'play') port.post({ type: 'played', at: open?.journal.at ?? 0, why: 'refused', said })
        else if (open) port.post({ type: 'broke', said })
      },
    )
  })

  return () => {
    clearInterval(pulse)
    shut()
  }
}

function saidBy(error: unknown): Message {
  if (error instanceof Refusal) return error.reason
  return message('serving-broke', { why: error instanceof Error ? error.message : String(error) }) as Message
}

/** What the score of a service that goes on had under way. */
function carryOf({ deploy, unlabelled }: Pick<Of<'open'>, 'deploy' | 'unlabelled'>): Carry {
  return { labels: makeLabelQueue(), ...(deploy && { deploy }), ...(unlabelled && { unlabelled }) }
}

/** What is known of the times of stages: one that comes back is not measured anew. */
function timesOf({ stages, timing }: Book, laterMs: Open['laterMs']): Pick<Book, 'stages' | 'timing'> {
  const times = [...Object.values(laterMs), ...timing.stages]
  return { stages: [...Object.keys(laterMs), ...stages], timing: { ...timing, stages: times } }
}

/** Inputs from outside that the log keeps. */
function mostKept({ spec }: Service): number {
  return spec.stages.reduce((most, stage) => (stage.class_name === 'Log' ? stage.config.inputs : most), 0)
}

/** The worlds come with the first service that lives in one. */
function isOfWorld({ spec }: Service): boolean {
  return spec.stages.some((stage) => stage.class_name === 'Source' && stage.config.from === 'world')
}

function enginesOf({ versions }: Service) {
  return Object.fromEntries(versions.filter((one) => one).map(({ ref, engine }) => [versionName(ref), engine]))
}
