/**
 * @file Manual labeling: which request of the open service to label next, and the labels that users give. Loaded with
 * the first command that needs it.
 */
import '../../../messages/en/retraining'
import type { Slice } from '../../../data/condition'
import { namesIn } from '../../../data/evaluate-condition'
import { refuse } from '../../../messages/message'
import { inputKey, type LabelQueueQuery, labelQueue, type QueuedRequest, rowInputKey } from '../../../ops/label-queue'
import { STRATEGIES, type Strategy } from '../../../ops/labeling-strategies'
import { labelSourceAt, type RequestBuffer, slotOf, UNLABELED } from '../../../ops/log/request-buffer'
import { type RequestRecord, requestOf } from '../../../ops/log/request-record'
import { type LabelSource, type LogDictionary, SOURCES } from '../../../ops/log-entry'
import type { AppContext } from '../../context'
import { operateController } from '../controller'
import { drillIdOf } from '../project-model'
import { labeledRow, serviceDataset } from '../requests/request-inputs'
import { slicesFor } from '../service-start'
import { type ManualLabel, manualLabelsOf, packRow, type RowOrigin, saveManualLabel } from './manual-labels'

export interface LabelRequest extends QueuedRequest {
  readonly record: RequestRecord
}

export interface NextLabelsOptions {
  readonly strategy?: Strategy | undefined
  readonly limit?: number | undefined
  readonly reasons?: LabelQueueQuery['reasons'] | undefined
}

export interface LabelCounts {
  /** The number of inputs that users labeled, including inputs of requests that are no longer in the log. */
  readonly labeled: number
  /** The number of requests that were set aside: skipped, or marked as unclear. */
  readonly skipped: number
  readonly unclear: number
}

export const DEFAULT_STRATEGY: Strategy = 'margin'
const MAX_ASKED = 200

/** Requests that were set aside, saved with their log. */
interface SetAside {
  readonly skipped: readonly number[]
  readonly unclear: readonly number[]
}

const ASIDE = 'labels aside'
/** The annotation for prioritized requests, which are labeled before others. */
const WANTED = 'labels wanted'
const NOTHING_ASIDE: SetAside = { skipped: [], unclear: [] }
/**
 * The maximum number of skipped requests, and of unclear requests, to save. Older requests are no longer in the log
 * anyway.
 */
const MAX_SET_ASIDE = 10_000

/** The cast is safe because only this file writes this annotation. */
function setAsideRequests(studio: AppContext): SetAside {
  return (operateController(studio).log().annotation(ASIDE) as SetAside | undefined) ?? NOTHING_ASIDE
}

/** Moves a request to one of the set-aside lists, or removes it from both. */
function moveSetAside(studio: AppContext, request: number, to?: keyof SetAside): void {
  const { skipped, unclear } = setAsideRequests(studio)
  const without = (all: readonly number[]) => all.filter((one) => one !== request)
  const next = { skipped: without(skipped), unclear: without(unclear) }
  const put = to === undefined ? next : { ...next, [to]: [...next[to], request].slice(-MAX_SET_ASIDE) }
  operateController(studio).log().setAnnotation(ASIDE, put)
}

/** The requests that were prioritized. The cast is safe because only this file writes this annotation. */
function prioritizedRequests(studio: AppContext): readonly number[] {
  return (operateController(studio).log().annotation(WANTED) as readonly number[] | undefined) ?? []
}

/**
 * Puts these requests at the front of the queue. Returns how many of them can still be labeled, because they have no
 * label yet.
 */
export async function prioritizeLabels(
  studio: AppContext,
  requests: readonly number[],
): Promise<{ readonly wait: number }> {
  const labelOf = await manualLabelLookup(studio)
  const log = operateController(studio).log()
  const { buffer } = log.fold
  const waiting = requests.filter((request) => {
    const place = slotOf(buffer, request)
    return place >= 0 && buffer.labelBy[place] === UNLABELED && labelOf(request) === undefined
  })
  const all = new Set([...prioritizedRequests(studio), ...waiting])
  log.setAnnotation(WANTED, [...all].slice(-MAX_SET_ASIDE))
  // A prioritized request is no longer set aside.
  for (const request of waiting) moveSetAside(studio, request)
  return { wait: waiting.length }
}

/** The requests to label next, most important first. */
export async function nextLabels(studio: AppContext, asked: NextLabelsOptions = {}): Promise<readonly LabelRequest[]> {
  const { strategy = DEFAULT_STRATEGY, limit = 1, reasons } = asked
  if (!STRATEGIES.includes(strategy)) return refuse('label-strategy', { strategy: String(strategy), known: STRATEGIES })
  const [labels, telling] = await Promise.all([manualLabels(studio), revealingSlices(studio)])
  const { fold, book, seed, readings } = operateController(studio).log()
  if (!book) return []
  const { skipped, unclear } = setAsideRequests(studio)
  const without = new Set([...skipped, ...unclear])
  const most = Math.min(MAX_ASKED, Math.max(1, Math.round(limit)))
  const { count, inputs } = readings.personLabels
  const person = { count, inputs: new Set([...inputs, ...inputKeys(labels, book)]) }
  return labelQueue({ buffer: fold.buffer, book }, person, {
    ...{ strategy, limit: most, seed, without },
    requested: inputKeysOf(fold.buffer, prioritizedRequests(studio)),
    ...(reasons ? { reasons } : {}),
  }).flatMap((one) => {
    const record = requestOf(fold.buffer, book, seed, one.request)
    if (!record) return []
    // Hide the slice if its name would reveal the label.
    return [{ ...one, record: telling.has(record.slice) ? { ...record, slice: '' } : record }]
  })
}

function inputKeysOf(buffer: RequestBuffer, requests: readonly number[]): ReadonlySet<number> {
  const places = requests.map((request) => slotOf(buffer, request)).filter((place) => place >= 0)
  return new Set(places.map((place) => inputKey(buffer, place)))
}

/** The names of slices whose condition uses the target or the correctness of the prediction. */
async function revealingSlices(studio: AppContext): Promise<ReadonlySet<string>> {
  const dataset = await serviceDataset(studio).catch(() => undefined)
  if (!dataset) return new Set()
  const reveals = ({ where }: Slice) => {
    const names = namesIn(where)
    return names.has(dataset.target) || names.has('mistake') || names.has('error')
  }
  return new Set(
    slicesFor(studio, dataset.record, dataset.ready)
      .filter(reveals)
      .map(({ name }) => name),
  )
}

/**
 * Labels a request with a class (by name or index) or a number; null marks it as unclear. Resolves once the label is
 * saved. With the time of the request that was shown, no other request of that number is labeled.
 */
export async function addLabel(
  studio: AppContext,
  request: number,
  label: string | number | null,
  at?: number,
): Promise<void> {
  const controller = operateController(studio)
  const { fold, book, seed } = controller.log()
  const record = book && requestOf(fold.buffer, book, seed, request)
  if (!book || !record) return refuse('label-request', { request: String(request) })
  if (at !== undefined && at !== record.at) return refuse('label-other-request', { request: String(request) })
  if (label === null) {
    moveSetAside(studio, request, 'unclear')
    return
  }
  const { classes } = book
  const place = typeof label === 'number' && !classes.includes(String(label)) ? label : classes.indexOf(String(label))
  const value = classes.length > 0 ? place : Number(label)
  const fits =
    classes.length > 0 ? Number.isInteger(value) && value >= 0 && value < classes.length : Number.isFinite(value)
  if (!fits || label === '') return refuse('label-class', { label: String(label), classes })
  controller.session().label([{ request, label: value }], 'person')
  moveSetAside(studio, request)
  if (!isDrill(studio)) await saveManualLabel(studio, await makeManualLabel(studio, request, classes[value] ?? value))
}

/** The label in the form that is saved permanently: with its input and the origin of that input. */
async function makeManualLabel(studio: AppContext, request: number, label: string | number): Promise<ManualLabel> {
  const { name } = operateController(studio).service()
  // Read this before the first `await`, because the log may drop the request meanwhile.
  const from = operateController(studio).log()
  const seen = rowOriginAt(from.fold.buffer, from.book, slotOf(from.fold.buffer, request))
  const [{ ready, target }, whole] = await Promise.all([
    serviceDataset(studio),
    labeledRow(studio, request, label).catch(() => undefined),
  ])
  const input = whole && packRow(whole)
  return {
    ...{ service: name, request, labeledAt: new Date().toISOString(), label, target },
    ...(seen && { place: { data: ready.key, ...seen } }),
    ...(input ? { input } : {}),
  }
}

/**
 * Whether the project is a drill. Drills use only the labels in their log, so that labels of an earlier attempt do not
 * count.
 */
function isDrill({ store }: AppContext): boolean {
  return drillIdOf(store.getState().project) !== undefined
}

/** The manual labels of the open service: for each labeled input, only the latest label. */
export async function manualLabels(studio: AppContext): Promise<readonly ManualLabel[]> {
  if (isDrill(studio)) return []
  const { name } = operateController(studio).service()
  const dataset = await serviceDataset(studio).catch(() => undefined)
  return dataset ? manualLabelsOf(studio, name, dataset.target) : []
}

/** Returns a function that looks up the manual label of a request's input; it returns undefined if there is none. */
export async function manualLabelLookup(
  studio: AppContext,
): Promise<(request: number) => ManualLabel['label'] | undefined> {
  const labels = await manualLabels(studio)
  const labelByRow = new Map(labels.flatMap(({ place, label }) => (place ? [[rowKey(place), label] as const] : [])))
  const { book, fold } = operateController(studio).log()
  return (request) => {
    const at = slotOf(fold.buffer, request)
    const place = at < 0 ? undefined : rowOriginAt(fold.buffer, book, at)
    return place && labelByRow.get(rowKey(place))
  }
}

/** The origin of the request in this slot of the request buffer; undefined for a request from outside. */
function rowOriginAt(
  { columns }: RequestBuffer,
  book: LogDictionary | undefined,
  at: number,
): Omit<RowOrigin, 'data'> | undefined {
  const row = columns.row[at] as number
  if (row < 0) return undefined
  return {
    ...{ row, strength: columns.strength[at] as number },
    operator: book?.operators[columns.operator[at] as number] ?? '',
    world: SOURCES[columns.source[at] as number] === 'world',
  }
}

/**
 * The keys by which the label queue recognizes labeled inputs; skips inputs with a drift operator that the log
 * dictionary does not contain.
 */
function inputKeys(labels: readonly ManualLabel[], book: LogDictionary): readonly number[] {
  return labels.flatMap(({ place }) => {
    const operator = place ? book.operators.indexOf(place.operator) : -1
    return place && operator >= 0 ? [rowInputKey(place, operator)] : []
  })
}

/** Skips a request until the user puts it back. */
export function skipLabel(studio: AppContext, request: number): void {
  moveSetAside(studio, request, 'skipped')
}

/** Puts a skipped or unclear request back into the queue. */
export function unskipLabel(studio: AppContext, request: number): void {
  moveSetAside(studio, request)
}

/** The counts that show the progress of manual labeling. */
export async function labelCounts(studio: AppContext): Promise<LabelCounts> {
  const labels = await manualLabels(studio)
  const { skipped, unclear } = setAsideRequests(studio)
  return {
    labeled: labels.length + withoutManualLabels(labeledRequests(studio, ['person']), labels).length,
    skipped: skipped.length,
    unclear: unclear.length,
  }
}

/** A request with its label; `row` is an index into the dataset or into the simulated world. */
export interface LabeledRequest {
  readonly request: number
  readonly label: number
  readonly row: number
  readonly world: boolean
  /** The origin of the row; absent for a request from outside. */
  readonly place?: Omit<RowOrigin, 'data'>
}

/**
 * Requests in the log with a label from one of these sources, oldest first. If several requests have the same input,
 * only the latest is included.
 */
export function labeledRequests(studio: AppContext, by: readonly LabelSource[]): readonly LabeledRequest[] {
  const { book, fold } = operateController(studio).log()
  const { buffer } = fold
  const known = new Set<number>()
  const found: LabeledRequest[] = []
  // From the newest to the oldest, so that only one request of each input is read: a log is read once a second.
  for (let request = buffer.next - 1; request >= Math.max(0, buffer.next - buffer.capacity); request--) {
    const place = slotOf(buffer, request)
    if (place < 0 || buffer.labelBy[place] === UNLABELED) continue
    const labelSource = labelSourceAt(buffer, place)
    if (!labelSource || !by.includes(labelSource)) continue
    const key = inputKey(buffer, place)
    if (known.has(key)) continue
    known.add(key)
    const of = rowOriginAt(buffer, book, place)
    const isSimulated = SOURCES[buffer.columns.source[place] as number] === 'world'
    const row = buffer.columns.row[place] as number
    found.push({ request, label: buffer.label[place] as number, row, world: isSimulated, ...(of && { place: of }) })
  }
  return found.reverse()
}

/** The requests that have no saved manual label. */
export function withoutManualLabels(
  requests: readonly LabeledRequest[],
  labels: readonly ManualLabel[],
): readonly LabeledRequest[] {
  const kept = new Set(labels.flatMap(({ place, request }) => (place ? [rowKey(place)] : [`request ${request}`])))
  return requests.filter((one) => !kept.has(one.place ? rowKey(one.place) : `request ${one.request}`))
}

function rowKey({ world: isSimulated, row, operator, strength }: Omit<RowOrigin, 'data'>): string {
  return `${isSimulated} ${row} ${operator} ${strength}`
}
