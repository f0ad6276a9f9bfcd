/** @file sanity: one batch, trained on over and over. A network that cannot learn even that has a fault worth finding first. */
import type { FittedOutput } from '../../data/pipeline'
import { log } from '../../base/exact'
import type { TrainingJob } from '../../data/job'
import type { SanityReport } from '../../protocol/trainer-messages'
import { alone } from '../engines/alone'
import { constantsOf } from '../loop/constants'
import { freshMark } from '../loop/resume-point'
import type { Look, TrainStep } from '../train-step'

/** Enough to overfit a batch where that can be done at all, within this many milliseconds. */
const STEPS = 200
const LONGEST_MS = 4000

/** Trains on the first batch alone. The engine's weights are used up. */
export async function sanity(engine: TrainStep, job: TrainingJob): Promise<SanityReport> {
  const rows = job.split.train.slice(0, job.batchSize)
  const plain = alone(job)
  const look = await engine.look(rows, 0)
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

/** What a network that knows nothing loses on the mean: ln C of each crossentropy; undefined where a head has another loss. */
function expectedLoss({ heads, pipeline }: TrainingJob): number | undefined {
  let sum = 0
  for (const [i, { loss, weight }] of heads.entries()) {
    const output = pipeline.outputs[i]
    if (!output || output.kind === 'number' || !/crossentropy$/i.test(loss.class_name)) return undefined
    sum += weight * log(choices(output))
  }
  return sum
}

/** What an answer is one of; a pixel says yes or no. */
function choices(output: FittedOutput): number {
  if (output.kind === 'sequence') return output.shape.at(-1) ?? 1
  return output.kind === 'classes' ? output.labels.length : 2
}

/** Layers of which no weight has a slope on this batch. */
function unreached({ gradients }: Look): string[] {
  const reached = new Set(
    gradients.filter(({ values }) => values.some((value) => value !== 0)).map(({ layer }) => layer),
  )
  return [...new Set(gradients.map(({ layer }) => layer))].filter((layer) => !reached.has(layer))
}

/** The Euclidean length. */
function norm(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return Math.sqrt(sum)
}
