/**
 * @file The predictions that an evaluation is computed from: one set, predicted by the weights in use, by those of a
 * run, or by a saved model. A run and a model are evaluated on their own split, so that no row that they were trained
 * on counts as new.
 */
import { rng } from '../../base/rng'
import '../../messages/en/evaluate/curves'
import '../../messages/en/runs'
import type { WithinEpoch } from '../../messages/en/studio/offers'
import { Refusal, refuse } from '../../messages/message'
import type { KerasLayer, KerasModel } from '../../catalog/keras-json'
import type { ProjectContent } from '../../compile/project'
import type { SplitName } from '../../data/dataset'
import type { FittedOutput, Pipeline } from '../../data/pipeline'
import type { GradientOf, RowGradients } from '../../protocol/trainer-messages'
import type { CheckpointRecord, CheckpointRow, ModelRecord, RunRecord } from '../../storage/records'
import type { AppContext } from '../context'
import type { ReadyData } from '../data/data-session'
import type { AppState } from '../state'
import { countTestSetView, testSetKey, testSetViews } from '../data/test-set-views'
import { missingToMeasure, type OutputPredictions, type Predict, predictRows } from '../models/evaluate'
import { evaluatedData, mayHaveSeenRows, originOnOtherSplit, seenRows } from '../models/evaluated-split'
import type { Loadable } from '../models/predictor'
import { modelCalled } from '../models/model-predictions'
import { answering, makeRunLookup } from '../training/find-run'
import {
  bestRestored,
  decidedPipeline,
  isUntrained,
  runInUse,
  weightsName,
  withinEpoch,
} from '../training/weights-in-use'

/**
 * The last complete epoch of weights, and whether they are the last or the best ones of their run; neither for a
 * milestone. Weights from within an epoch, such as those of a stopped run, have their step.
 */
export interface WeightsEpoch {
  readonly epoch: number
  readonly which?: 'last' | 'best' | undefined
  readonly step?: number
  readonly within?: WithinEpoch
}

/** Whose predictions: those of a run or of a saved model, such as "digits v3"; by default, of the weights in use. */
export interface Source {
  readonly run?: string | undefined
  /** Which weights of the run: those that it ended with, or those of its best epoch. */
  readonly weights?: WeightsEpoch['which']
  readonly model?: string | undefined
}

/** A network that does not change: what it predicts, and the gradients of it. */
export interface FixedNetwork {
  readonly predict: Predict
  /** The gradients of a number of each row with respect to the encoded inputs and, if named, the output of a layer. */
  gradients(
    inputs: readonly Float32Array<ArrayBuffer>[],
    count: number,
    of: GradientOf,
    layer?: string,
  ): Promise<RowGradients>
  /** The output of a layer, by its generated name, for each row. */
  layer(inputs: readonly Float32Array<ArrayBuffer>[], count: number, name: string): Promise<Float32Array<ArrayBuffer>>
}

/** Weights with what is needed to use them, and the step that they are of, if it is known. */
export type StoredWeights = Hashed & Partial<Pick<CheckpointRecord, 'step' | 'epoch' | 'mark'>>

/** Weights that predict, and the data with the split that they are evaluated on. */
export interface EvaluatedWeights extends FixedNetwork {
  readonly name: string
  readonly model: KerasModel
  /** The project that the network belongs to, if its run was recorded. */
  readonly content: ProjectContent | undefined
  /** Their run; absent for a saved model. */
  readonly run?: RunRecord | undefined
  /** The training step of a copy of weights that are still being trained. */
  readonly step?: number
  /** Of which epoch they are, if they are those of a run. */
  readonly weights?: WeightsEpoch | undefined
  /** With the calibration and the threshold of saved models. */
  readonly pipeline: Pipeline
  readonly ready: ReadyData
  /** The weights themselves. */
  stored(): Promise<StoredWeights>
  /** These weights in random order within each layer, which is a network that knows nothing. */
  shuffled(seed: number): Promise<FixedNetwork>
  /** These weights with the dropout of this seed, as in training. Refuses a network without dropout layers. */
  withDropout(seed: number): Promise<FixedNetwork>
  /** Whether the weights may have been trained on examples of their validation or test set, in an earlier run. */
  readonly mayBeSeen: boolean
  /** Whether the weights were trained on no row of `ready`, such as points of another seed. */
  readonly isUnseen?: boolean
}

/**
 * The weights of a source. Refuses before the first run, and an unknown run or model. With `isCopy`, weights in use do
 * not change while their run goes on.
 */
export async function weightsOf(
  studio: AppContext,
  { run, model, weights }: Source,
  isCopy = false,
): Promise<EvaluatedWeights> {
  if (model !== undefined) return weightsOfModel(studio, model)
  if (run !== undefined) return weightsOfRun(studio, run, weights)
  const loadable = studio.runs.loadable() ?? refuse('nothing-trained', {})
  const state = studio.store.getState()
  const stored = runInUse(state)
  const seen = seenRows(state)
  const copy = isCopy ? await studio.runs.newest() : undefined
  const isTraining = state.run.tag === 'training' || state.run.tag === 'paused'
  const newest = async () => copy ?? studio.runs.newest()
  const fixed = async () => {
    const { hash, ...held } = await newest()
    return fixedNetwork(studio, hash, held)
  }
  return {
    ...{ name: weightsName(state), pipeline: loadable.pipeline, model: loadable.model },
    ...{ content: stored?.content, run: stored },
    ...(copy && isTraining ? { step: copy.step } : {}),
    ready: await evaluatedData(state, studio.data),
    weights: stored && epochInUse(state, stored, await studio.storage.runs.checkpoints(stored.id).catch(() => [])),
    predict: copy ? (await fixed()).predict : studio.runs.predict,
    gradients: async (...args) => (await fixed()).gradients(...args),
    layer: async (...args) => (await fixed()).layer(...args),
    ...changedNetworks(studio, newest),
    mayBeSeen: seen === 'some',
    isUnseen: seen === 'none',
  }
}

/** Whether training changes any of the weights: not if all layers that have weights are frozen. */
export function hasTrainedWeights({ model, weights }: StoredWeights): boolean {
  const trained = model.config.layers.filter(({ config }) => config.trainable !== false).map(({ name }) => `${name}/`)
  return weights.specs.some(({ name }) => trained.some((layer) => name.startsWith(layer)))
}

/** A network with these weights; the key identifies them. */
export function fixedNetwork({ predictor }: AppContext, key: string, loadable: Loadable): FixedNetwork {
  return {
    predict: (...args) => predictor.predict(key, loadable, ...args),
    gradients: (...args) => predictor.gradients(key, loadable, ...args),
    layer: (...args) => predictor.layer(key, loadable, ...args),
  }
}

type Hashed = Loadable & { readonly hash: string }

function changedNetworks(
  studio: AppContext,
  load: () => Promise<StoredWeights>,
): Pick<EvaluatedWeights, 'stored' | 'shuffled' | 'withDropout'> {
  return {
    stored: load,
    shuffled: async (seed) => shuffledNetwork(studio, await load(), seed),
    withDropout: async (seed) => networkWithDropout(studio, await load(), seed),
  }
}

function networkWithDropout(studio: AppContext, loadable: Hashed, sampled: number): FixedNetwork {
  const { config } = loadable.model
  const isDropout = ({ class_name, config }: KerasLayer) => class_name === 'Dropout' && Number(config.rate) > 0
  if (!config.layers.some(isDropout)) return refuse('dropout-none', {})
  const layers = config.layers.map((one) => (isDropout(one) ? { ...one, config: { ...one.config, sampled } } : one))
  const model = { ...loadable.model, config: { ...config, layers } }
  return fixedNetwork(studio, `${loadable.hash} with dropout ${sampled}`, { ...loadable, model })
}

/** The numbers of each weight in random order. */
function shuffledNetwork(studio: AppContext, loadable: Hashed, seed: number): FixedNetwork {
  const random = rng(seed, { kind: 'resample', epoch: 4 })
  const { specs } = loadable.weights
  const data = loadable.weights.data.slice()
  let first = 0
  for (const { shape } of specs) {
    const size = shape.reduce((all, axis) => all * axis, 1)
    const part = data.subarray(first, first + size)
    for (let i = size - 1; i > 0; i--) {
      const j = random.below(i + 1)
      ;[part[i], part[j]] = [part[j] as number, part[i] as number]
    }
    first += size
  }
  const changed = { ...loadable, weights: { specs, data } }
  return fixedNetwork(studio, `${loadable.hash} shuffled by ${seed}`, changed)
}

async function weightsOfModel(studio: AppContext, called: string): Promise<EvaluatedWeights> {
  const { name, version } = modelCalled(await studio.storage.models.list(), called)
  const record: ModelRecord = (await studio.storage.models.get(name, version)) ?? refuse('no-model', { name, version })
  return {
    ...{ name: `${name} v${version}`, pipeline: record.pipeline, model: record.model, content: record.content },
    ...fixedNetwork(studio, `${name}@${version}:${record.hash}`, record),
    ready: await studio.data.of(record.content),
    ...changedNetworks(studio, async () => ({
      ...record,
      ...(record.lineage?.step === undefined ? {} : { step: record.lineage.step }),
    })),
    mayBeSeen: mayHaveSeenRows(record),
  }
}

type Place = Pick<CheckpointRow, 'step' | 'epoch'>

/** The epoch of the weights that a run ended with: that of the best epoch if the run restored it. */
function epochOfLast(record: RunRecord, last: Place, best: Place | undefined): WeightsEpoch {
  const isRestored = best !== undefined && best.step !== last.step && bestRestored(record) !== undefined
  return isRestored ? { epoch: best.epoch, which: 'best' } : { ...epochAt(record, last), which: 'last' }
}

/** The epoch of weights of a run, and their step if they are from within the next epoch. */
function epochAt(record: RunRecord, { step, epoch }: Place): WeightsEpoch {
  const within = isUntrained(record) ? 'stopped' : withinEpoch(record, { step, epoch })
  return within ? { epoch, step, within } : { epoch }
}

/** The epoch of the weights in use, which are of this run with these checkpoints. */
function epochInUse(
  { run, inUse }: Pick<AppState, 'run' | 'inUse'>,
  record: RunRecord,
  rows: readonly CheckpointRow[],
): WeightsEpoch | undefined {
  const best = rows.findLast(({ keep }) => keep === 'best')
  if (run.tag !== 'idle') return epochOfLast(record, { step: run.step, epoch: run.history.at(-1)?.epoch ?? 0 }, best)
  const last = rows.at(-1)
  const isUsed = ({ step, savedAt }: CheckpointRow) => step === inUse?.step && savedAt === inUse.savedAt
  const used = inUse ? rows.find(isUsed) : last
  if (used?.keep === 'best') return { epoch: used.epoch, which: 'best' }
  if (used && used === last) return epochOfLast(record, used, best)
  return inUse ? epochAt(record, inUse) : undefined
}

async function weightsOfRun(studio: AppContext, id: string, which: WeightsEpoch['which']): Promise<EvaluatedWeights> {
  const { store, storage, runs } = studio
  const lookup = makeRunLookup(store, storage, { snapshot: undefined, written: runs.written })
  const { record, checkpoint, best } = await lookup.snapshotOf(id)
  if (!checkpoint) return refuse('nothing-kept', {})
  const weights: WeightsEpoch = epochOfLast(record, checkpoint, best)
  const isBest = which === 'best' && weights.which !== 'best'
  if (isBest && !best) return refuse('no-best-weights', { run: record.name })
  const used = isBest && best ? best : checkpoint
  const loadable = used === best ? { ...checkpoint, ...best } : answering(checkpoint)
  return {
    ...{ name: record.name, model: checkpoint.model, content: record.content, run: record },
    pipeline: decidedPipeline(checkpoint.pipeline, record.decisions),
    weights: isBest ? { epoch: used.epoch, which: 'best' } : weights,
    ...fixedNetwork(studio, `${id}:${used.step}:${used.hash}`, loadable),
    ready: await studio.data.of(record.content),
    ...changedNetworks(studio, async () => loadable),
    mayBeSeen: originOnOtherSplit(record, store.getState().runs) !== undefined,
  }
}

/** Every output's predictions for the rows of one set. */
export interface SetPredictions extends EvaluatedWeights {
  readonly split: SplitName
  readonly rows: Uint32Array
  readonly outputs: readonly OutputPredictions[]
  /** For the test set: how many times it has been evaluated or viewed, including this time. */
  readonly testLooks?: number
}

/** Predicts a set; predicting the test set counts as a view of it. Refuses a set without rows. */
export async function predictSet(
  studio: AppContext,
  source: Source,
  split: SplitName = 'validation',
  onProgress?: (share: number) => void,
): Promise<SetPredictions> {
  const weights = await weightsOf(studio, source)
  const { ready, pipeline, predict } = weights
  const rows = ready.split[split]
  if (rows.length === 0) return refuse('no-rows', { split })
  const missing = missingToMeasure(pipeline, ready.dataset)
  if (missing) throw new Refusal(missing)
  const looks = await countLook(studio, source, split, ready)
  const testLooks = looks === undefined ? {} : { testLooks: looks }
  return {
    ...{ ...weights, split, rows, ...testLooks },
    outputs: await predictRows(pipeline, ready.dataset, rows, predict, onProgress),
  }
}

/**
 * Counts a view of the test set, and resolves with the number of views; undefined for another set. Details of the
 * evaluation on the screen are not another view.
 */
export async function countLook(
  studio: AppContext,
  { run, model }: Source,
  split: SplitName,
  ready: Pick<ReadyData, 'key' | 'split'>,
): Promise<number | undefined> {
  if (split !== 'test') return undefined
  const { metrics, evaluated, testLooks } = studio.store.getState()
  const isOfTest = metrics?.split === 'test' && metrics.data === ready.key
  const isShown = isOfTest && (!evaluated || testSetKey(evaluated) === testSetKey(ready))
  const isInUse = run === undefined && model === undefined
  return isShown && isInUse ? testSetViews(testLooks, ready) : countTestSetView(studio, ready)
}

/**
 * Weights or predictions without the calibration and the threshold of saved models: those of the network itself. Not for
 * showing, because all that is shown has them.
 */
export function ofNetworkAlone<T extends Pick<SetPredictions, 'pipeline'> & Partial<Pick<SetPredictions, 'outputs'>>>(
  found: T,
): T {
  const alone = (output: FittedOutput) => {
    if (output.kind !== 'classes' || !(output.calibration || output.decision)) return output
    const { calibration: _, decision: __, ...rest } = output
    return rest
  }
  const pipeline = { ...found.pipeline, outputs: found.pipeline.outputs.map(alone) }
  const outputs = found.outputs?.map((one) => ({ ...one, output: alone(one.output) }))
  return { ...found, pipeline, ...(outputs && { outputs }) }
}

/** The predictions of the output with this label, or of the first one. Refuses an unknown label. */
export function outputCalled<O extends Pick<OutputPredictions, 'output'>>(
  { outputs }: { readonly outputs: readonly O[] },
  label?: string,
): O {
  const found = label === undefined ? outputs[0] : outputs.find(({ output }) => output.label === label)
  return (
    found ?? refuse('evaluate-no-output', { output: label ?? '', outputs: outputs.map(({ output }) => output.label) })
  )
}
