/**
 * @file Divergence: recipes that must fail, and how soon they are stopped; and healthy recipes that must not be
 * stopped.
 */
import { median, ms, quantile } from './times.mjs'

/** Milliseconds between two checks of the losses plus one chunk of steps in flight. */
const INTERVAL_MS = 150

/** With linear layers, nothing bounds the loss, so a sufficiently large learning rate ends in infinity. */
const LINEAR = { activation: 'linear' }
const cars = (plan, params = {}) => ({ template: 'auto-mpg-two-inputs', plan, params: { ...LINEAR, ...params } })
/** Digits read row by row by an RNN with unbounded state. */
const rows = (plan) => ({ template: 'digits-cnn', plan, rows: true })
/** The largest learning rate that a training plan allows. */
const MOST = 1e6

const DIVERGING = [
  cars({ optimizer: { kind: 'sgd' }, learningRate: 1 }),
  cars({ optimizer: { kind: 'sgd' }, learningRate: 1e3 }),
  cars({ optimizer: { kind: 'sgd' }, learningRate: MOST }),
  cars({ optimizer: { kind: 'momentum', momentum: 0.999 }, learningRate: 1 }),
  cars({ optimizer: { kind: 'momentum', momentum: 0.999, nesterov: true }, learningRate: 1 }),
  cars({ optimizer: { kind: 'momentum' }, learningRate: MOST }),
  cars({ optimizer: { kind: 'adam' }, learningRate: MOST }),
  cars({ optimizer: { kind: 'adamw' }, learningRate: MOST }),
  cars({ optimizer: { kind: 'adamax' }, learningRate: MOST }),
  cars({ optimizer: { kind: 'rmsprop' }, learningRate: MOST }),
  cars({ optimizer: { kind: 'adagrad' }, learningRate: MOST }),
  cars({ optimizer: { kind: 'adadelta' }, learningRate: MOST }),
  cars({ optimizer: { kind: 'sgd' }, learningRate: 10, accumulate: 4 }),
  cars({ optimizer: { kind: 'sgd' }, learningRate: 10, movingAverage: 0.99, schedule: { kind: 'oneCycle' } }),
  // With the large learning rate, the weight penalty overshoots zero further in every step.
  cars({ loss: { kind: 'meanAbsoluteError' }, optimizer: { kind: 'sgd' }, learningRate: 5 }, { kernelRegularizer: 1 }),
  // The Poisson loss takes the logarithm of the output, which a linear output layer can make negative.
  cars({ loss: { kind: 'poisson' }, optimizer: { kind: 'sgd' }, learningRate: 100 }),
  cars({ optimizer: { kind: 'momentum', nesterov: true }, learningRate: MOST }),
  cars({ loss: { kind: 'meanSquaredError' }, optimizer: { kind: 'sgd' }, learningRate: 100, batchSize: 7 }),
  rows({ optimizer: { kind: 'sgd' }, learningRate: MOST }),
  rows({ optimizer: { kind: 'momentum', momentum: 0.999 }, learningRate: MOST }),
]

const HEALTHY_OPTIMIZERS = [
  [{ kind: 'adam' }, 0.002],
  [{ kind: 'adamw' }, 0.002],
  [{ kind: 'sgd' }, 0.01],
  [{ kind: 'momentum' }, 0.005],
  [{ kind: 'momentum', nesterov: true }, 0.005],
  [{ kind: 'rmsprop' }, 0.001],
  [{ kind: 'adagrad' }, 0.05],
  [{ kind: 'adadelta' }, 1],
  [{ kind: 'adamax' }, 0.002],
]
const HEALTHY_PARTS = [
  {},
  { schedule: { kind: 'oneCycle' } },
  { schedule: { kind: 'cosine', period: 3, warmup: 20 } },
  { schedule: { kind: 'plateau', patience: 1 }, movingAverage: 0.99 },
  { accumulate: 4, clip: { by: 'globalNorm', limit: 1 } },
  { schedule: { kind: 'exponential', factor: 0.9 }, clip: { by: 'value', limit: 0.5 } },
  { schedule: { kind: 'step', every: 2 }, batchSize: 7 },
]
const HEALTHY_TEMPLATES = [
  'moons-mlp',
  'penguins-mlp',
  'spirals-mlp',
  'wine-mlp',
  'auto-mpg-mlp',
  'auto-mpg-two-inputs',
  'penguins-two-heads',
]
const HEALTHY = Array.from({ length: 50 }, (_, i) => {
  const [optimizer, learningRate] = HEALTHY_OPTIMIZERS[i % HEALTHY_OPTIMIZERS.length]
  const part = HEALTHY_PARTS[(i * 3) % HEALTHY_PARTS.length]
  const template = HEALTHY_TEMPLATES[i % HEALTHY_TEMPLATES.length]
  return { template, plan: { optimizer, learningRate, epochs: 10, seed: i, ...part } }
})

/** Trains all recipes on WASM. */
export async function divergence(lab) {
  const studio = await lab.studio()
  const stopped = []
  const ran = []
  const notFinite = []
  for (const [i, recipe] of DIVERGING.entries()) {
    await prepare(studio, { ...recipe, plan: { epochs: 100_000, ...recipe.plan } })
    const result = await trained(studio, 20_000)
    if (result.code !== 'not-finite') {
      ran.push(`${i}: ${result.tag} at step ${result.step}, loss ${result.loss}`)
      if (result.tag === 'training') await studio.run('run.stop')
      continue
    }
    stopped.push(result.after)
    if (!(await finite(studio))) notFinite.push(i)
  }
  const alarms = []
  for (const [i, recipe] of HEALTHY.entries()) {
    await prepare(studio, recipe)
    const { tag, why } = await trained(studio, 120_000)
    if (tag !== 'done') alarms.push(`${i}, ${recipe.template}: ${why}`)
  }
  await studio.close()
  const [usual, longest] = [median(stopped), quantile(stopped, 1)]
  const said = `${stopped.length} of ${DIVERGING.length} stopped, ${ms(usual)} of steps after the first non-finite number (at most ${ms(longest)}), ${stopped.length - notFinite.length} with finite weights kept; ${alarms.length} of ${HEALTHY.length} healthy runs stopped`
  const reached =
    stopped.length === DIVERGING.length && longest <= INTERVAL_MS && notFinite.length === 0 && alarms.length === 0
  return { said, reached, stopped: stopped.length, longest, ran, notFinite, alarms }
}

async function prepare(studio, { template, plan, params, rows: byRows }) {
  await studio.template(template)
  const nodes = (await studio.state()).project.networks[0].nodes
  const learning = params ? nodes.filter(({ kind }) => kind === 'dense').slice(0, -1) : []
  for (const { id } of learning) await studio.run('graph.set', { node: id, params })
  if (byRows) await toRows(studio, nodes)
  await studio.run('plan.set', plan)
  const { check } = await studio.state()
  if (!check.ok) throw new Error(`${template} does not train: ${check.diagnostics.map(({ message }) => message)}`)
}

/** Replaces the convolutions of the digits example by a recurrent layer that reads row by row. */
async function toRows(studio, nodes) {
  await studio.run('graph.remove', {
    nodes: nodes.filter(({ kind }) => !['input', 'dense', 'output'].includes(kind)).map(({ id }) => id),
  })
  const [input, answer] = ['input', 'dense'].map((kind) => nodes.find((one) => one.kind === kind).id)
  const reshape = await studio.run('graph.add', { kind: 'reshape', params: { targetShape: [28, 28] } })
  const memory = await studio.run('graph.add', { kind: 'simpleRNN', params: { units: 16, activation: 'relu' } })
  for (const [from, to] of [
    [input, reshape],
    [reshape, memory],
    [memory, answer],
  ])
    await studio.run('graph.connect', { from, to })
}

/** Trains until the run ends or times out; `after` is the time spent on steps after the failed step, in ms. */
function trained(studio, timeoutMs) {
  return studio.page.evaluate(async (limit) => {
    let last = { step: 0 }
    const over = window.netloom.when(
      ({ run }) => {
        if (run.tag === 'training') last = { step: run.step, rate: run.stepsPerSecond || last.rate }
        return run.tag === 'done' || run.tag === 'failed'
      },
      { timeoutMs: limit },
    )
    // This command rejects if the run fails at its first step; the state has the outcome either way.
    window.netloom.run('run.start', { backend: 'wasm' }).catch(() => undefined)
    await over.catch(() => undefined)
    const { run } = window.netloom.state()
    const beyond = Math.max(0, last.step - run.step)
    return {
      tag: run.tag,
      code: run.code,
      why: run.why,
      step: run.step,
      loss: run.loss,
      after: beyond === 0 ? 0 : (1000 * beyond) / last.rate,
    }
  }, timeoutMs)
}

/** Whether the weights kept from the failed run, both live and on disk, give finite predictions. */
async function finite(studio) {
  const { run } = await studio.state()
  if (!/^[0-9a-f]{64}$/.test(run.weightsHash ?? '')) return false
  await studio.run('run.evaluate', { split: 'test' })
  const live = (await studio.state()).metrics
  await studio.run('run.restore', { run: run.id })
  await studio.run('run.evaluate', { split: 'test' })
  const kept = (await studio.state()).metrics
  // Checks the predictions instead of the loss, which may be infinite even if all predictions are finite.
  return [live, kept].every(({ rmse, accuracy }) => Number.isFinite(rmse ?? accuracy))
}
