/**
 * @file sanity: trains repeatedly on a single batch. If a network cannot overfit one batch, it has a fault that should
 * be fixed first.
 */

import { log } from '../../base/exact-math'
import type { FittedOutput } from '../../data/pipeline'
import { epochOrder } from '../../data/resample'
import type { TrainingJob } from '../../data/training-job'
import type { SanityReport } from '../../protocol/trainer-messages'
import { standaloneJob } from '../engines/comparison-plan'
import { constantsOf } from '../loop/chunk'
import { freshMark } from '../loop/run-mark'
import type { BatchInspection, TrainStep } from '../train-step'

/**
 * Number of steps, which is enough to overfit a batch if that is possible at all, and the time limit in milliseconds.
 */
const STEPS = 200
const LONGEST_MS = 4000

/**
 * Trains only on the first batch of the first epoch. Its rows are shuffled: many files list one class after the other,
 * and a batch of one class says nothing about the others. The engine's weights are lost.
 */
export async function sanity(engine: TrainStep, job: TrainingJob): Promise<SanityReport> {
  const rows = epochOrder(job, 0).slice(0, job.batchSize)
  const plain = standaloneJob(job)
  const look = await engine.inspect(rows, 0)
  engine.order(rows)
  const losses: number[] = []
  const began = performance.now()
  for (let step = 0; step < STEPS && performance.now() - began < LONGEST_MS; step++) {
    engine.steps([constantsOf(plain, { ...freshMark(plain), step, updates: step }, 0, job.learningRate)], rows.length)
    losses.push(...(await engine.read()).losses)
    if (!Number.isFinite(losses[losses.length - 1])) break
  }
  const expected = expectedLoss(job)
  return {
    losses: Float32Array.from(losses),
    ...(expected === undefined ? {} : { expected }),
    unreached: unreached(look),
    gradients: look.gradients.map(({ layer, weight, values }) => ({ layer, weight, norm: norm(values) })),
    steps: losses.length,
    rows: rows.length,
  }
}

/**
 * Returns the loss expected from random guessing: the weighted sum of ln C over all outputs, each with a cross-entropy
 * loss over C classes; undefined if any output has another loss, or if the weights of the rows scale the loss.
 */
function expectedLoss({ heads, pipeline, rowWeights, groupWeights }: TrainingJob): number | undefined {
  if (rowWeights !== undefined || groupWeights !== undefined) return undefined
  let sum = 0
  for (const [i, { loss, weight }] of heads.entries()) {
    const output = pipeline.outputs[i]
    if (!output || output.kind === 'number' || !/crossentropy$/i.test(loss.class_name)) return undefined
    sum += weight * log(choices(output))
  }
  return sum
}

/** Returns the number of classes that a prediction chooses from; 2 for a pixel, which is either on or off. */
function choices(output: FittedOutput): number {
  if (output.kind === 'sequence') return output.shape.at(-1) ?? 1
  return output.kind === 'classes' ? output.labels.length : 2
}

/** Names of the layers whose gradients are all zero on this batch. */
function unreached({ gradients }: BatchInspection): string[] {
  const reached = new Set(
    gradients.filter(({ values }) => values.some((value) => value !== 0)).map(({ layer }) => layer),
  )
  return [...new Set(gradients.map(({ layer }) => layer))].filter((layer) => !reached.has(layer))
}

/** The Euclidean norm. */
function norm(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return Math.sqrt(sum)
}
