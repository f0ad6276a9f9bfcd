/**
 * @file TracIn against its formula in PyTorch on the same checkpoints, and retraining: without any example left out it
 * gives the same weights, and with examples left out those of plain training on the remaining loss.
 */
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lacks, PYTHON } from '../../base/python.test-help'
import { rankCorrelation } from '../../metrics/attribution'
import { influenceText } from '../../messages/en/evaluate/explanations'
import type { LeftOut } from '../data/data-analysis'
import type { RunState } from '../../protocol/run-state'
import type { CheckpointRecord } from '../../storage/records'
import { answering } from '../training/find-run'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import { encode } from './explain'
import type { InfluenceReport } from './influence'
import { hasTrainedWeights, weightsOf } from './predictions'

let netloom: TestStudio

beforeAll(async () => {
  netloom = await openTestStudio('moons-mlp')
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 6, keepEvery: 2, optimizer: { kind: 'sgd' }, learningRate: 0.1 })
  await netloom.run('plan.set', { classWeights: CLASS_WEIGHTS })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
}, 60_000)
afterAll(() => netloom.close())

/** In the order of the classes. */
const CLASS_WEIGHTS = { upper: 0.5, lower: 3 } as const

const TRACIN = `
import json, sys
import torch, torch.nn.functional as F
torch.set_default_dtype(torch.float64)
given = json.load(sys.stdin)
x, y, n = torch.tensor(given["x"]), torch.tensor(given["y"]), given["n"]
x0, y0 = torch.tensor(given["row"]), torch.tensor(given["label"])
acts = {"relu": F.relu, "tanh": torch.tanh, "linear": lambda v: v, "sigmoid": lambda v: v, "softmax": lambda v: v}
total = torch.zeros(len(x))
for point in given["checkpoints"]:
    ws = [torch.tensor(w["values"]).reshape(w["shape"]).requires_grad_() for w in point["weights"]]
    def loss(a, label):
        for i, kind in enumerate(given["activations"]):
            a = acts[kind](a @ ws[2 * i] + ws[2 * i + 1])
        if a.shape[-1] == 1: return F.binary_cross_entropy_with_logits(a[0], label.double())
        return F.cross_entropy(a[None], label[None])
    flat = lambda l: torch.cat([g.flatten() for g in torch.autograd.grad(l, ws)])
    own = flat(loss(x0, y0))
    for i in range(len(x)):
        total[i] += point["factor"] * given["counts"][i] * (flat(loss(x[i], y[i])) @ own)
print(json.dumps(total.tolist()))
`

test.skipIf(lacks('torch'))('TracIn is the sum over the checkpoints of rate × gradient · gradient', async () => {
  const { studio } = netloom
  const weights = await weightsOf(studio, {}, true)
  const { dataset, split } = weights.ready
  const row = split.validation[4] as number
  const all = split.train.length
  // PyTorch differentiates each row alone, which takes its time.
  const some = split.train.filter((_, i) => i % 5 === 0)
  const { helpful, harmful, checkpoints, n, loss } = await netloom.run<InfluenceReport>('explain.influence', {
    row,
    most: all,
  })
  const run = weights.run?.id ?? ''
  const stored = await studio.storage.runs.checkpoints(run)
  const records: CheckpointRecord[] = []
  for (const { generation } of stored) {
    const record = await studio.storage.runs.checkpoint(run, generation)
    const isNew = record && records.every(({ step }) => step !== record.step)
    if (record && isNew && checkpoints.some(({ step }) => step === record.step)) records.push(answering(record))
  }
  expect(checkpoints.length).toBeGreaterThan(2)
  expect(records.length).toBe(checkpoints.length)
  expect(n).toBe(all)
  const tensorsOf = ({ specs, data }: (typeof records)[number]['weights']) => {
    let at = 0
    return specs.map(({ shape }) => {
      const size = shape.reduce((product, axis) => product * axis, 1)
      at += size
      return { shape, values: [...data.subarray(at - size, at)] }
    })
  }
  const inputs = async (rows: Uint32Array) => {
    const [flat] = await encode(weights.pipeline, dataset, rows)
    return Array.from(rows, (_, i) => [...(flat as Float32Array).subarray(2 * i, 2 * i + 2)])
  }
  const label = dataset.columns[dataset.schema.columns.findIndex(({ name }) => name === dataset.schema.target)]
  const codes = (label as { codes: ArrayLike<number> }).codes
  const python = spawnSync(PYTHON, ['-c', TRACIN], {
    input: JSON.stringify({
      x: await inputs(some),
      y: Array.from(some, (one) => codes[one]),
      counts: Array.from(some, (one) => Object.values(CLASS_WEIGHTS)[codes[one] as number]),
      n: all,
      row: (await inputs(Uint32Array.of(row)))[0],
      label: codes[row],
      activations: weights.model.config.layers.flatMap(({ config }) => (config.units ? [config.activation] : [])),
      checkpoints: records.map(({ step, weights: of }, i) => ({
        weights: tensorsOf(of),
        // The rate is constant, and each checkpoint stands for the steps since the one before.
        factor: (0.1 * (step - (records[i - 1]?.step ?? 0))) / all,
      })),
    }),
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  expect(python.stderr).toBe('')
  const wanted = JSON.parse(python.stdout) as readonly number[]
  const found = new Map([...helpful, ...harmful].map(({ row: of, value }) => [of, value]))
  const own = Array.from(some, (one) => found.get(one) ?? 0)
  const most = Math.max(...wanted.map(Math.abs))
  const off = wanted.filter((value, i) => Math.abs((own[i] as number) - value) > 0.001 * most)
  // A loss has no slope where the input of a ReLU is 0, so few rows may be off.
  expect(off.length).toBeLessThan(0.05 * some.length)
  expect(rankCorrelation(own, wanted)).toBeGreaterThan(0.999)
  expect(loss).toBeGreaterThan(0)
  // Sorted from the most helpful and the most harmful on.
  const values = [...found.values()]
  expect(helpful[0]?.value).toBe(Math.max(...values))
  expect(harmful[0]?.value).toBe(Math.min(...values))
})

test('retraining without any example gives the same weights, and without some a loss that rises as TracIn says', async () => {
  const { split } = await netloom.studio.data.ready()
  const row = split.validation[4] as number
  const same = await netloom.run<LeftOut>('explain.leaveOut', { row, rows: [] })
  expect(same.recipe.hash).toBe(same.recipe.was)
  expect(same.loss.after).toBe(same.loss.before)
  expect([Math.abs(same.difference), same.estimate, same.fixed, same.broken]).toEqual([0, 0, [], []])
  const { helpful, retrained, loss } = await netloom.run<InfluenceReport>('explain.influence', { row, most: 20 })
  expect(retrained.map(({ recipe }) => recipe.hash)).toEqual([same.recipe.hash])
  const rows = helpful.map((one) => one.row)
  const found = await netloom.run<LeftOut>('explain.leaveOut', { row, rows })
  expect(found.leftOut).toEqual([...rows].sort((a, b) => a - b))
  expect(found.recipe.hash).not.toBe(found.recipe.was)
  expect(found.loss.before).toBeCloseTo(loss, 5)
  const estimate = helpful.reduce((sum, { value }) => sum + value, 0)
  expect(found.estimate).toBeCloseTo(estimate, 4)
  expect(found.loss.after).toBeGreaterThan(found.loss.before)
  const [before, after] = [found.score.before, found.score.after]
  expect(found.loss.before).toBeCloseTo(-Math.log(before), 4)
  expect(found.loss.after).toBeCloseTo(-Math.log(after), 4)
  const { retrained: kept } = await netloom.run<InfluenceReport>('explain.influence', { row, most: 1 })
  expect(kept.map(({ recipe }) => recipe.hash)).toEqual([found.recipe.hash, same.recipe.hash])
})

test('next to the loss is the probability of the network itself, also if a calibration and a threshold are saved', async () => {
  const { split } = await netloom.studio.data.ready()
  const row = split.validation[4] as number
  const leaveOut = () => netloom.run<LeftOut>('explain.leaveOut', { row, rows: [...split.train].slice(0, 40) })
  const plain = await leaveOut()
  await netloom.run('calibrate.fit', { method: 'platt' })
  await netloom.run('evaluate.decide', { threshold: 0.99 })
  const { uncalibrated, ...calibrated } = await leaveOut()
  expect(calibrated).toEqual(plain)
  expect([plain.uncalibrated, uncalibrated]).toEqual([undefined, true])
  expect(calibrated.loss.after).toBeCloseTo(-Math.log(calibrated.score.after), 4)
  expect(influenceText.effect({ ...calibrated, uncalibrated: true })).toMatch(
    /probability of "\w+" before calibration [\d.]+%/,
  )
  await netloom.run('calibrate.fit', { method: 'none' })
}, 60_000)

test('a network whose layers are all frozen has no influential examples', async () => {
  const { stored } = await weightsOf(netloom.studio, {}, true)
  const given = await stored()
  const { config } = given.model
  const frozen = config.layers.map((layer) => ({ ...layer, config: { ...layer.config, trainable: false } }))
  expect(hasTrainedWeights(given)).toBe(true)
  expect(hasTrainedWeights({ ...given, model: { ...given.model, config: { ...config, layers: frozen } } })).toBe(false)
})

test.each([
  ['a cosine schedule goes on', { schedule: { kind: 'cosine' } }, 'branch', 0.2],
  ['a plateau lowers the rate', { schedule: { kind: 'plateau', patience: 1, factor: 0.5 }, accumulate: 2 }, 'goOn', 8],
  ['one cycle starts again', { schedule: { kind: 'oneCycle' }, accumulate: 3 }, 'goOn', 0.2],
])('a run trained further: %s, and its rates are those that each step reported', async (_, given, further, set) => {
  const other = await openTestStudio('moons-mlp')
  try {
    await other.when(({ data }) => data.loaded)
    await other.run('plan.set', { epochs: 4, keepEvery: 1, batchSize: 100, learningRate: 0.5 })
    await other.run('plan.set', { optimizer: { kind: 'sgd' }, earlyStopping: null, ...given })
    const first = await other.run<string>('run.start')
    await other.when(({ run }) => run.tag === 'done')
    const [stored] = (
      await other.run<{ generation: number; epoch: number }[]>('checkpoints.list', { run: first })
    ).filter(({ epoch }) => epoch === 2)
    // Slow, so that the run pauses after its first step.
    await other.run('run.pace', { stepsPerSecond: 2 })
    if (further === 'branch') await other.run('run.branch', { run: first, checkpoint: stored?.generation })
    else await other.run('run.goOn')
    await other.run('run.pause')
    await other.run('run.pace')
    const now = () => other.app().run as Extract<RunState, { tag: 'training' }>
    const { steps } = now()
    const perEpoch = steps / (further === 'branch' ? 4 : 8)
    const from = further === 'branch' ? 2 * perEpoch : 4 * perEpoch
    const rates = [now().learningRate as number]
    while (now().step < steps) {
      if (rates.length === perEpoch + 1) await other.run('plan.set', { learningRate: set })
      await other.run('run.step')
      rates.push(now().learningRate as number)
    }
    expect(from + rates.length).toBe(steps)
    await other.run('run.resume')
    await other.when(({ run }) => run.tag === 'done')
    const row = (await other.studio.data.ready()).split.validation[0]
    const { checkpoints } = await other.run<InfluenceReport>('explain.influence', { row, most: 1 })
    expect(checkpoints.length).toBe(further === 'branch' ? 2 : 4)
    const perUpdate = 'accumulate' in given ? given.accumulate : 1
    const wanted = checkpoints.map(({ step }, i) => {
      const before = checkpoints[i - 1]?.step ?? from
      const updates = rates
        .map((rate, k) => ({ rate, step: from + k }))
        .filter((one) => one.step >= before && one.step < step)
        .filter((one) => (one.step + 1) % perEpoch === 0 || ((one.step % perEpoch) + 1) % perUpdate === 0)
      return updates.reduce((sum, { rate }) => sum + rate / updates.length, 0)
    })
    for (const [i, { rate }] of checkpoints.entries()) expect(rate).toBeCloseTo(wanted[i] as number, 12)
    expect(new Set(wanted).size).toBe(wanted.length)
  } finally {
    await other.close()
  }
})

test('retraining repeats the rates that were set during the run', async () => {
  const other = await openTestStudio('moons-mlp')
  try {
    await other.when(({ data }) => data.loaded)
    await other.run('plan.set', { epochs: 3, earlyStopping: null })
    await other.run('run.step')
    await other.run('plan.set', { learningRate: 0.05 })
    await other.run('run.resume')
    await other.when(({ run }) => run.tag === 'done')
    const { split } = await other.studio.data.ready()
    const same = await other.run<LeftOut>('explain.leaveOut', { row: split.validation[0], rows: [] })
    expect(same.recipe.hash).toBe(same.recipe.was)
  } finally {
    await other.close()
  }
})
