/** @file The training figures: the results of each example with its plan and seed. */

import { withModules } from './modules.mjs'

/** The figures in the order of the table. `take` resolves with the measurement as text (`said`) and as numbers. */
export const trainingFigures = [
  {
    name: 'digits-starter',
    title: 'digits-cnn trained on the starter dataset, on MNIST’s 10,000 test digits',
    goal: '93%',
    take: (lab) => digits(lab, { first: undefined, least: 0.93 }),
  },
  {
    name: 'digits-mnist',
    title: 'digits-cnn trained on all of MNIST, on its 10,000 test digits',
    goal: '98.5% within 60 s',
    take: (lab) => digits(lab, { first: 'mnist', least: 0.985, mostSeconds: 60 }),
  },
  {
    name: 'conformal-coverage',
    title:
      'coverage of conformal sets and intervals for 90% of the rows, over 1,000 splits with a model that is too sure',
    goal: '89 to 91%',
    take: () =>
      withModules(async (load) => {
        const { conformalSplits } = await load('/src/metrics/conformal-splits.test-help.ts')
        const { sets, intervals } = conformalSplits(1000, 0.9)
        const said = `sets ${percent(sets, 2)}, intervals ${percent(intervals, 2)}`
        return { said, reached: [sets, intervals].every((one) => Math.abs(one - 0.9) < 0.01), sets, intervals }
      }),
  },
  accuracy('penguins-mlp', { least: 0.95 }),
  {
    name: 'auto-mpg-mlp',
    title: 'auto-mpg-mlp, error on the test set (RMSE)',
    goal: 'below 3.5',
    take: async (lab) => {
      const { run, metrics } = await trained(lab, 'auto-mpg-mlp')
      const numbers = { rmse: metrics.rmse, r2: metrics.r2, rows: metrics.rows }
      return { said: `${error(metrics)}, ${inTime(run)}`, reached: metrics.rmse < 3.5, ...numbers, ...facts(run) }
    },
  },
  accuracy('spirals-mlp', { least: 0.97 }),
  accuracy('spirals-mlp', { least: 0.97, backend: 'webgpu' }),
  accuracy('fashion-cnn', {}),
  accuracy('wine-mlp', {}),
  accuracy('moons-mlp', {}),
  accuracy('digits-resnet8', { least: 0.92 }),
  accuracy('fashion-inception', { least: 0.8 }),
  accuracy('fashion-inverted', { least: 0.8 }),
  ...['auto-mpg-two-inputs', 'auto-mpg-wide-deep'].map((name) => ({
    name,
    title: `${name}, error on the test set (RMSE)`,
    take: async (lab) => {
      const { run, metrics } = await trained(lab, name)
      return { said: `${error(metrics)}, ${inTime(run)}`, rmse: metrics.rmse, r2: metrics.r2, ...facts(run) }
    },
  })),
  {
    name: 'penguins-two-heads',
    title: 'penguins-two-heads, both outputs on the test set',
    take: async (lab) => {
      const { run, metrics } = await trained(lab, 'penguins-two-heads')
      const [species, mass] = metrics.outputs
      const said = `species ${percent(species.accuracy)}, body mass RMSE ${mass.rmse.toFixed(0)} g, R² ${mass.r2.toFixed(2)}, ${inTime(run)}`
      return { said, accuracy: species.accuracy, rmse: mass.rmse, ...facts(run) }
    },
  },
  {
    name: 'shapes-unet',
    title: 'shapes-unet, discs of the test images by pixel (intersection over union)',
    goal: '80%',
    take: async (lab) => {
      const { run, metrics } = await trained(lab, 'shapes-unet')
      const said = `${percent(metrics.iou)} on ${metrics.rows} images, Dice ${percent(metrics.dice)}, ${inTime(run)}`
      return { said, reached: metrics.iou >= 0.8, iou: metrics.iou, dice: metrics.dice, ...facts(run) }
    },
  },
  {
    name: 'digits-autoencoder',
    title: 'digits-autoencoder, mean absolute error per pixel of the test digits (0 to 255)',
    goal: 'at most 12',
    take: async (lab) => {
      const { run, metrics } = await trained(lab, 'digits-autoencoder')
      const said = `${metrics.mae.toFixed(1)} on ${metrics.rows} images, ${inTime(run)}`
      return { said, reached: metrics.mae <= 12, mae: metrics.mae, ...facts(run) }
    },
  },
  accuracy('small-digits-mlp', { least: 0.95 }),
  accuracy('breast-cancer-mlp', { least: 0.95 }),
  accuracy('weather-mlp', { least: 0.75 }),
  rare('sensor-events', { least: 0.85 }),
  accuracy('names-gru', { least: 0.78 }),
  accuracy('spam-conv', { least: 0.92 }),
  accuracy('shop-visits-mlp', { least: 0.78 }),
  rare('card-fraud', { least: 0.35 }),
  accuracy('machine-wear-mlp', { least: 0.96 }),
  accuracy('tickets-bag', { least: 0.84 }),
  accuracy('shape-kinds-cnn', { least: 0.9 }),
  accuracy('defects-cnn', { least: 0.97 }),
  {
    name: 'defects-unet',
    title: 'defects-unet, defect class of the test pieces and its pixels (intersection over union)',
    goal: '97% and 85%',
    take: async (lab) => {
      const { run, metrics } = await trained(lab, 'defects-unet')
      const [what, where] = metrics.outputs
      const said = `${percent(what.accuracy)} of ${metrics.rows} pieces, IoU ${percent(where.iou)}, ${inTime(run)}`
      const reached = what.accuracy >= 0.97 && where.iou >= 0.85
      return { said, reached, accuracy: what.accuracy, iou: where.iou, ...facts(run) }
    },
  },
  ...[
    ['diabetes-line', 55],
    ['wages-mlp', 5],
    ['co2-forecast', 0.8],
  ].map(([name, most]) => ({
    name,
    title: `${name}, error on the test set (RMSE)`,
    goal: `at most ${most}`,
    take: async (lab) => {
      const { run, metrics, simple } = await trained(lab, name)
      const numbers = { rmse: metrics.rmse, r2: metrics.r2, ...facts(run) }
      return {
        said: `${error(metrics)}, ${inTime(run)}${comparison(simple)}`,
        reached: metrics.rmse <= most,
        ...numbers,
      }
    },
  })),
  ...['reverse-gru', 'sort-gru', 'addition-gru'].map((name) => ({
    name,
    title: `${name}, test sequences entirely correct`,
    goal: '95%',
    take: async (lab) => {
      const { run, metrics } = await trained(lab, name)
      const { accuracy, sequenceAccuracy } = metrics
      const said = `${percent(sequenceAccuracy)} of ${metrics.rows} (${percent(accuracy)} of positions), ${inTime(run)}`
      return { said, reached: sequenceAccuracy >= 0.95, accuracy, sequenceAccuracy, ...facts(run) }
    },
  })),
]

/** The digits example: trained on its own dataset or on `first`, and evaluated on MNIST's test set. */
async function digits(lab, { first, least, mostSeconds = Number.POSITIVE_INFINITY }) {
  const studio = await lab.studio()
  await studio.template('digits-cnn')
  if (first) await studio.run('data.use', { dataset: first })
  const { samples } = (await studio.loaded()).data
  const run = await studio.train({ backend: 'wasm' })
  if (!first) await studio.run('data.use', { dataset: 'mnist' })
  const { accuracy, rows } = await studio
    .run('run.evaluate', { split: 'test' })
    .then(async () => (await studio.state()).metrics)
  await studio.close()
  const said = `${percent(accuracy, 2)} of ${rows.toLocaleString('en-US')}, trained on ${samples.train.toLocaleString('en-US')}, ${inTime(run)}`
  return {
    said,
    reached: rows === 10_000 && accuracy >= least && run.seconds <= mostSeconds,
    accuracy,
    rows,
    ...facts(run),
  }
}

/** The test accuracy of a template, trained with its own plan. */
function accuracy(template, { least, backend = 'wasm' }) {
  const elsewhere = backend === 'wasm' ? '' : `-${backend}`
  const on = backend === 'webgpu' ? ' on WebGPU (software adapter)' : ''
  return {
    name: `${template}${elsewhere}`,
    title: `${template}${on}, accuracy on the test set`,
    ...(least ? { goal: `${least * 100}%` } : {}),
    take: async (lab) => {
      const { run, metrics, simple } = await trained(lab, template, backend)
      const numbers = { accuracy: metrics.accuracy, rows: metrics.rows, ...facts(run) }
      const of = `${percent(metrics.accuracy)} of ${metrics.rows.toLocaleString('en-US')}`
      const said = `${of}, ${inTime(run)}${comparison(simple)}`
      return { said, ...(least ? { reached: metrics.accuracy >= least && run.backend === backend } : {}), ...numbers }
    },
  }
}

/**
 * The average precision of the rare class on the test set; the accuracy would be high even for a model that never
 * predicts that class.
 */
function rare(template, { least }) {
  return {
    name: template,
    title: `${template}, rare class on the test set (average precision)`,
    goal: String(least),
    take: async (lab) => {
      const { run, metrics, simple } = await trained(lab, template)
      const scored = metrics.perClass.find(({ averagePrecision }) => averagePrecision !== undefined)
      const [precision, share] = [scored.averagePrecision, scored.support / metrics.rows]
      const of = `${scored.support} of ${metrics.rows.toLocaleString('en-US')} rows, ${share.toFixed(3)} by chance`
      const said = `${precision.toFixed(2)} (${of}), ${inTime(run)}${comparison(simple)}`
      return { said, reached: precision >= least, averagePrecision: precision, rows: metrics.rows, ...facts(run) }
    },
  }
}

async function trained(lab, template, backend = 'wasm') {
  const studio = await lab.studio({ gpu: backend === 'webgpu' })
  await studio.template(template)
  const run = await studio.train({ backend })
  // Refused if simple models cannot predict this kind of output.
  const simple = await studio.run('run.baselines').catch(() => undefined)
  await studio.run('run.evaluate', { split: 'test' })
  const { metrics } = await studio.state()
  await studio.close()
  return { run, metrics, simple }
}

/** Compares the network with the best simple model on the validation set; empty if there is no simple model. */
function comparison(simple) {
  if (!simple?.network || simple.scores.length === 0) return ''
  const { classes, scores, network } = simple
  const best = scores.reduce((one, other) =>
    (classes > 0 ? other.score > one.score : other.score < one.score) ? other : one,
  )
  const figure = classes > 0 ? percent : (value) => value.toFixed(2)
  return `; on the validation set ${figure(network.score)}, the best simple model (${best.title}) ${figure(best.score)}`
}

function facts({ backend, steps, seconds, weightsHash }) {
  return { backend, steps, seconds: Number(seconds.toFixed(1)), weightsHash }
}

function inTime({ steps, seconds }) {
  return `${steps.toLocaleString('en-US')} steps in ${seconds.toFixed(seconds < 10 ? 1 : 0)} s`
}

function error({ rmse, r2, rows }) {
  return `RMSE ${rmse.toFixed(2)}, R² ${r2.toFixed(2)} on ${rows} rows`
}

function percent(share, digits = 1) {
  return `${(share * 100).toFixed(digits)}%`
}
