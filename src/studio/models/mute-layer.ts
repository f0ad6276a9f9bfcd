/**
 * @file Muting: how much worse predictions are if a layer, or some of its channels, computes 0. The weights of the run
 * do not change.
 */
import '../../messages/en/evaluate/curves'
import { refuse } from '../../messages/message'
import type { ValueWithInterval } from '../../metrics/intervals'
import { accuracyLoss, errorIncrease } from '../../metrics/paired-comparison'
import type { AppContext } from '../context'
import { mean, scoresOf } from '../evaluation/compare'
import { outputCalled } from '../evaluation/predictions'
import { decodePredictions, type Predicted } from '../evaluation/report'
import { predictRows } from './evaluate'
import { evaluatedData } from './evaluated-split'
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
