/**
 * @file Recipes of the runs to kill: every optimizer, with dropout and shuffling, and all other kinds of training state
 * in turn.
 */
import { rng } from '../../src/base/rng'

export interface Recipe {
  readonly name: string
  readonly backend: 'wasm' | 'webgpu'
  readonly template: string
  readonly plan: Readonly<Record<string, unknown>>
}

const OPTIMIZERS = [
  { kind: 'adam' },
  { kind: 'momentum', nesterov: true },
  { kind: 'rmsprop' },
  { kind: 'adamw' },
  { kind: 'adagrad' },
  { kind: 'sgd' },
  { kind: 'adadelta' },
  { kind: 'momentum' },
  { kind: 'adamax' },
]
const SCHEDULES = [
  null,
  { kind: 'oneCycle' },
  { kind: 'plateau', patience: 2 },
  { kind: 'cosine', period: 7, multiplier: 1.5, warmup: 30 },
  { kind: 'step', every: 20 },
  { kind: 'exponential', factor: 0.99 },
]
/** The batch size, and the number of epochs that gives a run of a few seconds on each backend. */
const TEMPLATES = [
  { id: 'penguins-mlp', batchSize: 4, wasm: 3000, webgpu: 12 },
  { id: 'moons-mlp', batchSize: 16, wasm: 8000, webgpu: 30 },
  { id: 'digits-cnn', batchSize: 32, wasm: 20, webgpu: 1 },
  { id: 'auto-mpg-two-inputs', batchSize: 16, wasm: 6000, webgpu: 30 },
]

/** The recipe with this index; `share` makes its run shorter. */
export function recipe(index: number, backend: Recipe['backend'], share = 1): Recipe {
  const random = rng(100 + index, { kind: 'generate' })
  const pick = <T>(from: readonly T[]): T => from[random.below(from.length)] as T
  const optimizer = OPTIMIZERS[index % OPTIMIZERS.length] as (typeof OPTIMIZERS)[number]
  const schedule = SCHEDULES[index % SCHEDULES.length]
  const template = TEMPLATES[index % TEMPLATES.length] as (typeof TEMPLATES)[number]
  return {
    name: `${index}: ${template.id}, ${optimizer.kind}, ${schedule?.kind ?? 'no schedule'}, ${backend}`,
    backend,
    template: template.id,
    plan: {
      optimizer,
      learningRate: 0.002,
      batchSize: template.batchSize,
      epochs: Math.ceil(share * template[backend]),
      seed: random.below(1000),
      ...(schedule ? { schedule } : {}),
      ...pick([{}, { accumulate: 3 }]),
      ...pick([{}, { movingAverage: 0.99 }]),
      ...pick([{}, { clip: { by: 'globalNorm', limit: 1 } }]),
      ...pick([{}, { earlyStopping: { metric: 'validationLoss', patience: 10_000, restoreBest: true } }]),
    },
  }
}
