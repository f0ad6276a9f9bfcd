/** @file The time of explanations, their trust indicator on planted causes, and TracIn against real retraining. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../steps.mjs'
import { median, ms } from './times.mjs'

const METHODS = ['gradient', 'gradCam', 'smoothGrad', 'gradientInput', 'integratedGradients', 'lrp']
const ROUNDS = 20

/** The time of one explanation of a digit without checks, as under the pen, on the CPU. */
export async function explanationTime(lab) {
  const studio = await lab.studio()
  await studio.template('digits-cnn')
  await studio.run('plan.set', { epochs: 1 })
  await studio.run('run.start', { backend: 'wasm' })
  await studio.page.evaluate(() => window.netloom.when(({ run }) => run.tag === 'done'))
  const times = await studio.page.evaluate(
    async ([methods, rounds]) => {
      const found = {}
      for (const method of methods) {
        const explain = () => window.netloom.run('explain.row', { row: 0, method, checks: false })
        await explain()
        found[method] = []
        for (let i = 0; i < rounds; i++) {
          const began = performance.now()
          await explain()
          found[method].push(performance.now() - began)
        }
      }
      return found
    },
    [METHODS, ROUNDS],
  )
  await studio.close()
  const medians = METHODS.map((method) => [method, median(times[method])])
  const said = `${medians.map(([method, time]) => `${method} ${ms(time)}`).join(', ')} (median of ${ROUNDS})`
  return { said, reached: medians.slice(0, 2).every(([, time]) => time <= 100), times }
}

const EVALUATION_MS = 2000

/** The time of the report on MNIST's 10,000 test images with all metrics, intervals, and curves, on the CPU. */
export async function evaluationTime(lab) {
  const studio = await lab.studio()
  await studio.template('digits-cnn')
  await studio.run('plan.set', { epochs: 1 })
  await studio.train({ backend: 'wasm' })
  await studio.run('data.use', { dataset: 'mnist' })
  await studio.loaded()
  const { n, times } = await studio.page.evaluate(async () => {
    const times = []
    let n = 0
    for (let i = 0; i < 3; i++) {
      const began = performance.now()
      const report = await window.netloom.run('evaluate.report', { split: 'test' })
      if (!report.curves?.roc) throw new Error('no curves')
      times.push(performance.now() - began)
      n = report.n
    }
    return { n, times }
  })
  await studio.close()
  const [first, ...later] = times
  const said = `${n.toLocaleString('en-US')} images in ${ms(first)}, then ${later.map(ms).join(' and ')}`
  return { said, reached: n === 10_000 && first <= EVALUATION_MS, times }
}

/** Validation examples, of which those with a defect that the network names count. */
const PLANTED = 40

/**
 * How well the checks tell maps of the defects from random maps, and which maps of shuffled weights they flag. The test of
 * the indicator measures it, because only a test has the checks of any map.
 */
export function plantedCauses() {
  const folder = mkdtempSync(join(tmpdir(), 'trust-'))
  const file = join(folder, 'trust.json')
  const env = { ...process.env, TRUST_ROWS: String(PLANTED), TRUST_FILE: file }
  const args = ['vitest', 'run', 'src/studio/evaluation/trust.test.ts']
  spawnSync('npx', args, { cwd: root, env, stdio: 'ignore' })
  const { n, auc, flagged, trusted, maps, independent } = JSON.parse(readFileSync(file, 'utf8'))
  rmSync(folder, { recursive: true })
  const share = (value) => `${(100 * value).toFixed(1)}%`
  return {
    said: `AUC ${auc.toFixed(3)} of ${n} maps of the cause against random maps; flagged: ${share(flagged)} of ${maps} maps of shuffled weights, ${share(independent)} of ${n} maps without weights, ${share(1 - trusted)} of ${maps} of the network`,
    reached: auc >= 0.95 && flagged === 1 && independent === 1,
    ...{ n, auc, flagged, trusted, maps, independent },
  }
}

/** Networks on a picture, a table, and points. */
const EXAMPLES = ['small-digits-mlp', 'breast-cancer-mlp', 'moons-mlp']
/** TracIn is derived for this optimizer; the examples use Adam. */
const SGD = { optimizer: { kind: 'sgd' }, learningRate: 0.1 }
const [EXPLAINED, GROUPS, LEFT_OUT, CHECKPOINTS] = [8, 12, 20, 6]
/** The 97.5% quantile of Student's t with 7 degrees of freedom. */
const STUDENT = 2.365

/**
 * The rank correlation of TracIn's estimate with the real change of the loss of a validation example, over 12 retrainings
 * that each leave out 20 training examples: groups along TracIn's order, from the most helpful to the most harmful.
 */
export async function influenceAgainstRetraining(lab) {
  const studio = await lab.studio()
  const sets = {}
  try {
    for (const [template, sgd] of EXAMPLES.flatMap((one) => [[one], [one, SGD]])) {
      await studio.template(template)
      const { plan } = await studio.state()
      await studio.run('plan.set', { keepEvery: Math.ceil(plan.epochs / CHECKPOINTS), ...sgd })
      await studio.train({ backend: 'wasm' })
      const rows = await studio.run('data.find', { where: { column: 'split', is: '=', value: 'validation' } })
      const correlations = []
      for (let i = 0; i < EXPLAINED; i++) {
        const row = rows[Math.floor((i * rows.length) / EXPLAINED)]
        const { helpful, harmful } = await studio.run('explain.influence', { row, most: 100_000 })
        const order = [...helpful, ...harmful.reverse()].map((one) => one.row)
        const [estimates, changes] = [[], []]
        for (let group = 0; group < GROUPS; group++) {
          const from = Math.round((group * (order.length - LEFT_OUT)) / (GROUPS - 1))
          const args = { row, rows: order.slice(from, from + LEFT_OUT) }
          const { estimate, loss } = await studio.run('explain.leaveOut', args)
          estimates.push(estimate)
          changes.push(loss.after - loss.before)
        }
        correlations.push(rankCorrelation(estimates, changes))
      }
      sets[sgd ? `${template} with SGD` : template] = { ...meanWithInterval(correlations), correlations }
    }
  } finally {
    await studio.close()
  }
  const said = Object.entries(sets)
    .map(([name, { mean, low, high }]) => `${name} ${mean.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`)
    .join(', ')
  return { said, sets }
}

function meanWithInterval(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  const half = STUDENT * Math.sqrt(variance / values.length)
  return { mean, low: mean - half, high: Math.min(1, mean + half) }
}

function rankCorrelation(a, b) {
  const ranks = (values) => values.map((value) => values.filter((other) => other < value).length)
  const [x, y] = [ranks(a), ranks(b)]
  const middle = (x.length - 1) / 2
  const both = (p, q) => p.reduce((sum, value, i) => sum + (value - middle) * (q[i] - middle), 0)
  return both(x, y) / Math.sqrt(both(x, x) * both(y, y))
}
