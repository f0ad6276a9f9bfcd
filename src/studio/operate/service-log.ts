/** @file ServiceLog: the log of one service of a project as the page has it: what came of it so far, read along as it grows, kept across reloads. */
import type { Message } from '../../messages/message'
import { Refusal } from '../../messages/message'
import { stableJson } from '../../base/stable-json'
import { entriesSince } from '../../ops/log/entries'
import { type Fold, openFold } from '../../ops/log/fold'
import { digestOf, FIRST_LINK, type Link } from '../../ops/log/hash'
import { type KeptInputs, openKeptInputs } from '../../ops/log/inputs'
import { MINUTE_MS } from '../../ops/log/in-order'
import { unlabelledOf } from '../../ops/log/unlabelled'
import type { Book, Change, Entry } from '../../ops/record'
import type { ServiceSpec } from '../../ops/service-spec'
import type { Deployed, Given, ServiceStart } from '../../protocol/serving-messages'
import type { Storage } from '../../storage/records'
import type { LiveLog, ServiceLogFile } from '../../storage/service-log-records'
import { countsOf } from './log-counts'
import { readingQueue } from './reading-queue'
import { READINGS, type Readings } from './readings'

export interface ServiceLog {
  /** What the numbers in it stand for; undefined until it serves for the first time. */
  readonly book: Book | undefined
  readonly seed: number
  readonly fold: Fold<typeof READINGS>
  /** What was made of it by each reducer. */
  readonly readings: Readings
  /** Inputs that came from outside, by request. */
  readonly inputs: KeptInputs
  /** What was changed in the service, oldest first; the latest few thousand. */
  readonly changes: readonly Change[]
  /** What people did beside it, kept with it: plain JSON by what it is of. */
  beside(of: string): unknown
  setBeside(of: string, value: unknown): void
  /** Virtual milliseconds reached. */
  readonly at: number
  /** Takes up what the service told; resolves once it was read, which takes some frames where it is much. */
  push(batch: Told): Promise<void>
  /** Resolves when all was read that came. */
  settled(): Promise<void>
  /** The service was opened with this book; the seed is that of its traces. */
  begin(book: Book, seed: number): void
  /** From here on it is served by this drawing. */
  drawn(spec: ServiceSpec): void
  /** Where a service that is opened again goes on. */
  goOn(): Pick<
    ServiceStart,
    'first' | 'at' | 'book' | 'drawnBefore' | 'timing' | 'link' | 'since' | 'deploy' | 'unlabelled'
  >
  /** The deploy of its score that goes on. */
  deploy(): Deployed | undefined
  requests(): number
  labels(): number
  /** Requests by status, in the order of STATUSES. */
  statusCounts(): readonly number[]
  /** SHA-256 over all minutes that are over: a replay of the same score ends in the same. */
  hash(): string
  /** Writes what is not on disk yet; resolves when it is. */
  flush(): Promise<void>
  /** It is the log of the service by another name from here on, on disk as well. */
  rename(to: string): Promise<void>
  /** Keeps the rest and lets go; resolves when it is on disk. */
  close(): Promise<void>
}

/** A batch of the log. */
export interface Told {
  readonly entries: readonly Entry[]
  /** Nothing earlier comes any more. */
  readonly through: number
  /** The chain of hashes with these in it. */
  readonly link: Link
  /** Where it grew. */
  readonly book?: Book | undefined
  /** What requests from outside brought. */
  readonly given?: Given
  /** The deploy of the score, where that is not as before; null for none. */
  readonly deploy?: Deployed | null
}

export interface LogEvents {
  /** Something was added. */
  grown(): void
  /** A part of what was kept is lost, or it cannot be kept any more. */
  trouble(said: Message): void
}

/** Quiet is not waited for while a score plays: what is older than this is written. In ms. */
const KEEP_MS = 1000
/** Nothing is read while a part is copied, so that of a log that grows fast is a small part of the time. */
const KEEP_RATIO = 4
/** What is not written is lost with the page: it waits for nothing longer than this, in ms. */
const MOST_KEEP_MS = 2000
/** A disk that had no room is not asked all the time, in ms. */
const RETRY_MS = 5000
const MOST_CHANGES = 4000
/** What is kept beside the log of the deploy that goes on. */
const DEPLOY = 'deploy'
/** And of the drawing by which it serves. */
const DRAWN = 'drawn'

/** Opens the log of a service, with what was kept of it. */
export async function openLog(
  storage: Storage,
  service: { readonly project: string; readonly service: string },
  events: LogEvents,
): Promise<ServiceLog> {
  // Where nothing can be kept the log lasts as long as the page, as all else does there.
  const file: ServiceLogFile | undefined = await storage.serviceLogs.open(service).catch(() => undefined)
  for (const said of file?.damaged ?? []) events.trouble(said)
  const kept = file?.kept
  const state = kept ? takenUp(kept) : begun()
  const { fold, inputs, changes } = state
  const counts = countsOf(fold.states.aggregates)
  let { book, seed, at, link } = state
  let beside: Readonly<Record<string, unknown>> = kept?.beside ?? {}
  let [requests, unwritten, stuck] = [fold.ring.next, false, false]
  const forgotten = counts.labels - fold.states.labelled.requests
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> = Promise.resolve()
  let waitMs = KEEP_MS

  function live(): LiveLog | undefined {
    if (!book) return undefined
    return {
      ...{ book, seed, through: at, link, changes, beside },
      ...{ ring: fold.ring, levels: fold.states.aggregates, inputs: [...inputs.entries()] },
    }
  }
  /** All of it at one moment: what comes meanwhile waits until that is copied. */
  function write(into: ServiceLogFile): Promise<void> {
    return new Promise((resolve, reject) => {
      queue.hold((letGo) => {
        const began = performance.now()
        const copied = () => {
          waitMs = Math.min(MOST_KEEP_MS, Math.max(KEEP_MS, KEEP_RATIO * (performance.now() - began)))
          letGo()
        }
        const now = live()
        const written = now ? into.flush(now, copied) : Promise.resolve(0)
        void written.then(() => resolve(), reject).finally(letGo)
      })
    })
  }
  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (!file || !book || !unwritten || stuck) return writing
    unwritten = false
    writing = writing
      .then(() => write(file))
      .catch((error: unknown) => {
        unwritten = true
        waitMs = RETRY_MS
        stuck = error instanceof Refusal && error.code === 'log-conflict'
        if (error instanceof Refusal) events.trouble(error.reason)
      })
    return writing
  }
  function changed(): void {
    unwritten = true
    timer ??= setTimeout(() => void flush(), waitMs)
    events.grown()
  }
  function count(entry: Entry): void {
    if (entry.kind === 'change') changes.push(entry)
    if (entry.kind !== 'requests') return
    requests = entry.first + entry.count
    for (const status of entry.status) counts.statuses[status] = (counts.statuses[status] ?? 0) + 1
  }
  function* read({ entries, through, link: reached, book: grown, given, deploy }: Told): Generator<undefined, void> {
    if (grown) book = grown
    if (!book) return
    yield* fold.taking(entries, through, book)
    for (const entry of entries) count(entry)
    for (const [id, input] of given?.inputs ?? []) inputs.put(id, input)
    if (given) inputs.cut(given.most)
    if (deploy !== undefined) beside = { ...beside, [DEPLOY]: deploy }
    if (changes.length > MOST_CHANGES) changes.splice(0, changes.length - MOST_CHANGES)
    at = Math.max(at, through)
    link = reached
    changed()
  }
  // Casts: what is kept under these names is written here alone.
  const deployed = () => (beside[DEPLOY] as Deployed | null | undefined) ?? undefined
  const drawnBefore = () => beside[DRAWN] as ServiceSpec | undefined
  const queue = readingQueue(read)
  return {
    get book() {
      return book
    },
    get seed() {
      return seed
    },
    fold,
    readings: fold.states,
    get at() {
      return at
    },
    inputs,
    changes,
    beside: (of) => (Object.hasOwn(beside, of) ? beside[of] : undefined),
    setBeside(of, value) {
      beside = { ...beside, [of]: value }
      changed()
    },
    push: queue.push,
    settled: queue.settled,
    begin(opened, ofTraces) {
      book = opened
      seed = ofTraces
      changed()
    },
    drawn(spec) {
      if (stableJson(drawnBefore()) === stableJson(spec)) return
      beside = { ...beside, [DRAWN]: spec }
      changed()
    },
    goOn() {
      if (!book) return {}
      const since = entriesSince(fold.ring, changes, link.minute * MINUTE_MS)
      const deploy = deployed()
      const unlabelled = unlabelledOf(fold.ring)
      const before = drawnBefore()
      return {
        ...{ first: requests, at, book, timing: book.timing, link, since, unlabelled },
        ...(deploy && { deploy }),
        ...(before && { drawnBefore: before }),
      }
    },
    deploy: deployed,
    requests: () => requests,
    labels: () => forgotten + fold.states.labelled.requests,
    statusCounts: () => counts.statuses,
    hash: () => (book ? digestOf(link, book) : ''),
    flush,
    rename: async (to) => file?.rename(to),
    async close() {
      await queue.settled()
      const last = flush()
      stuck = true
      await last
    },
  }
}

interface Standing {
  readonly fold: Fold<typeof READINGS>
  readonly link: Link
  readonly inputs: KeptInputs
  readonly changes: Change[]
  readonly book: Book | undefined
  readonly seed: number
  readonly at: number
}

function begun(): Standing {
  const inputs = openKeptInputs()
  return { fold: openFold(READINGS), link: FIRST_LINK, inputs, changes: [], book: undefined, seed: 0, at: 0 }
}

/** Counts go on as they were kept; all else is read anew out of the requests that are kept in full. */
function takenUp({ ring, levels, link, through, changes, book: kept, seed, inputs: keptInputs }: LiveLog): Standing {
  const { aggregates: _, ...others } = READINGS
  const again = openFold(others)
  again.push(entriesSince(ring, changes, 0), through, kept)
  const inputs = openKeptInputs()
  // A log of before stages kept their places has columns that the book does not know any more: none is given to a new stage.
  const lost = Array.from({ length: Math.max(0, ring.widths.stages - kept.stages.length) }, () => '')
  const book = lost.length > 0 ? { ...kept, stages: [...kept.stages, ...lost] } : kept
  for (const [id, input] of keptInputs) inputs.put(id, input)
  const states = { ...again.states, aggregates: levels } as Readings
  const fold = openFold(READINGS, { ring, states, minute: Math.floor(through / MINUTE_MS) })
  return { fold, link, inputs, changes: [...changes], book, seed, at: through }
}
