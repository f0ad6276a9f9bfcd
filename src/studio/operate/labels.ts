/**
 * @file Labels by hand: which request of the open service is asked about next, and what a person said. Loaded with the first of its
 * commands.
 */
import '../../messages/en/retraining'
import { refuse } from '../../messages/message'
import {
  inputKey,
  keyOfInput,
  labelQueue,
  type Queued,
  type QueueAsked,
  STRATEGIES,
  type Strategy,
} from '../../ops/label-queue'
import { placeOf, type Ring, UNLABELLED } from '../../ops/log/request-buffer'
import { requestOf, type RequestRecord } from '../../ops/log/request'
import { type Book, LABELLERS, type Labeller, SOURCES } from '../../ops/record'
import { namesIn } from '../../data/condition-mask'
import type { Slice } from '../../data/condition'
import type { AppContext } from '../context'
import { operateDesk } from './controller'
import { drillOf } from './drill-row'
import { type HandLabel, handLabelsOf, keepHandLabel, packRow, type RowPlace } from './hand-labels'
import { labelledRow, serviceSet } from './request-input'
import { slicesFor } from './service-start'

export interface Asked extends Queued {
  readonly record: RequestRecord
}

export interface NextAsked {
  readonly strategy?: Strategy
  readonly limit?: number
  readonly reasons?: QueueAsked['reasons']
}

export interface LabelCounts {
  /** Inputs that people said the answer of, also where the log has forgotten the request. */
  readonly said: number
  /** Requests put aside here: skipped, or nobody can tell. */
  readonly skipped: number
  readonly unclear: number
}

export const USUAL_STRATEGY: Strategy = 'margin'
const MOST_ASKED = 200

/** Requests that were put aside; kept beside the log that they are of. */
interface Aside {
  readonly skipped: readonly number[]
  readonly unclear: readonly number[]
}

const ASIDE = 'labels aside'
/** What is kept beside the log of requests that are to be labelled before others. */
const WANTED = 'labels wanted'
const NOTHING_ASIDE: Aside = { skipped: [], unclear: [] }
/** The latest of each: older requests have left the log. */
const MOST_ASIDE = 10_000

/** Cast: what is kept under this name is written below alone. */
function asideOf(studio: AppContext): Aside {
  return (operateDesk(studio).log().beside(ASIDE) as Aside | undefined) ?? NOTHING_ASIDE
}

/** The request is of this list from now on, or of none. */
function putAside(studio: AppContext, request: number, to?: keyof Aside): void {
  const { skipped, unclear } = asideOf(studio)
  const without = (all: readonly number[]) => all.filter((one) => one !== request)
  const next = { skipped: without(skipped), unclear: without(unclear) }
  const put = to === undefined ? next : { ...next, [to]: [...next[to], request].slice(-MOST_ASIDE) }
  operateDesk(studio).log().setBeside(ASIDE, put)
}

/** Cast: what is kept under this name is written below alone. */
function wantedOf(studio: AppContext): readonly number[] {
  return (operateDesk(studio).log().beside(WANTED) as readonly number[] | undefined) ?? []
}

/** Asks about these requests before all others; answers how many of them can be asked about, which those that are labelled cannot. */
export async function wantLabels(studio: AppContext, requests: readonly number[]): Promise<{ readonly wait: number }> {
  const saidOf = await saidByHand(studio)
  const log = operateDesk(studio).log()
  const { ring } = log.fold
  const waiting = requests.filter((request) => {
    const place = placeOf(ring, request)
    return place >= 0 && ring.labelBy[place] === UNLABELLED && saidOf(request) === undefined
  })
  const all = new Set([...wantedOf(studio), ...waiting])
  log.setBeside(WANTED, [...all].slice(-MOST_ASIDE))
  // Who sends one here has changed their mind about putting it aside.
  for (const request of waiting) putAside(studio, request)
  return { wait: waiting.length }
}

/** The requests to ask a person about, most wanted first. */
export async function nextLabels(studio: AppContext, asked: NextAsked = {}): Promise<readonly Asked[]> {
  const { strategy = USUAL_STRATEGY, limit = 1, reasons } = asked
  if (!STRATEGIES.includes(strategy)) return refuse('label-strategy', { strategy: String(strategy), known: STRATEGIES })
  const [hand, telling] = await Promise.all([handLabels(studio), tellingSlices(studio)])
  const { fold, book, seed, readings } = operateDesk(studio).log()
  if (!book) return []
  const { skipped, unclear } = asideOf(studio)
  const without = new Set([...skipped, ...unclear])
  const most = Math.min(MOST_ASKED, Math.max(1, Math.round(limit)))
  const { said, inputs } = readings.personLabels
  const person = { said, inputs: new Set([...inputs, ...inputKeys(hand, book)]) }
  return labelQueue({ ring: fold.ring, book }, person, {
    ...{ strategy, limit: most, seed, without },
    wanted: keysIn(fold.ring, wantedOf(studio)),
    ...(reasons ? { reasons } : {}),
  }).flatMap((one) => {
    const record = requestOf(fold.ring, book, seed, one.request)
    if (!record) return []
    // Who is asked what it is must not read it there.
    return [{ ...one, record: telling.has(record.slice) ? { ...record, slice: '' } : record }]
  })
}

function keysIn(ring: Ring, requests: readonly number[]): ReadonlySet<number> {
  const places = requests.map((request) => placeOf(ring, request)).filter((place) => place >= 0)
  return new Set(places.map((place) => inputKey(ring, place)))
}

/** Names of the slices that go by the answer itself, or by whether it was right. */
async function tellingSlices(studio: AppContext): Promise<ReadonlySet<string>> {
  const set = await serviceSet(studio).catch(() => undefined)
  if (!set) return new Set()
  const tells = ({ where }: Slice) => {
    const names = namesIn(where)
    return names.has(set.target) || names.has('mistake') || names.has('error')
  }
  return new Set(
    slicesFor(studio, set.record, set.ready)
      .filter(tells)
      .map(({ name }) => name),
  )
}

/** What a person says of a request: a class by its name or its place, or a number; null where nobody can tell. Resolves once it is kept. */
export async function sayLabel(studio: AppContext, request: number, label: string | number | null): Promise<void> {
  const desk = operateDesk(studio)
  const { fold, book } = desk.log()
  if (!book || !(placeOf(fold.ring, request) >= 0)) return refuse('label-request', { request: String(request) })
  if (label === null) {
    putAside(studio, request, 'unclear')
    return
  }
  const { classes } = book
  const place = typeof label === 'number' && !classes.includes(String(label)) ? label : classes.indexOf(String(label))
  const value = classes.length > 0 ? place : Number(label)
  const fits =
    classes.length > 0 ? Number.isInteger(value) && value >= 0 && value < classes.length : Number.isFinite(value)
  if (!fits || label === '') return refuse('label-class', { label: String(label), classes })
  desk.session().label([{ request, label: value }], 'person')
  putAside(studio, request)
  if (!isDrill(studio)) await keepHandLabel(studio, await handLabel(studio, request, classes[value] ?? value))
}

/** What is kept of a word for ever: where the input came from, and the input itself. */
async function handLabel(studio: AppContext, request: number, label: string | number): Promise<HandLabel> {
  const { name } = operateDesk(studio).service()
  // Before anything is waited for: the request may leave the log meanwhile.
  const from = operateDesk(studio).log()
  const seen = placeAt(from.fold.ring, from.book, placeOf(from.fold.ring, request))
  const [{ ready, target }, whole] = await Promise.all([
    serviceSet(studio),
    labelledRow(studio, request, label).catch(() => undefined),
  ])
  const input = whole && packRow(whole)
  return {
    ...{ service: name, request, said: new Date().toISOString(), label, target },
    ...(seen && { place: { data: ready.key, ...seen } }),
    ...(input ? { input } : {}),
  }
}

/** A drill is played by what its log has: what was said in an earlier try is none of this one. */
function isDrill({ store }: AppContext): boolean {
  return drillOf(store.getState().project) !== undefined
}

/** What was ever said by hand of the open service's inputs, the latest word on each. */
export async function handLabels(studio: AppContext): Promise<readonly HandLabel[]> {
  if (isDrill(studio)) return []
  const { name } = operateDesk(studio).service()
  const set = await serviceSet(studio).catch(() => undefined)
  return set ? handLabelsOf(studio, name, set.target) : []
}

/** What was ever said by hand of the input that a request brought; undefined where nothing was. */
export async function saidByHand(studio: AppContext): Promise<(request: number) => HandLabel['label'] | undefined> {
  const hand = await handLabels(studio)
  const said = new Map(hand.flatMap(({ place, label }) => (place ? [[placeKey(place), label] as const] : [])))
  const { book, fold } = operateDesk(studio).log()
  return (request) => {
    const at = placeOf(fold.ring, request)
    const place = at < 0 ? undefined : placeAt(fold.ring, book, at)
    return place && said.get(placeKey(place))
  }
}

/** Which row the request at a place of the ring was; undefined of one from outside. */
function placeAt({ columns }: Ring, book: Book | undefined, at: number): Omit<RowPlace, 'data'> | undefined {
  const row = columns.row[at] as number
  if (row < 0) return undefined
  return {
    ...{ row, strength: columns.strength[at] as number },
    operator: book?.operators[columns.operator[at] as number] ?? '',
    world: SOURCES[columns.source[at] as number] === 'world',
  }
}

/** The inputs by the queue's own keys, of those rows that the book's operators are known of. */
function inputKeys(hand: readonly HandLabel[], book: Book): readonly number[] {
  return hand.flatMap(({ place }) => {
    const operator = place ? book.operators.indexOf(place.operator) : -1
    return place && operator >= 0 ? [keyOfInput(place.row, operator, place.strength)] : []
  })
}

/** Not now: it is not asked again unless it is taken back. */
export function skipLabel(studio: AppContext, request: number): void {
  putAside(studio, request, 'skipped')
}

/** Asked again: it was skipped, or nobody could tell. */
export function takeBackLabel(studio: AppContext, request: number): void {
  putAside(studio, request)
}

/** How far it is. */
export async function labelCounts(studio: AppContext): Promise<LabelCounts> {
  const hand = await handLabels(studio)
  const { skipped, unclear } = asideOf(studio)
  return {
    said: hand.length + ofLogAlone(labelledRequests(studio, ['person']), hand).length,
    skipped: skipped.length,
    unclear: unclear.length,
  }
}

/** A request with its label; `row` of the set, or of a world. */
export interface LabelledRequest {
  readonly request: number
  readonly label: number
  readonly row: number
  readonly world: boolean
  /** What was done to the row; absent where it came from outside. */
  readonly place?: Omit<RowPlace, 'data'>
}

/** Requests with a label by one of these, as the ring has them, oldest first; of the same input the latest alone. */
export function labelledRequests(studio: AppContext, by: readonly Labeller[]): readonly LabelledRequest[] {
  const { book, fold } = operateDesk(studio).log()
  const { ring } = fold
  const found = new Map<number, LabelledRequest>()
  for (let request = Math.max(0, ring.next - ring.capacity); request < ring.next; request++) {
    const place = placeOf(ring, request)
    if (place < 0 || ring.labelBy[place] === UNLABELLED) continue
    const labeller = LABELLERS[ring.labelBy[place] as number]
    if (!labeller || !by.includes(labeller)) continue
    const key = inputKey(ring, place)
    found.delete(key)
    const of = placeAt(ring, book, place)
    const world = SOURCES[ring.columns.source[place] as number] === 'world'
    const row = ring.columns.row[place] as number
    found.set(key, { request, label: ring.label[place] as number, row, world, ...(of && { place: of }) })
  }
  return [...found.values()]
}

/** Requests of the log that nobody spoke of by hand, or of which that was not kept. */
export function ofLogAlone(
  requests: readonly LabelledRequest[],
  hand: readonly HandLabel[],
): readonly LabelledRequest[] {
  const kept = new Set(hand.flatMap(({ place, request }) => (place ? [placeKey(place)] : [`request ${request}`])))
  return requests.filter((one) => !kept.has(one.place ? placeKey(one.place) : `request ${one.request}`))
}

function placeKey({ world, row, operator, strength }: Omit<RowPlace, 'data'>): string {
  return `${world} ${row} ${operator} ${strength}`
}
