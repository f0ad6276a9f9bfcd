/**
 * @file toJob: assembles everything that the worker needs for one training run: model, fitted pipeline, losses, and
 * rows.
 */
import { expectDefined } from '../base/assert'
import { lossOf, type Plan } from '../catalog/training-plan'
import type { Binding, OutputBinding } from '../data/column-binding'
import type { Dataset, Split } from '../data/dataset'
import { fitPipeline } from '../data/fit-pipeline'
import type { TrainingJob } from '../data/training-job'
import type { FittedOutput, Pipeline } from '../data/pipeline'
import { lowerBalance, lowerClassWeights, lowerRowWeights } from './class-weights'
import type { NetworkReport } from './check-network'
import { lossDefOf, lowerPlan } from './lower-plan'
import { type Lowering, toKeras } from './to-keras'

export interface LoweredJob {
  readonly job: TrainingJob
  readonly lowering: Lowering
}

/**
 * Lowers a drawing without errors, with its plan and data. Fits the pipeline unless it was already fitted elsewhere
 * (see `toFit`). Inputs and outputs are in the model's order.
 */
export function toJob(
  report: NetworkReport,
  plan: Plan,
  dataset: Dataset,
  split: Split,
  fitted?: Pipeline,
): LoweredJob {
  const checked = expectDefined(report.checked, 'a drawing without errors')
  const lowering = toKeras(checked)
  const binding = inOrder(report.binding, lowering)
  const pipeline = fitted ?? fitPipeline(dataset, binding, split.train, signedOutputs(binding.outputs, plan), plan)
  const resample = lowerBalance(plan.balance?.sampling, binding.outputs, dataset, split)
  const classWeights = lowerClassWeights(plan.classWeights, binding.outputs, dataset, split.train)
  const job: TrainingJob = {
    model: lowering.model,
    pipeline: asLossesAsk(pipeline, plan),
    ...lowerPlan(plan, binding.outputs),
    learningRate: plan.learningRate,
    batchSize: plan.batchSize,
    epochs: plan.epochs,
    seed: plan.seed,
    split,
    ...(plan.augment?.length ? { augment: plan.augment } : {}),
    ...(classWeights.some((weights) => weights) ? { classWeights } : {}),
    ...lowerRowWeights(plan.balance, binding.outputs, dataset, split.train),
    ...(resample ? { resample } : {}),
  }
  return { job, lowering }
}

/** What must be fitted for a drawing without errors, so that the fitting can run elsewhere. */
export function toFit(report: NetworkReport, plan: Plan) {
  const binding = inOrder(report.binding, toKeras(expectDefined(report.checked, 'a drawing without errors')))
  const { prepare, split } = plan
  return { binding, signed: signedOutputs(binding.outputs, plan), split, ...(prepare ? { prepare } : {}) }
}

/** The binding, reordered to match the model's inputs and outputs. */
function inOrder(binding: Binding, lowering: Lowering): Binding {
  return {
    inputs: lowering.inputs.map((node) => bound(binding.inputs, node)),
    outputs: lowering.outputs.map((node) => bound(binding.outputs, node)),
  }
}

function bound<B extends { readonly node: string }>(among: readonly B[], node: string): B {
  return expectDefined(
    among.find((one) => one.node === node),
    `the data of ${node}`,
  )
}

/** Labels of the single-unit outputs that encode the first class as -1 and the second as 1, as hinge losses expect. */
function signedOutputs(outputs: readonly OutputBinding[], plan: Plan): ReadonlySet<string> {
  const signed = outputs.filter(({ label }) => {
    const { targets, activation } = lossDefOf(plan, label)
    return targets === 'binary' && activation === 'tanh'
  })
  return new Set(signed.map(({ label }) => label))
}

/**
 * Losses on ratios and counts need the target in its original units, so it is neither standardized nor transformed. A
 * quantile loss sets the levels of the predictions.
 */
function asLossesAsk(pipeline: Pipeline, plan: Plan): Pipeline {
  const asked = (output: FittedOutput): FittedOutput => {
    if (output.kind !== 'number') return output
    const loss = lossDefOf(plan, output.label)
    const levels = loss.levelsOf(lossOf(plan, output.label) ?? {})
    if (levels) return { ...output, levels }
    if (!loss.asMeasured) return output
    const { steps: _steps, ...rest } = output
    return { ...rest, mean: 0, deviation: 1 }
  }
  return { ...pipeline, outputs: pipeline.outputs.map(asked) }
}
