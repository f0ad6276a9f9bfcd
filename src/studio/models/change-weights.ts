/**
 * @file Changing a trained network: how much worse predictions are if a layer, or some of its channels, computes 0, and
 * weights that are edited by hand. The run keeps its own weights.
 */
import { hashArrays } from '../../base/hash'
import '../../messages/en/evaluate/curves'
import '../../messages/en/runs'
import { refuse } from '../../messages/message'
import type { ValueWithInterval } from '../../metrics/intervals'
import { accuracyLoss, errorIncrease } from '../../metrics/paired-comparison'
import type { CheckpointRecord } from '../../storage/records'
import type { AppContext } from '../context'
import { mean, scoresOf } from '../evaluation/compare'
import { outputCalled } from '../evaluation/predictions'
import { decodePredictions, type Predicted } from '../evaluation/report'
import { predictRows } from './evaluate'
import { evaluatedData } from './evaluated-split'
import { perStudio } from '../operate/per-studio'
import type { AppState, ChosenCheckpoint, WeightEdit } from '../state'
import { momentsOf } from '../training/run-histograms'
import { chosenOf } from '../training/run-recorder'
import { runInUse } from '../training/weights-in-use'
import { weightTensors } from './layer-details'
import { trainedLayer } from './layer-values'

/** A metric on the same rows, with and without what is muted. */
interface Change {
  readonly n: number
  readonly value: number
  readonly without: number
  /** `without` minus `value`, with the 95% interval of a paired comparison. */
  readonly difference: ValueWithInterval
}

export interface MuteEffect extends Change {
  readonly metric: 'accuracy' | 'mae'
  /** The training step of the weights. */
  readonly step: number
  /** For classes: the accuracy on the rows of each. */
  readonly perClass?: readonly (Change & { readonly label: string })[]
}

/** Evaluates the newest weights on the validation set, with and without these channels of a layer. */
export async function muteLayer(
  studio: AppContext,
  { node, channels }: { readonly node: string; readonly channels?: readonly number[] | undefined },
): Promise<MuteEffect> {
  const { layer, channels: all } = await trainedLayer(studio, node)
  const wrong = channels?.find((channel) => channel < 0 || channel >= all)
  if (wrong !== undefined) return refuse('layer-no-channel', { channel: wrong, channels: all })
  const newest = await studio.runs.newest()
  const { config } = newest.model
  const muted = channels ?? true
  const layers = config.layers.map((one) => (one.name === layer ? { ...one, config: { ...one.config, muted } } : one))
  const ready = await evaluatedData(studio.store.getState(), studio.data)
  const rows = ready.split.validation
  if (rows.length === 0) return refuse('no-rows', { split: 'validation' })
  const decode = async (key: string, model: typeof newest.model): Promise<Predicted> => {
    const outputs = await predictRows(newest.pipeline, ready.dataset, rows, (...args) =>
      studio.predictor.predict(key, { ...newest, model }, ...args),
    )
    const found = outputCalled({ outputs })
    return decodePredictions(found, rows) ?? refuse('evaluate-no-values', { output: found.output.label })
  }
  const before = await decode(newest.hash, newest.model)
  const after = await decode(`${newest.hash} without ${layer} ${muted}`, {
    ...newest.model,
    config: { ...config, layers },
  })
  const metric = before.kind === 'classes' ? 'accuracy' : 'mae'
  const [whole, without] = [scoresOf(before), scoresOf(after)]
  const effect = { metric, step: newest.step, ...changeOf(metric, whole, without) } as const
  if (before.kind !== 'classes') return effect
  const { actual, labels } = before
  const perClass = labels.flatMap((label, index) => {
    const of = (scores: Float64Array) => scores.filter((_, i) => actual[i] === index)
    return actual.includes(index) ? [{ label, ...changeOf(metric, of(whole), of(without)) }] : []
  })
  return { ...effect, perClass }
}

interface Replaced {
  /** The weights that were in use before, and the state that they were shown with. */
  readonly own: CheckpointRecord
  readonly before: Pick<AppState, 'run' | 'inUse' | 'metrics'>
  /** What is changed by hand: those weights, or a moment that is replayed. */
  readonly base: CheckpointRecord
  readonly by: ChosenCheckpoint
  /** Changes by hand that a replay has put aside, until its end. */
  readonly aside?: Replaced | undefined
}

const replacedBy = perStudio<AppContext, { last?: Replaced }>(() => ({}))

/** What was replaced, unless other weights were chosen since. */
function replacedNow(studio: AppContext): Replaced | undefined {
  const { last } = replacedBy(studio)
  return last && studio.store.getState().inUse === last.by ? last : undefined
}

type Replacement = Pick<Replaced, 'by'> &
  Partial<Pick<Replaced, 'base' | 'aside'>> & { readonly weights: CheckpointRecord }

/** Uses other weights until `putBack` or until the user chooses others. `change` gets what is in use now. */
async function replace(
  studio: AppContext,
  change: (from: Omit<Replaced, 'by'>, shown: ChosenCheckpoint | null) => Replacement,
): Promise<void> {
  const own = replacedNow(studio)?.own ?? (await studio.runs.newest())
  // Another change may have been made meanwhile.
  const last = replacedNow(studio)
  const { run, inUse, metrics } = studio.store.getState()
  const from = last ?? { own, base: own, before: { run, inUse, metrics } }
  const { weights, ...replacement } = change(from, inUse)
  show(studio, weights, { ...from, ...replacement })
}

function show(studio: AppContext, weights: CheckpointRecord, replaced: Replaced): void {
  replacedBy(studio).last = replaced
  // The rest of the training state belongs to other weights.
  const { mark: _mark, state: _state, ...alone } = weights
  studio.runs.use(alone, { run: { tag: 'idle' }, metrics: null, inUse: replaced.by })
}

/** Ends a replay or all changes by hand. After a replay, the changes from before it are in use again. */
function putBack(studio: AppContext): void {
  const now = replacedNow(studio)
  if (!now) return
  const { aside } = now
  if (aside) {
    const { weights, by } = withEdits(studio, aside.base, aside.by, aside.by.edits ?? [])
    show(studio, weights, { ...aside, by })
  } else studio.runs.use(now.own, now.before)
}

/** A larger network has too many weights to choose one of them, and each change copies them all. */
export const MOST_EDITABLE = 100_000

/** Changes one weight of the trained network by hand. Returns the number of changes, and the hash of all weights. */
export async function editWeight(
  studio: AppContext,
  { node, weight, index, value }: Omit<WeightEdit, 'layer'>,
): Promise<{ readonly edits: number; readonly hash: string }> {
  const { layer, label } = await trainedLayer(studio, node)
  let changed: { readonly edits: number; readonly hash: string } | undefined
  await replace(studio, ({ base }, shown) => {
    const { length: parameters } = base.weights.data
    if (parameters > MOST_EDITABLE) return refuse('weights-too-many', { parameters, most: MOST_EDITABLE })
    const named = [...weightTensors(base.weights)].filter(([name]) => name.startsWith(`${layer}/`))
    const values = named.find(([name]) => name === `${layer}/${weight}`)?.[1]
    if (!values)
      return refuse('weights-no-name', { layer: label, weights: named.map(([name]) => name.slice(layer.length + 1)) })
    if (index < 0 || index >= values.length) return refuse('weights-no-index', { weight, weights: values.length })
    if (!Number.isFinite(Math.fround(value))) return refuse('weights-not-finite', {})
    const edits = [...(shown?.edits ?? []), { node, layer, weight, index, value: Math.fround(value) }]
    const replacement = withEdits(studio, base, shown, edits)
    changed = { edits: edits.length, hash: replacement.weights.hash }
    return replacement
  })
  return changed ?? refuse('weights-not-edited', {})
}

/** The moments of the run in use whose weights are stored, oldest first, and their size. */
export async function storedMoments(studio: AppContext) {
  const run = runInUse(studio.store.getState()) ?? refuse('nothing-trained', {})
  await studio.runs.written()
  const { moments = [], weights } = (await studio.storage.runs.moments(run.id)) ?? {}
  return { run: run.id, moments, bytes: weights?.data.byteLength ?? 0 }
}

/** Uses the weights of the last stored moment up to a step, until those of the run are in use again. */
export async function replayMoment(studio: AppContext, step: number) {
  const run = runInUse(studio.store.getState()) ?? refuse('nothing-trained', {})
  await studio.runs.written()
  const record = await studio.storage.runs.moments(run.id)
  const moment = momentsOf(record).findLast((one) => one.step <= step)
  if (!record || !moment) return refuse('run-no-moments', { run: run.name })
  const { data, ...at } = moment
  const { moments: _all, ...rest } = record
  const weights = { ...rest, ...at, weights: { ...record.weights, data }, hash: hashArrays([data]) }
  await replace(studio, (from, shown) => {
    const aside = shown?.edits ? { ...from, by: shown } : from.aside
    const editsAside = aside?.by.edits?.length
    const by: ChosenCheckpoint = {
      run: run.id,
      ...at,
      isReplay: true,
      ...(editsAside === undefined ? {} : { editsAside }),
    }
    return { weights, by, base: weights, aside }
  })
  return { ...at, hash: weights.hash }
}

/** Takes back the last change by hand, or all of them; `all` ends a replay, and then only it. */
export async function takeBackEdits(studio: AppContext, which: 'last' | 'all'): Promise<{ readonly edits: number }> {
  const { edits = [], isReplay } = studio.store.getState().inUse ?? {}
  if (edits.length === 0 && !isReplay) return refuse('weights-not-edited', {})
  const left = which === 'all' ? [] : edits.slice(0, -1)
  if (left.length === 0 && (which === 'all' || !isReplay)) putBack(studio)
  else await replace(studio, ({ base }, shown) => withEdits(studio, base, shown, left))
  return { edits: studio.store.getState().inUse?.edits?.length ?? 0 }
}

/** Refuses while weights are edited by hand: nothing made of them may count as the result of the run. */
export function refuseEdited({ store }: Pick<AppContext, 'store'>): void {
  const { edits } = store.getState().inUse ?? {}
  if (edits) refuse('weights-edited', { edits: edits.length })
}

/** These weights with all changes by hand; without a change, as they are. */
function withEdits(
  { store }: AppContext,
  base: CheckpointRecord,
  shown: ChosenCheckpoint | null,
  edits: readonly WeightEdit[],
): Replacement {
  const { edits: known, metricsBefore, ...alone } = shown ?? chosenOf(base)
  if (edits.length === 0) return { weights: base, by: alone }
  const data = base.weights.data.slice()
  const tensors = weightTensors({ ...base.weights, data })
  for (const { layer, weight, index, value } of edits) {
    const tensor = tensors.get(`${layer}/${weight}`)
    if (tensor) tensor[index] = value
  }
  const weights = { ...base, weights: { ...base.weights, data }, hash: hashArrays([data]) }
  return { weights, by: { ...alone, edits, metricsBefore: (known ? metricsBefore : store.getState().metrics) ?? null } }
}

function changeOf(metric: MuteEffect['metric'], scores: Float64Array, without: Float64Array): Change {
  const found = { n: scores.length, value: mean(scores), without: mean(without) }
  const compared = (metric === 'accuracy' ? accuracyLoss : errorIncrease)(without, scores)
  const { worse, low, high } = compared
  // A lower accuracy is worse, and a larger error.
  return {
    ...found,
    difference: metric === 'accuracy' ? { value: 0 - worse, low: -high, high: -low } : { value: worse, low, high },
  }
}
