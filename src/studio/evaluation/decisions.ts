/**
 * @file What saved models decide by: the calibration and the threshold that the user chose for the weights of a run.
 * They are kept with the run, because they fit only its weights, and become part of the pipeline of a saved model.
 */
import '../../messages/en/evaluate/curves'
import {
  applyCalibration,
  type Calibration,
  type CalibrationFit,
  type Costs,
  saysMore,
} from '../../data/output-decision'
import { outputForRow } from '../../data/group-thresholds'
import type { Pipeline } from '../../data/pipeline'
import { message, refuse } from '../../messages/message'
import { fitCalibration } from '../../metrics/calibration'
import type { Evaluation } from '../../metrics/evaluation'
import type { OutputDecision } from '../../storage/records'
import type { SplitName } from '../../data/dataset'
import type { AppContext } from '../context'
import { slicesOf } from '../data/dataset-slices'
import { countTestSetView, testSetViews } from '../data/test-set-views'
import { refuseEdited } from '../models/change-weights'
import { evaluateByPredicting } from '../models/evaluate'
import { evaluatedData } from '../models/evaluated-split'
import { decidedPipeline, runInUse } from '../training/weights-in-use'
import { ofNetworkAlone, outputCalled, predictSet, type SetPredictions } from './predictions'
import { calibrationReport, classIndex, decodePredictions, type PredictedClasses, withProbabilities } from './report'

/** Weights that decide as for this row, for what has only its encoded inputs. */
export function decidedForRow<T extends Pick<SetPredictions, 'pipeline' | 'ready'>>(weights: T, row: number): T {
  const outputs = weights.pipeline.outputs.map((output) => outputForRow(output, weights.ready.dataset, row))
  return { ...weights, pipeline: { ...weights.pipeline, outputs } }
}

/** The shown evaluation with what saved models decide by, from predictions of the weights in use. */
export async function evaluatedAsDecided(
  studio: AppContext,
  pipeline: Pipeline,
  shown: Evaluation,
): Promise<Evaluation> {
  const ready = await evaluatedData(studio.store.getState(), studio.data)
  const evaluation = await evaluateByPredicting(pipeline, ready, shown.split, studio.runs.predict)
  return { ...evaluation, isDecided: true, ...(shown.data === undefined ? {} : { data: shown.data }) }
}

/** The decision for an output of the weights in use. */
export function decisionOf({ store }: Pick<AppContext, 'store'>, output: string): OutputDecision {
  return runInUse(store.getState())?.decisions?.[output] ?? {}
}

/** What stays of a decision while its threshold changes. */
export function withoutThreshold({ calibration, calibrationFit, guard }: OutputDecision): OutputDecision {
  return { ...(calibration && { calibration }), ...(calibrationFit && { calibrationFit }), ...(guard && { guard }) }
}

/** Fits a calibration to a set and keeps it, or removes it; a threshold for other probabilities is removed as well. */
export async function calibrate(
  studio: AppContext,
  {
    method,
    split,
    output,
  }: { method: Calibration['method'] | 'none'; split?: SplitName | undefined; output?: string | undefined },
) {
  const { label } = classesOutput(studio, output)
  const { threshold, guard } = decisionOf(studio, label)
  const predictions = method === 'none' ? undefined : await predictSet(studio, {}, split)
  const fitted = method !== 'none' && predictions ? fitToSet(predictions, label, method) : undefined
  await keepDecision(studio, label, {
    ...(fitted && predictions && { calibration: fitted.calibration, calibrationFit: fitOf(fitted, predictions) }),
    ...(guard ? { guard } : {}),
  })
  if (threshold !== undefined)
    await studio.run('notice.show', { tone: 'info', message: message('threshold-dropped', { threshold }) }) // not text: ids
  return fitted
}

const fitOf = ({ n, before, after }: ReturnType<typeof fitToSet>, { split }: SetPredictions): CalibrationFit => ({
  ...{ split, n, before, after },
})

/**
 * Keeps a decision with the run whose weights are in use; without a part, that part is removed. What is shown follows,
 * which is not another look at the test set.
 */
export async function keepDecision(studio: AppContext, output: string, part: OutputDecision): Promise<void> {
  refuseEdited(studio)
  const run = runInUse(studio.store.getState()) ?? refuse('nothing-trained', {})
  const { guard: _, ...before } = run.decisions?.[output] ?? {}
  const { guard: __, ...after } = part
  const decisions = { ...run.decisions, [output]: part }
  const kept = { ...run, decisions }
  studio.store.setState(({ runs }) => ({ runs: runs.map((one) => (one.id === run.id ? { ...one, decisions } : one)) }))
  await studio.storage.runs.put(kept)
  const { metrics } = studio.store.getState()
  // A guard changes no prediction.
  if (metrics && JSON.stringify(before) !== JSON.stringify(after)) await showEvaluation(studio, metrics.split, 'seen')
}

/** The pipeline of the weights in use if an output were decided by this. */
export function withDecision({ runs }: AppContext, output: string, decision: OutputDecision): Pipeline {
  const { pipeline } = ofNetworkAlone(runs.loadable() ?? refuse('nothing-trained', {}))
  return decidedPipeline(pipeline, { [output]: decision })
}

/**
 * Evaluates the weights in use and shows the result, with its slices. A new look at the test set is counted, which unlocks
 * it.
 */
export async function showEvaluation(studio: AppContext, split: SplitName, look: 'new' | 'seen'): Promise<Evaluation> {
  const { inUse } = studio.store.getState()
  const { evaluation, ready } = await studio.runs.evaluate(split)
  const { metrics: shown, testLooks } = studio.store.getState()
  const count = async () => (look === 'new' ? countTestSetView(studio, ready) : testSetViews(testLooks, ready))
  const looks = split === 'test' ? { testLooks: await count() } : {}
  const found = { ...evaluation, data: ready.key, ...looks }
  const hasSlices = slicesOf(studio.store.getState()).length > 0
  const whole = hasSlices ? await (await import('../data/slices')).withSlices(studio, found, ready) : found
  // Keep newer metrics that arrived in the meantime, and show none of weights that are no longer in use.
  studio.store.setState((now) => (now.metrics === shown && now.inUse === inUse ? { metrics: whole } : {}))
  return whole
}

/** The label and the classes of an output of the weights in use. Refuses an output that predicts no classes. */
export function classesOutput(studio: AppContext, label: string | undefined) {
  const { pipeline } = studio.runs.loadable() ?? refuse('nothing-trained', {})
  const { output } = outputCalled({ outputs: pipeline.outputs.map((output) => ({ output })) }, label)
  return output.kind === 'classes' ? output : refuse('calibrate-no-classes', { output: output.label })
}

/** The number of parts for cross-fitting: each part is corrected by a fit to the others. */
const FOLDS = 5

/**
 * Fits a calibration to a set, with the calibration error and the log loss before and after. Those after are of rows
 * that the fit did not see, by cross-fitting. Refuses the training set, and scores that are not probabilities.
 */
export function fitToSet(predictions: SetPredictions, label: string, method: Calibration['method']) {
  if (predictions.split === 'train') return refuse('calibrate-training', {})
  const decoded = decodePredictions(outputCalled(ofNetworkAlone(predictions), label), predictions.rows)
  if (decoded?.kind !== 'classes') return refuse('calibrate-no-classes', { output: label })
  const { probabilities, actual, labels } = decoded
  if (actual.length < 2 * FOLDS) return refuse('calibrate-few', { rows: actual.length, least: 2 * FOLDS })
  if (!areProbabilities(decoded)) return refuse('calibrate-no-probabilities', { output: label })
  const fit = (rows: readonly number[]) =>
    fitCalibration(
      method,
      Float64Array.from(
        rows.flatMap((row) => [...probabilities.subarray(row * labels.length, (row + 1) * labels.length)]),
      ),
      rows.map((row) => actual[row] as number),
      labels.length,
    )
  const all = [...actual.keys()]
  const corrected = new Float64Array(probabilities.length)
  for (let fold = 0; fold < FOLDS; fold++) {
    const own = all.filter((row) => row % FOLDS === fold)
    const fitted = fit(all.filter((row) => row % FOLDS !== fold))
    for (const row of own) {
      const at = row * labels.length
      corrected.set(applyCalibration(fitted, probabilities.subarray(at, at + labels.length), labels.length), at)
    }
  }
  const scored = ({ ece, nll, brier }: ReturnType<typeof calibrationReport>) => ({ ece, nll, brier })
  return {
    ...{ method, n: actual.length, calibration: fit(all) },
    before: scored(calibrationReport(decoded)),
    after: scored(calibrationReport(withProbabilities(decoded, corrected))),
  }
}

/** Whether every row's scores are between 0 and 1 and sum to 1. */
function areProbabilities({ probabilities, labels }: PredictedClasses): boolean {
  for (let at = 0; at < probabilities.length; at += labels.length) {
    const row = probabilities.subarray(at, at + labels.length)
    const sum = row.reduce((all, one) => all + one, 0)
    if (!(Math.abs(sum - 1) < 1e-3) || row.some((one) => one < 0 || one > 1)) return false
  }
  return true
}

/**
 * Checks a threshold for a class of an output, and the costs that it was chosen for. Equal costs in the shares of the
 * rows say no more than accuracy, so they are not kept.
 */
export function checkedDecision(
  { labels }: { readonly labels: readonly string[] },
  positive: string,
  threshold: number,
  costs?: Costs,
) {
  classIndex({ labels }, positive)
  if (!(threshold >= 0 && threshold <= 1)) return refuse('decide-threshold', { threshold })
  if (!costs || !saysMore(costs)) return { positive, threshold }
  const { miss, falseAlarm, prevalence = 0 } = costs
  if (!(miss >= 0 && falseAlarm >= 0 && prevalence >= 0 && prevalence <= 1)) return refuse('decide-costs', {})
  return { positive, threshold, costs }
}
