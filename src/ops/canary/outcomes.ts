/**
 * @file Outcomes of a canary, request by request: predictions of both versions for the same input, requests without an
 * outcome yet, and harmed requests.
 */
import { inputKey } from '../log/distinct-inputs'
import { monitoredSlotOf, oldestId, type RequestBuffer } from '../log/request-buffer'

const CANARY_HARMS = ['wrong', 'failed', 'late'] as const
export type HarmKind = (typeof CANARY_HARMS)[number]

/** A request that failed, was late, or was answered incorrectly. */
export interface BadRequest {
  readonly id: number
  readonly at: number
  readonly slice: number
  readonly kind: HarmKind
  /** The key of the input, if the input can repeat. */
  readonly key?: number
  readonly truth: number
}

export interface CanaryHarm {
  /** The number of requests sent to the challenger. */
  readonly given: number
  /**
   * How many of these requests failed, were answered incorrectly or were late although the champion answers the same
   * input correctly.
   */
  readonly harmed: number
  /** The number of requests for which both models are wrong, so sending them to the challenger did no harm. */
  readonly either: number
  /** The number of incorrect or failed requests whose inputs the champion has never received. */
  readonly unknown: number
  /** The number of bad requests that are not stored individually because the maximum was already reached. */
  readonly beyond: number
  readonly byKind: Readonly<Record<HarmKind, number>>
  /** Harm for each slice, most harmed first. */
  readonly bySlice: readonly { readonly slice: number; readonly harmed: number; readonly given: number }[]
  /** IDs of the most recent harmed requests. */
  readonly ids: readonly number[]
}

/** The maximum number of bad requests stored individually. */
export const MAX_BAD = 5000
const MAX_IDS = 200

/**
 * The harm done by a canary, as far as the log contains the champion's predictions. A late response counts as harm only
 * if the challenger is slower; otherwise it is attributed to chance.
 */
export function canaryHarm(
  { given, givenBySlice, bad, beyond, seen, earlier }: CanaryHarmState,
  within: number,
  late: 'harm' | 'luck',
): CanaryHarm {
  let [either, unknown] = [0, 0]
  const harmed: BadRequest[] = []
  for (const one of bad) {
    const champion = one.key === undefined ? undefined : (seen.get(one.key)?.champion ?? earlier.get(one.key))
    if (one.kind === 'late') {
      if (late === 'harm') harmed.push(one)
    } else if (!champion || Number.isNaN(one.truth)) unknown++
    else if (isSamePrediction(champion.answer, one.truth, within)) harmed.push(one)
    else either++
  }
  const slices = new Map<number, number>()
  for (const { slice } of harmed) slices.set(slice, (slices.get(slice) ?? 0) + 1)
  const kind = (harmKind: HarmKind) => harmed.filter((one) => one.kind === harmKind).length
  return {
    given,
    harmed: harmed.length,
    either,
    unknown,
    beyond,
    byKind: { wrong: kind('wrong'), failed: kind('failed'), late: kind('late') },
    bySlice: [...slices]
      .map(([slice, n]) => ({ slice, harmed: n, given: givenBySlice.get(slice) ?? 0 }))
      .sort((a, b) => b.harmed - a.harmed),
    ids: harmed.slice(-MAX_IDS).map(({ id }) => id),
  }
}

export interface CanaryHarmState {
  given: number
  readonly givenBySlice: Map<number, number>
  readonly bad: BadRequest[]
  beyond: number
  readonly seen: PredictionsByInput
  /** The champion's predictions from before the canary, keyed by input. */
  readonly earlier: ReadonlyMap<number, RequestPrediction>
}

/** The latest prediction of one version for an input. */
export interface RequestPrediction {
  readonly id: number
  /** The predicted class or number; NaN if there was no prediction. */
  readonly answer: number
}

export interface InputPredictions {
  readonly slice: number
  champion?: RequestPrediction
  challenger?: RequestPrediction
}

/** Predictions keyed by input; when the map is full, the oldest input is dropped. */
export type PredictionsByInput = Map<number, InputPredictions>

const MAX_INPUTS = 20_000

/**
 * Records whether a model was correct on an input, and returns whether that was the first time; NaN stands for an input
 * that cannot be recognized.
 */
export function markEvaluated(judged: Map<number, boolean>, key: number, good: boolean): 'new' | 'again' {
  if (judged.has(key)) return 'again'
  if (!Number.isNaN(key) && judged.size < MAX_INPUTS) judged.set(key, good)
  return 'new'
}

/** The latest predictions of a version among the stored requests; requests that it did not answer have none. */
export function storedPredictions(
  buffer: RequestBuffer,
  version: number,
  answerAt: (slot: number) => number,
): ReadonlyMap<number, RequestPrediction> {
  const found = new Map<number, RequestPrediction>()
  for (let id = buffer.next - 1; id >= oldestId(buffer) && found.size < MAX_INPUTS; id--) {
    const slot = monitoredSlotOf(buffer, id)
    if (slot < 0 || buffer.columns.version[slot] !== version) continue
    const [key, answer] = [inputKey(buffer.columns, slot), answerAt(slot)]
    if (key !== undefined && !found.has(key) && !Number.isNaN(answer)) found.set(key, { id, answer })
  }
  return found
}

/** Records a prediction made by one version. */
export function recordPrediction(
  seen: PredictionsByInput,
  key: number,
  slice: number,
  by: 'champion' | 'challenger',
  prediction: RequestPrediction,
): void {
  const input = seen.get(key)
  if (input) {
    input[by] = prediction
    return
  }
  seen.set(key, { slice, [by]: prediction })
  if (seen.size > MAX_INPUTS)
    for (const oldest of seen.keys()) {
      seen.delete(oldest)
      break
    }
}

/** An input on which champion and challenger disagree, with the requests that show the disagreement. */
export interface Disagreement {
  /** The key of the input. */
  readonly key: number
  readonly slice: number
  readonly champion: RequestPrediction
  readonly challenger: RequestPrediction
}

/**
 * Inputs on which the models disagree, oldest first; numeric predictions disagree if they differ by more than `within`.
 */
export function disagreements(
  seen: PredictionsByInput,
  within: number,
): { readonly both: number; readonly apart: readonly Disagreement[] } {
  let both = 0
  const apart: Disagreement[] = []
  for (const [key, { slice, champion, challenger }] of seen) {
    if (!champion || !challenger) continue
    both++
    if (!isSamePrediction(champion.answer, challenger.answer, within)) apart.push({ key, slice, champion, challenger })
  }
  return { both, apart }
}

/** Whether two predictions are the same; a missing prediction (NaN) is not equal to anything. */
function isSamePrediction(a: number, b: number, within: number): boolean {
  return a === b || Math.abs(a - b) <= within
}

/** The maximum number of requests that can wait for a label; labels for older requests are ignored. */
const CAPACITY = 65_536

export interface PendingRequests {
  readonly id: Float64Array
  readonly challenger: Uint8Array
  readonly slice: Uint16Array
  /** The key of the input, used to recognize repeated inputs; NaN for an external input. */
  readonly input: Float64Array
  readonly share: Float64Array
  /** The prediction: a class or a number; NaN if there was none. */
  readonly answer: Float32Array
  /** The arrival time in simulated milliseconds. */
  readonly at: Float64Array
  readonly labeled: Uint8Array
}

/** Creates an empty buffer. */
export function makePendingRequests(): PendingRequests {
  return {
    id: new Float64Array(CAPACITY).fill(-1),
    challenger: new Uint8Array(CAPACITY),
    slice: new Uint16Array(CAPACITY),
    input: new Float64Array(CAPACITY),
    share: new Float64Array(CAPACITY),
    answer: new Float32Array(CAPACITY),
    at: new Float64Array(CAPACITY),
    labeled: new Uint8Array(CAPACITY),
  }
}

/** Allocates the slot for a request, replacing the request that previously occupied it. */
export function allocateSlot(memory: PendingRequests, id: number): number {
  const slot = id % CAPACITY
  memory.id[slot] = id
  memory.labeled[slot] = 0
  return slot
}

/**
 * The slot of a stored request that has not been labeled yet, or -1. Only the first label of a request counts, because
 * the test is sequential.
 */
export function pendingSlot(memory: PendingRequests, id: number): number {
  const slot = id % CAPACITY
  return memory.id[slot] === id && memory.labeled[slot] === 0 ? slot : -1
}
