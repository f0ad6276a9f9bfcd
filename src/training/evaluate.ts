/** @file evaluateSplit: evaluates an engine's current weights on one part of the split, batch by batch. */
import { concatFloat32 } from '../base/bytes'
import type { Dataset, SplitName } from '../data/dataset'
import { encodeTargets } from '../data/encode-rows'
import type { TrainingJob } from '../data/training-job'
import { evaluateHead } from '../metrics/evaluate-head'
import type { Evaluation } from '../metrics/evaluation'
import type { TrainStep } from './train-step'

/** Minimum number of rows evaluated at a time; smaller batches would be mostly overhead. */
const PART = 256

/**
 * Evaluates all rows of one part of the split, using the moving average of the weights if there is one. Calls `between`
 * before each batch, with the regular weights temporarily restored; if it returns 'stop', the evaluation is abandoned.
 */
export async function evaluateSplit(
  engine: TrainStep,
  job: TrainingJob,
  dataset: Dataset,
  split: SplitName,
  between: () => Promise<'go' | 'one' | 'stop'>,
): Promise<Evaluation | undefined> {
  const rows = job.split[split]
  if (rows.length === 0) return undefined
  const part = Math.min(engine.mostRows, Math.max(PART, job.batchSize))
  const raw: Float32Array[][] = job.heads.map(() => [])
  const losses = job.heads.map(() => 0)
  const known = job.heads.map(() => 0)
  let penalty = 0
  for (let at = 0; at < rows.length; at += part) {
    if ((await between()) === 'stop') return undefined
    const putBack = await engine.swapAverage()
    const batch = await engine.evaluate(rows.subarray(at, at + part)).finally(putBack)
    penalty = batch.penalty
    job.heads.forEach((_, i) => {
      raw[i]?.push(batch.outputs[i] as Float32Array)
      const count = batch.known[i] ?? 0
      if (count > 0) losses[i] = (losses[i] as number) + (batch.losses[i] as number) * count
      known[i] = (known[i] as number) + count
    })
  }
  const heads = job.pipeline.outputs.map((output, i) => {
    const targets = encodeTargets(output, dataset, rows)
    const loss = (losses[i] as number) / Math.max(1, known[i] as number)
    return { ...evaluateHead(output, concatFloat32(raw[i] as Float32Array[]), targets, rows), loss }
  })
  const loss = heads.reduce((sum, head, i) => sum + head.loss * (job.heads[i]?.weight ?? 1), penalty)
  return { split, rows: rows.length, loss, heads }
}
