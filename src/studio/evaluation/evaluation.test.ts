/**
 * @file Reports, predictions, and comparisons of runs and saved models, against the evaluation of the run and numbers
 * that the test counts itself.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConsoleMetrics } from '../console/loaded-metrics'
import { type EpochLog, loggedValue } from '../../data/training-job'
import { comparisonText } from '../../messages/en/evaluate/explanations'
import { count, percent } from '../../messages/format'
import { testSetKey } from '../data/test-set-views'
import type { Answer } from '../state'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { ConformalReport, DropoutReport } from './certainty'
import type { ModelComparison } from './compare'
import type { fitToSet } from './decisions'
import type { fairnessOf, groupThresholdsOf } from './fairness'
import type { SetPredictions } from './predictions'
import type { EvaluationReport, PredictedClasses } from './report'

let netloom: TestStudio
/** The runs after 1 and after 30 epochs. */
let runs: readonly string[]

beforeAll(async () => {
  netloom = await openTestStudio('moons-mlp')
  await netloom.when(({ data }) => data.loaded)
  runs = [await train(1), await train(30)]
  await netloom.run('model.save', { name: 'moons' })
}, 60_000)
afterAll(() => netloom.close())

async function train(epochs: number): Promise<string> {
  await netloom.run('plan.set', { epochs })
  const id = await netloom.run<string>('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  return id
}

const predictions = (args: object = {}) =>
  netloom.run<PredictedClasses & Pick<SetPredictions, 'weights'>>('evaluate.predictions', args)
const report = (args: object = {}) => netloom.run<ClassReport>('evaluate.report', args)
type ClassReport = Extract<EvaluationReport, { readonly curves: unknown }>

test('the report agrees with the evaluation of the run, and every metric is inside its interval', async () => {
  const metrics = await netloom.run<ConsoleMetrics>('run.evaluate', { split: 'validation' })
  const { n, confusion, perClass, metrics: all, split, calibration } = await report()
  expect([split, n, confusion]).toEqual(['validation', metrics.rows, metrics.confusion])
  expect(all.accuracy?.value).toBe(metrics.accuracy)
  const { rocAuc, ...others } = all
  expect(rocAuc?.value).toBeCloseTo(perClass.reduce((sum, { auc }) => sum + (auc?.value ?? 0), 0) / perClass.length, 12)
  expect(others.brierScore?.value).toBeCloseTo(calibration.brier, 12)
  expect(Object.keys(others)).toEqual(expect.arrayContaining(['macroF1', 'kappa', 'logLoss']))
  for (const { value, low = Number.NaN, high = Number.NaN } of Object.values(others)) {
    expect(low).toBeLessThanOrEqual(value)
    expect(high).toBeGreaterThanOrEqual(value)
    expect(high).toBeGreaterThan(low)
  }
  perClass.forEach(({ recall, precision, f1, n: support }, i) => {
    const row = confusion[i] as readonly number[]
    const column = confusion.map((counts) => counts[i] as number)
    const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)
    expect(support).toBe(sum(row))
    expect(recall.value).toBeCloseTo((row[i] as number) / sum(row), 12)
    expect(precision.value).toBeCloseTo((row[i] as number) / sum(column), 12)
    expect(f1.value).toBeCloseTo((2 * (row[i] as number)) / (sum(row) + sum(column)), 12)
    expect(f1.low).toBeLessThan(f1.value)
  })
})

test('curves and calibration come from the predictions of the same rows', async () => {
  const { rows, actual, probabilities, labels } = await predictions()
  const { curves, perClass, calibration } = await report({
    costs: { positive: labels[1], miss: 4, falseAlarm: 1 },
  })
  const scores = Array.from(actual, (_, i) => probabilities[2 * i + 1] as number)
  const [own, others] = [1, 0].map((one) => scores.filter((_, i) => actual[i] === one)) as [number[], number[]]
  let pairs = 0
  for (const a of own) for (const b of others) pairs += a > b ? 1 : a === b ? 0.5 : 0
  const area = pairs / (own.length * others.length)
  expect(curves.roc[labels[1] as string]?.auc.value).toBeCloseTo(area, 12)
  expect(perClass.map(({ auc }) => auc?.value)).toEqual([expect.closeTo(area, 6), expect.closeTo(area, 12)])
  const squares = scores.reduce((sum, score, i) => sum + (score - (actual[i] as number)) ** 2, 0)
  expect(calibration.brier).toBeCloseTo(squares / rows.length, 12)
  const { best } = curves.cost as NonNullable<typeof curves.cost>
  const costOf = (threshold: number) =>
    scores.reduce((sum, score, i) => {
      const [isOwn, isFound] = [actual[i] === 1, score >= threshold]
      return sum + (isOwn && !isFound ? 4 : isFound && !isOwn ? 1 : 0)
    }, 0) / scores.length
  expect(best.cost).toBeCloseTo(costOf(best.threshold), 12)
  for (const threshold of [...scores, 0.5]) expect(costOf(threshold)).toBeGreaterThanOrEqual(best.cost - 1e-12)
})

test('an earlier run and a saved model are evaluated by their own weights, on their own split', async () => {
  const [first, last] = runs
  const [old, now, saved] = [await report({ run: first }), await report(), await report({ model: 'moons v1' })]
  // A saved model predicts with another engine, so its probabilities differ in the last bits.
  const rounded = ({ metrics }: ClassReport) =>
    Object.fromEntries(Object.entries(metrics).map(([id, { value }]) => [id, value.toFixed(6)]))
  expect(rounded(saved)).toEqual(rounded(now))
  expect(rounded(old)).not.toEqual(rounded(now))
  expect(rounded(await report({ run: last }))).toEqual(rounded(now))
  expect(await netloom.refused('evaluate.report', { run: 'none' })).toBe('no-such-run')
  expect(await netloom.refused('evaluate.report', { model: 'none' })).toBe('no-model')
  expect(await netloom.refused('evaluate.report', { output: 'none' })).toBe('evaluate-no-output')
  expect(await netloom.refused('evaluate.report', { costs: { positive: '?', miss: 1, falseAlarm: 1 } })).toBe(
    'evaluate-no-class',
  )
})

test('a comparison names the rows that only one of two runs predicts correctly', async () => {
  const [first, last] = runs
  const both = await netloom.run<ModelComparison>('evaluate.compare', { a: { run: first }, b: { run: last } })
  const [old, now] = [await predictions({ run: first }), await predictions({ run: last })]
  const isRight = ({ actual, predicted }: PredictedClasses, i: number) => actual[i] === predicted[i]
  const where = (holds: (i: number) => boolean) => [...old.rows].filter((_, i) => holds(i))
  expect(both.fixed).toEqual(where((i) => !isRight(old, i) && isRight(now, i)))
  expect(both.broken).toEqual(where((i) => isRight(old, i) && !isRight(now, i)))
  expect(both.fixed.length).toBeGreaterThan(both.broken.length)
  expect(both.difference).toBeCloseTo((both.fixed.length - both.broken.length) / both.n, 12)
  expect(both.b - both.a).toBeCloseTo(both.difference, 12)
  expect(both.low).toBeLessThan(both.difference)
  expect(both.high).toBeGreaterThan(both.difference)
  // Exchanging the two changes the signs only.
  const back = await netloom.run<ModelComparison>('evaluate.compare', {
    a: { model: 'moons', version: 1 },
    b: { run: first },
  })
  expect([back.difference, back.low, back.high, back.p]).toEqual([
    -both.difference,
    expect.closeTo(-both.high, 12),
    expect.closeTo(-both.low, 12),
    both.p,
  ])
})

test('a comparison is by the most likely class, also if a threshold or a calibration is saved', async () => {
  const [first] = runs
  const compare = () => netloom.run<ModelComparison>('evaluate.compare', { a: { run: first }, b: {} })
  const plain = await compare()
  expect(plain.decided).toBeUndefined()
  await netloom.run('evaluate.decide', { positive: 'lower', threshold: 0.97 })
  const { actual, predicted } = await predictions()
  const accuracy = actual.filter((one, i) => one === predicted[i]).length / actual.length
  expect(accuracy).toBeLessThan(plain.b)
  const { decided, ...rest } = await compare()
  expect(rest).toEqual(plain)
  expect(decided).toEqual({ a: undefined, b: expect.closeTo(accuracy, 12) })
  expect(comparisonText.decided({ run: 'Run 1', decided: { ...decided, a: 0.5 } })).toBe(
    `Both are compared by the most likely class. With the saved threshold or calibration, the accuracy of these weights is ${percent(accuracy)} and of Run 1 is ${percent(0.5)}.`,
  )
  await netloom.run('evaluate.decide', { threshold: null })
  expect(await compare()).toEqual(plain)
})

test('predictions leave as CSV and Parquet', async () => {
  const { rows, actual, predicted, labels, probabilities } = await predictions()
  const bytes = await netloom.run<Uint8Array>('evaluate.predictions', { format: 'csv' })
  const [head, first] = new TextDecoder().decode(bytes).split(/\r?\n/)
  expect(head).toBe(`row,actual,predicted,${labels.map((label) => `p(${label})`).join()}`)
  const cells = (first ?? '').split(',')
  expect(cells.slice(0, 3)).toEqual([
    String((rows[0] as number) + 1),
    ...[actual[0], predicted[0]].map((one) => labels[one as number]),
  ])
  expect(Number(cells[3])).toBeCloseTo(probabilities[0] as number, 7)
  const parquet = await netloom.run<Uint8Array>('evaluate.predictions', { format: 'parquet' })
  expect(new TextDecoder().decode(parquet.slice(0, 4))).toBe('PAR1')
})

test('every look at the test set is counted, but not the details of the evaluation on screen', async () => {
  const ready = await netloom.studio.data.ready()
  const { split } = ready
  const counted = () => netloom.app().testLooks[testSetKey(ready)]?.count ?? 0
  const [first, last] = runs
  for (const [id, args] of [
    ['evaluate.compare', { a: { run: first }, b: { run: last } }],
    ['explain.global', { method: 'permutation' }],
    ['explain.row', { method: 'shapley', row: split.test[0], split: undefined }],
  ] as const) {
    const before = counted()
    await netloom.run(id, { split: 'test', ...args })
    expect(counted(), id).toBe(before + 1)
  }
  const looks = async () => (await report({ split: 'test' })).testLooks
  expect(await looks()).toBe(4)
  expect(await looks()).toBe(5)
  await netloom.run('run.evaluate', { split: 'test' })
  expect(await looks()).toBe(6)
  expect(await looks()).toBe(6)
  // The evaluation of the weights in use is on screen, but not that of the other run.
  await netloom.run('evaluate.compare', { a: { run: first }, b: {}, split: 'test' })
  expect(await looks()).toBe(7)
})

test('the rates of groups are those of the rows of each group', async () => {
  const { rows, actual, probabilities } = await predictions()
  const { positive, groups, gaps } = await netloom.run<ReturnType<typeof fairnessOf>>('evaluate.fairness', {
    group: 'x',
  })
  const { dataset } = await netloom.studio.data.ready()
  const x = dataset.columns[dataset.schema.columns.findIndex(({ name }) => name === 'x')] as { values: Float32Array }
  expect([positive, groups.length]).toEqual(['lower', 4])
  const sorted = Float64Array.from(rows, (row) => x.values[row] as number).sort()
  const isLow = (row: number) => (x.values[row] as number) < (sorted[Math.floor(sorted.length / 4)] as number)
  const own = [...rows.keys()].filter((i) => isLow(rows[i] as number))
  const found = own.filter((i) => actual[i] === 1 && (probabilities[2 * i + 1] as number) >= 0.5).length
  const all = own.filter((i) => actual[i] === 1).length
  expect(groups[0]?.n).toBe(own.length)
  expect(groups[0]?.tpr).toMatchObject(all > 0 ? { value: found / all, n: all } : { n: 0 })
  expect(gaps.accuracy?.value).toBeGreaterThanOrEqual(0)
  expect(await netloom.refused('evaluate.fairness', { group: 'z' })).toBe('fairness-no-column')
  expect(await netloom.refused('evaluate.groupThresholds', { group: 'x', split: 'test' })).toBe(
    'fairness-chosen-on-test',
  )
  const { strategies } = await netloom.run<ReturnType<typeof groupThresholdsOf>>('evaluate.groupThresholds', {
    group: 'x',
    miss: 5,
  })
  const [single, each] = strategies
  const cost = (at: number) =>
    rows.reduce((sum, _, i) => {
      const isFound = (probabilities[2 * i + 1] as number) >= at
      return sum + (actual[i] === 1 && !isFound ? 5 : actual[i] === 0 && isFound ? 1 : 0)
    }, 0) / rows.length
  expect(new Set(single?.thresholds)).toHaveProperty('size', 1)
  expect(single?.cost).toBeCloseTo(cost(single?.thresholds[0] as number), 12)
  expect(single?.cost).toBeLessThanOrEqual(cost(0.5))
  expect(each?.cost).toBeLessThanOrEqual(single?.cost as number)
})

test('conformal sets are fitted to other rows than their coverage is measured on', async () => {
  const conformal = (args: object = {}) => netloom.run<ConformalReport>('evaluate.conformal', args)
  await netloom.run('data.slice', { name: 'left', where: 'x < 0' })
  const { dataset, split } = await netloom.studio.data.ready()
  const x = dataset.columns[dataset.schema.columns.findIndex(({ name }) => name === 'x')] as { values: Float32Array }
  const half = await conformal()
  expect([half.fitted + half.coverage.n, half.split]).toEqual([split.validation.length, 'validation'])
  // The test set: fitted to all validation rows. The threshold is the probability of the actual class of one of them.
  const before = await report({ split: 'test' })
  const whole = await conformal({ split: 'test', coverage: 0.8 })
  expect([whole.fitted, whole.coverage.n]).toEqual([split.validation.length, split.test.length])
  expect(whole.testLooks).toBe(before.testLooks)
  const [fit, measured] = [await predictions(), await predictions({ split: 'test' })]
  const ofActual = ({ actual, probabilities }: PredictedClasses) =>
    Array.from(actual, (one, i) => probabilities[2 * i + one] as number)
  const sorted = ofActual(fit).sort((a, b) => b - a)
  expect(whole.threshold).toBe(sorted[Math.ceil(0.8 * (sorted.length + 1)) - 1])
  const isCovered = ofActual(measured).map((p) => p >= whole.threshold)
  const share = (isPart: (i: number) => boolean) => {
    const own = isCovered.filter((_, i) => isPart(i))
    return { value: own.filter(Boolean).length / own.length, n: own.length }
  }
  expect(whole.coverage).toMatchObject(share(() => true))
  expect(whole.perClass).toMatchObject([0, 1].map((k) => share((i) => measured.actual[i] === k)))
  const isLeft = (i: number) => (x.values[measured.rows[i] as number] as number) < 0
  expect(whole.perSlice).toMatchObject([{ name: 'left', ...share(isLeft) }])
  // A higher coverage needs larger sets.
  const large = await conformal({ split: 'test', coverage: 0.98 })
  expect(large.coverage.size).toBeGreaterThan(whole.coverage.size)
  expect(await netloom.refused('evaluate.conformal', { split: 'train' })).toBe('conformal-training')
  expect(await netloom.refused('evaluate.conformal', { coverage: 1 })).toBe('conformal-coverage')
  expect(await netloom.refused('evaluate.conformal', { coverage: 0.9999 })).toBe('conformal-few')
  await netloom.run('data.slice', { name: 'left', where: null })
})

test('a calibration and a threshold decide all predictions, as in saved models, but not in models saved before', async () => {
  await netloom.run('run.evaluate', { split: 'validation' })
  const { labels, actual, rows } = await predictions()
  const fitted = await netloom.run<ReturnType<typeof fitToSet>>('calibrate.fit', { method: 'temperature' })
  expect(fitted.n).toBe(rows.length)
  expect(Object.keys(fitted.before)).toEqual(['ece', 'nll', 'brier'])
  const [positive] = labels
  await netloom.run('evaluate.decide', { positive, threshold: 1 })
  await netloom.run('model.save', { name: 'decided' })
  const saved = await predictions({ model: 'decided' })
  const raw = await predictions({ decided: false })
  // Temperature scaling: the log-odds are divided by the temperature.
  const { calibration } = fitted
  if (calibration.method !== 'temperature') throw new Error('it is fitted by temperature')
  const odds = (p: number) => Math.log(p / (1 - p))
  for (let i = 0; i < rows.length; i++) {
    const p = raw.probabilities[2 * i] as number
    if (p > 1e-6 && p < 1 - 1e-6)
      expect(odds(saved.probabilities[2 * i] as number)).toBeCloseTo(odds(p) / calibration.temperature, 3)
    expect(saved.predicted[i]).toBe((saved.probabilities[2 * i] as number) === 1 ? 0 : 1)
  }
  expect([...saved.predicted]).not.toEqual([...raw.predicted])
  // The file and the groups of the weights in use are decided as the saved model decides.
  const csv = await netloom.run<Uint8Array>('evaluate.predictions', { format: 'csv' })
  const [head, ...lines] = new TextDecoder().decode(csv).trim().split(/\r?\n/)
  const ps = (prefix: string) => labels.map((label) => `${prefix}p(${label})`)
  expect(head).toBe(['row', 'actual', 'predicted', ...ps(''), 'decided', ...ps('calibrated ')].join())
  lines.forEach((line, i) => {
    const cells = line.split(',')
    expect([cells[2], cells[5]]).toEqual([labels[raw.predicted[i] as number], labels[saved.predicted[i] as number]])
    expect(Number(cells[3])).toBeCloseTo(raw.probabilities[2 * i] as number, 7)
    expect(Number(cells[6])).toBeCloseTo(saved.probabilities[2 * i] as number, 5)
  })
  // So are the results, the report, the comparison, and the details of an example: one rule for all.
  const accuracy = saved.predicted.filter((one, i) => one === actual[i]).length / rows.length
  const shown = () => netloom.app().metrics
  expect(shown()).toMatchObject({ isDecided: true, heads: [{ accuracy }] })
  expect((await report()).metrics.accuracy?.value).toBe(accuracy)
  const own = { run: netloom.app().runs.find(({ decisions }) => decisions)?.id }
  expect((await report(own)).metrics.accuracy?.value).toBe(accuracy)
  expect((await predictions()).predicted).toEqual(saved.predicted)
  const [row] = rows
  const { outputs } = await netloom.run<Answer>('data.answer', { row })
  expect(Object.values(outputs)[0]).toMatchObject({
    label: labels[saved.predicted[0] as number],
    probabilities: { [labels[0] as string]: expect.closeTo(saved.probabilities[0] as number, 5) },
  })
  const sets = await netloom.run<ConformalReport>('evaluate.conformal')
  expect(sets.isCalibrated).toBe(true)
  const ofActual = [...rows.keys()].map((i) => saved.probabilities[2 * i + (actual[i] as number)] as number)
  // The threshold is the calibrated probability of an actual class, not one before the calibration.
  expect(Math.min(...ofActual.map((one) => Math.abs(one - sets.threshold)))).toBeLessThan(1e-6)
  const rounded = (value: unknown) =>
    JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' ? Number(one.toFixed(4)) : one))
  for (const [id, more] of [
    ['evaluate.fairness', {}],
    ['evaluate.groupThresholds', { miss: 3 }],
  ] as const)
    expect(rounded(await netloom.run(id, { group: 'x', ...more })), id).toEqual(
      rounded(await netloom.run(id, { group: 'x', ...more, model: 'decided' })),
    )
  expect((await predictions({ model: 'moons' })).predicted).toEqual(raw.predicted)
  // The evaluation that is saved with the model is that of its own decisions.
  const wrong = saved.predicted.filter((one, i) => one !== actual[i]).length
  const [model] = netloom.app().models.filter(({ name }) => name === 'decided')
  expect(model?.metrics).toMatchObject({ isDecided: true, heads: [{ accuracy: 1 - wrong / rows.length }] })
  // The threshold was chosen for calibrated probabilities, so it is removed with the calibration, and a notice says so.
  await netloom.run('calibrate.fit', { method: 'none' })
  expect(
    netloom
      .app()
      .notices.map(({ text }) => text)
      .join(),
  ).toContain('no longer use the threshold')
  expect(shown()?.isDecided).toBeUndefined()
  expect(shown()).toMatchObject({
    heads: [{ accuracy: raw.predicted.filter((one, i) => one === actual[i]).length / rows.length }],
  })
  await netloom.run('model.save', { name: 'plain' })
  expect((await predictions({ model: 'plain' })).predicted).toEqual(raw.predicted)
})

test('refuses to calibrate on training examples, and an impossible threshold', async () => {
  expect(await netloom.refused('calibrate.fit', { method: 'platt', split: 'train' })).toBe('calibrate-training')
  expect(await netloom.refused('evaluate.decide', { threshold: 1.5 })).toBe('decide-threshold')
  expect(await netloom.refused('evaluate.decide', { threshold: 0.5, positive: '?' })).toBe('evaluate-no-class')
})

test('a run is evaluated and compared with its last weights, or by choice with its best', async () => {
  const { learningRate } = netloom.app().project.plan
  await netloom.run('plan.set', { learningRate: 100 * learningRate })
  const noisy = await train(6)
  await netloom.run('plan.set', { learningRate })
  const now = await train(6)
  const { history } = netloom.app().runs.find(({ id }) => id === noisy) as { readonly history: readonly EpochLog[] }
  const losses = history.map(({ validationLoss }) => validationLoss as number)
  const best = losses.indexOf(Math.min(...losses))
  expect(best).toBeLessThan(losses.length - 1)
  for (const [args, epoch] of [
    [{ run: noisy }, 6],
    [{ run: noisy, weights: 'last' }, 6],
    [{ run: noisy, weights: 'best' }, best + 1],
  ] as const) {
    const { metrics, weights } = await report(args)
    expect(weights).toEqual({ epoch, which: epoch === 6 ? 'last' : 'best' })
    expect(metrics.accuracy?.value).toBe(loggedValue(history[epoch - 1] as EpochLog, 'validationAccuracy'))
    expect((await predictions(args)).weights).toEqual(weights)
  }
  expect((await report()).weights).toEqual({ epoch: 6, which: 'last' })
  const compare = (weights?: string) =>
    netloom.run<ModelComparison>('evaluate.compare', { a: { run: noisy, weights }, b: { run: now } })
  expect((await compare()).a).toBe((await report({ run: noisy })).metrics.accuracy?.value)
  const { a, weights } = await compare('best')
  expect(a).toBe((await report({ run: noisy, weights: 'best' })).metrics.accuracy?.value)
  expect(weights).toEqual({ a: { epoch: best + 1, which: 'best' }, b: { epoch: 6, which: 'best' } })
  // The weights in use are named as well, and so is a best checkpoint that is not stored.
  const rows = await netloom.studio.storage.runs.checkpoints(noisy)
  for (const { generation, keep } of rows) {
    if (keep !== 'best') continue
    await netloom.run('run.restore', { run: noisy, checkpoint: generation })
    expect((await report()).weights).toEqual({ epoch: best + 1, which: 'best' })
    await netloom.studio.storage.runs.removeCheckpoint(noisy, generation)
  }
  expect(await netloom.refused('evaluate.report', { run: noisy, weights: 'best' })).toBe('no-best-weights')
})

test('the weights of a run that was stopped within an epoch are named by their step', async () => {
  await netloom.run('plan.set', { epochs: 10_000 })
  const stopped = await netloom.run<string>('run.start')
  await netloom.when(({ run }) => 'history' in run && run.history.length > 1)
  await netloom.run('run.pause')
  const { run, data } = netloom.app()
  const steps = Math.ceil((data.tag === 'ready' ? data.split.train.length : 0) / netloom.app().project.plan.batchSize)
  if (!('step' in run) || run.tag === 'preparing') throw new Error('it is paused')
  if (run.step % steps === 0) await netloom.run('run.step')
  await netloom.run('run.stop')
  const step = netloom.app().runs.find(({ id }) => id === stopped)?.step as number
  expect(step % steps).toBeGreaterThan(0)
  const weights = { epoch: Math.floor(step / steps), which: 'last', step, within: 'stopped' } as const
  expect((await report()).weights).toEqual(weights)
  expect((await report({ run: stopped })).weights).toEqual(weights)
  const compared = await netloom.run<ModelComparison>('evaluate.compare', { a: { run: stopped }, b: { run: runs[1] } })
  expect(compared.weights.a).toEqual(weights)
  const verdict = comparisonText.verdict({ ...compared, run: 'Run 1', weights, unit: undefined, isRate: true })
  expect(verdict).toContain(`for Run 1, stopped in epoch ${count(weights.epoch + 1)}, at step ${count(step)}.`)
  expect(verdict).not.toContain('last')
})

test('with dropout, predictions vary by seed, and their spread orders the rows', async () => {
  const measure = (args: object = {}) => netloom.run<DropoutReport>('evaluate.dropout', { passes: 5, ...args })
  expect(await netloom.refused('evaluate.dropout')).toBe('dropout-none')
  const { split } = await netloom.studio.data.ready()
  await netloom.run('graph.addAfter', { node: 'hidden', kind: 'dropout', params: { rate: 0.5 } })
  await train(3)
  const [first, again, other] = [await measure(), await measure(), await measure({ seed: 1 })]
  if (first.kind !== 'classes' || other.kind !== 'classes') throw new Error('it predicts classes')
  expect(first).toEqual(again)
  expect(first.entropy).not.toEqual(other.entropy)
  expect([first.n, first.of, first.passes]).toEqual([split.validation.length, split.validation.length, 5])
  // All estimates of a row would be equal without masks.
  expect(first.mutualInformation.every((one) => one > 0)).toBe(true)
  expect(first.entropy.every((one, i) => one >= (first.mutualInformation[i] as number))).toBe(true)
  const { actual, predicted } = await predictions()
  const wrong = actual.filter((one, i) => one !== predicted[i]).length / actual.length
  for (const { risk } of Object.values(first.risk)) expect(risk.at(-1)).toBeCloseTo(wrong, 12)
  expect(await netloom.refused('evaluate.dropout', { passes: 1 })).toBe('dropout-passes')
})

test('runs before and after labels were edited are compared by the new labels', async () => {
  const [before] = runs
  await netloom.run('plan.set', { epochs: 1 })
  const { split, dataset } = await netloom.studio.data.ready()
  const row = split.validation[0] as number
  const { actual, rows, labels } = await predictions({ run: before })
  const old = actual[[...rows].indexOf(row)] as number
  const value = labels[1 - old] as string
  await netloom.run('dataset.edit', { step: { kind: 'set', column: dataset.schema.target, rows: [[row, row]], value } })
  const after = await train(1)
  const both = await netloom.run<ModelComparison>('evaluate.compare', { a: { run: before }, b: { run: after } })
  const mine = (await netloom.studio.data.ready()).split.validation
  expect(both.relabeled).toBe(mine.includes(row) ? 1 : 0)
  expect(both.n).toBe(mine.filter((one) => split.validation.includes(one)).length)
  const back = await netloom.run<ModelComparison>('evaluate.compare', { a: { run: after }, b: { run: before } })
  // By the old labels, one fewer or one more prediction is correct.
  if (mine.includes(row)) expect(Math.abs(back.b - both.a) * both.n).toBeCloseTo(1, 9)
  await netloom.run('dataset.undo')
})

test('runs before and after an edit that was undone are compared, those of different data are not', async () => {
  const [before] = runs
  await netloom.run('plan.set', { epochs: 1 })
  const compare = (b: string) => ({ a: { run: before }, b: { run: b } })
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  const edited = await train(1)
  expect(await netloom.refused('evaluate.compare', compare(edited))).toBe('compare-other-data')
  await netloom.run('dataset.undo')
  expect(netloom.app().project.data.dataset).not.toBe('moons')
  const undone = await train(1)
  const { n, fixed, broken } = await netloom.run<ModelComparison>('evaluate.compare', compare(undone))
  expect(n).toBe((await netloom.studio.data.ready()).split.validation.length)
  const [old, now] = [await predictions({ run: before }), await predictions({ run: undone })]
  const differing = [...old.rows].filter((_, i) => old.predicted[i] !== now.predicted[i]).sort((a, b) => a - b)
  expect([...fixed, ...broken].sort((a, b) => a - b)).toEqual(differing)
})
