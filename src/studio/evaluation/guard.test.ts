/**
 * @file Input guards: scores and gradients against PyTorch and scikit-learn on the same weights, the limit from the
 * validation set, tests and attacks of a guard, and the guard of a saved model.
 */
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lacks, PYTHON } from '../../base/python.test-help'
import { encodeTargets } from '../../data/encode-rows'
import { pipelineShape } from '../../storage/model-artifact/format'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import { attackedRows, boxAround, decideRows, foolRows, takeEncoded } from './attack'
import { joined } from './attack-set-rows'
import { encode } from './explain'
import { guardedOf, guardGradients, guardScores } from './guard'
import { climbUnseen, type GuardAttackReport, type GuardReport } from './guard-report'

/** The distance of rows of values to the nearest class of training rows. */
const LEDOIT_WOLF = `
import json, sys, numpy as np
from sklearn.covariance import ledoit_wolf
g = json.load(sys.stdin)
f, y, x = np.array(g["train"]), np.array(g["targets"]).astype(int), np.array(g["rows"])
means = np.stack([f[y == k].mean(0) for k in np.unique(y)])
inverse = np.linalg.inv(ledoit_wolf(f - means[y], assume_centered=True)[0])
d = x[:, None, :] - means
print(json.dumps(np.einsum("nki,ij,nkj->nk", d, inverse, d).min(1).tolist()))
`

let digits: TestStudio
let shipped: Awaited<ReturnType<typeof serveShippedData>>

beforeAll(async () => {
  shipped = await serveShippedData()
  digits = await openTestStudio('small-digits-mlp', undefined, shipped.base)
  await digits.when(({ data }) => data.loaded)
  await digits.run('plan.set', { epochs: 10_000, stopWhen: { steps: 300 } })
  await digits.run('run.start')
  await digits.when(({ run }) => run.tag === 'done')
}, 60_000)
afterAll(async () => {
  await digits.close()
  shipped.close()
})

/** The features of training rows, the distance, and its gradient, and those of squeezed pixels. */
const TORCH = `
import json, sys, torch, numpy as np
from sklearn.covariance import ledoit_wolf
from scipy.ndimage import median_filter
g = json.load(sys.stdin)
torch.set_default_dtype(torch.float64)
parts, at = [], 0
for shape in g["shapes"]:
    n = int(np.prod(shape)); parts.append(torch.tensor(g["weights"][at:at + n]).reshape(*shape)); at += n
def layers(x):
    out = []
    for i in range(0, len(parts), 2):
        x = x @ parts[i] + parts[i + 1]
        x = torch.relu(x) if i + 2 < len(parts) else torch.softmax(x, 1)
        out.append(x)
    return out
train, y = torch.tensor(g["train"]).reshape(-1, 64), np.array(g["targets"]).astype(int)
f = layers(train)[-2].numpy()
means = np.stack([f[y == k].mean(0) for k in range(10)])
inverse = torch.tensor(np.linalg.inv(ledoit_wolf(f - means[y], assume_centered=True)[0]))
x = torch.tensor(g["rows"]).reshape(-1, 64).requires_grad_()
d = layers(x)[-2][:, None, :] - torch.tensor(means)
distance = torch.einsum("nki,ij,nkj->nk", d, inverse, d).amin(1)
gradient = torch.autograd.grad(distance.sum(), x)[0]
straight = lambda s: layers(x + (torch.tensor(s) - x).detach())[-1]
own = x.detach().numpy()
p = layers(x)[-1]
smooth = median_filter(own.reshape(-1, 8, 8), size=(1, 2, 2), mode="reflect").reshape(-1, 64)
change = torch.stack([(p - straight(s)).abs().sum(1) for s in [np.rint(own), smooth]]).amax(0)
squeezing = torch.autograd.grad(change.sum(), x)[0]
print(json.dumps({"distance": distance.tolist(), "gradient": gradient.flatten().tolist(), "change": change.tolist(), "squeezing": squeezing.flatten().tolist()}))
`

test.skipIf(lacks('torch', 'sklearn', 'scipy'))(
  'scores and gradients are those of PyTorch, for the distance and for squeezing',
  async () => {
    await digits.run('guard.fit', { method: 'mahalanobis' })
    const distance = await guardedOf(digits.studio, {})
    await digits.run('guard.fit', { method: 'squeezing' })
    const squeezing = await guardedOf(digits.studio, {})
    const { weights, output } = distance
    const { dataset, split } = weights.ready
    const rows = split.validation.slice(0, 20)
    const inputs = await encode(weights.pipeline, dataset, rows)
    const { weights: saved } = await digits.studio.runs.newest()
    const python = spawnSync(PYTHON, ['-c', TORCH], {
      input: JSON.stringify({
        ...{ shapes: saved.specs.map(({ shape }) => shape), weights: [...saved.data], rows: [...(inputs[0] ?? [])] },
        train: [...((await encode(weights.pipeline, dataset, split.train))[0] ?? [])],
        targets: [...encodeTargets(output, dataset, split.train)],
      }),
      ...{ encoding: 'utf8', maxBuffer: 1e8 },
    })
    if (python.status !== 0) throw new Error(python.stderr)
    const wanted: { distance: number[]; gradient: number[]; change: number[]; squeezing: number[] } = JSON.parse(
      python.stdout,
    )
    for (const { what, score, gradient } of [
      { what: distance, score: wanted.distance, gradient: wanted.gradient },
      { what: squeezing, score: wanted.change, gradient: wanted.squeezing },
    ]) {
      const found = await guardGradients(what, inputs, rows.length)
      const apart = (a: ArrayLike<number>, b: readonly number[]) => {
        const size = Math.max(...b.map(Math.abs))
        return Math.max(...b.map((value, i) => Math.abs(value - (a[i] as number)))) / size
      }
      expect(Math.max(...score)).toBeGreaterThan(0)
      expect(apart(found.scores, score)).toBeLessThan(1e-4)
      expect(apart(found.gradients[0] as Float32Array, gradient)).toBeLessThan(1e-3)
      expect(await guardScores(what, inputs, rows.length)).toEqual(found.scores)
    }
  },
  60_000,
)

test('the limit lets at most the chosen share of validation examples through as alarms, and follows nothing else', async () => {
  const fit = await digits.run<{ limit: number; rows: number }>('guard.fit', {
    method: 'mahalanobis',
    falseAlarms: 0.05,
  })
  const what = await guardedOf(digits.studio, {})
  const { ready, pipeline } = what.weights
  expect(fit.rows).toBe(ready.split.validation.length)
  const scores = await guardScores(what, await encode(pipeline, ready.dataset, ready.split.validation), fit.rows)
  const above = [...scores].filter((score) => score > fit.limit).length
  expect(above).toBe(fit.rows - Math.ceil((fit.rows + 1) * 0.95))
  const test = await digits.run<GuardReport>('guard.test', { kind: 'clean', most: 10_000 })
  expect(test.alarms.value).toBeCloseTo(above / fit.rows, 2)
  expect(test.alarms.low < test.alarms.value && test.alarms.value < test.alarms.high).toBe(true)
  expect(await digits.refused('guard.fit', { method: 'mahalanobis', falseAlarms: 1 })).toBe('guard-false-alarms')
  expect(await digits.refused('guard.fit', { method: 'mahalanobis', falseAlarms: 1e-6 })).toBe('guard-few')
}, 60_000)

test('plain PGD is found more often than clean examples, and an attack that knows the guard gets past it', async () => {
  await digits.run('guard.fit', { method: 'mahalanobis', falseAlarms: 0.05 })
  const pgd = await digits.run<GuardReport>('guard.test', { kind: 'pgd', epsilon: 0.2, most: 80 })
  const [one] = pgd.inputs
  expect(one?.n).toBeGreaterThan(40)
  expect(one?.found?.low).toBeGreaterThan(pgd.alarms.high)
  expect(one?.auc?.value).toBeGreaterThan(0.7)
  const both = await digits.run<GuardAttackReport>('guard.attack', { epsilon: 0.2, most: 80 })
  expect(both.knowing.undetected.low).toBeGreaterThan(both.plain.undetected.high)
  expect(both.plain.undetected.value).toBeLessThan(both.plain.fooled.value)
  const corrupted = await digits.run<GuardReport>('guard.test', { kind: 'corruptions', most: 40 })
  const foundOf = (kind: string) =>
    corrupted.inputs.filter((one) => one.kind === kind).map(({ found }) => found?.value ?? 0)
  expect(foundOf('gaussianNoise')[4]).toBeGreaterThan(foundOf('gaussianNoise')[0] as number)
}, 120_000)

test('from inputs that fool the network but are refused, the attack gets past the guard, within the same changes', async () => {
  await digits.run('guard.fit', { method: 'mahalanobis', falseAlarms: 0.05 })
  const what = await guardedOf(digits.studio, {})
  const rows = await attackedRows(digits.studio, {}, { split: 'validation', seed: 1, most: 80 })
  const fooled = await foolRows(rows, { method: 'pgd', epsilon: 0.2 })
  const scores = await guardScores(what, joined(fooled.map(([, { values }]) => values)), fooled.length)
  const refused = fooled.filter((_, k) => (scores[k] as number) > what.guard.limit)
  expect(refused.length).toBeGreaterThan(20)
  const places = refused.map(([i]) => i)
  const box = boxAround(takeEncoded(what.weights.pipeline, rows.inputs, places), rows.ranges, 0.2, 0.02)
  const start = joined(refused.map(([, { values }]) => values))
  const targets = Float32Array.from(places, (i) => rows.targets[i] as number)
  const { values, past } = await climbUnseen(what, start, targets, box, 40)
  expect(past.filter(Boolean).length / past.length).toBeGreaterThan(0.5)
  const after = await guardScores(what, values, places.length)
  const decided = await decideRows(what, values, places.length)
  expect(past).toEqual(
    decided.map(({ predicted }, k) => predicted !== targets[k] && (after[k] as number) <= what.guard.limit),
  )
  values[0]?.forEach((value, k) => {
    expect(value >= (box.low[0]?.[k] as number) && value <= (box.high[0]?.[k] as number)).toBe(true)
  })
}, 60_000)

test('a saved model has the guard, which fits the format of artifacts, and without one none is left', async () => {
  await digits.run('guard.fit', { method: 'mahalanobis' })
  const distance = await guardedOf(digits.studio, {})
  await digits.run('guard.fit', { method: 'squeezing' })
  await digits.run('calibrate.fit', { method: 'temperature' })
  await digits.run('model.save', { name: 'guarded' })
  const before = await digits.run<GuardReport>('guard.test', { kind: 'clean', model: 'guarded v1' })
  expect(before).toMatchObject({ method: 'squeezing', bits: 1 })
  const saved = await digits.studio.storage.models.get('guarded', 1)
  for (const { output } of [await guardedOf(digits.studio, { model: 'guarded v1' }), distance])
    expect(pipelineShape.parse({ ...saved?.pipeline, outputs: [output] }).outputs).toEqual([output])
  const card = await digits.run<string>('registry.card', { model: 'guarded', version: 1, format: 'markdown' })
  expect(card).toContain('(feature squeezing) marks unusual inputs')
  await digits.run('guard.fit', { method: 'none' })
  expect(await digits.refused('guard.test', { kind: 'clean' })).toBe('guard-none')
  expect(await digits.run<GuardReport>('guard.test', { kind: 'clean', model: 'guarded v1' })).toEqual(before)
}, 60_000)

test('a table has a distance, but no pixels to squeeze', async () => {
  const moons = await openTestStudio('moons-mlp')
  await moons.run('plan.set', { epochs: 10 })
  await moons.run('run.start')
  await moons.when(({ run }) => run.tag === 'done')
  expect(await moons.refused('guard.fit', { method: 'squeezing', falseAlarms: 0.1 })).toBe('guard-no-pixels')
  const fit = await moons.run<{ layer: string }>('guard.fit', { method: 'mahalanobis', falseAlarms: 0.1 })
  expect(fit.layer).not.toBe('')
  const report = await moons.run<GuardReport>('guard.test', { kind: 'pgd', epsilon: 0.5 })
  expect(report.inputs[0]?.n).toBeGreaterThan(0)
  expect((await moons.run<GuardAttackReport>('guard.attack', { epsilon: 0.5 })).attacked).toBeGreaterThan(10)
  await moons.close()
}, 60_000)

test.skipIf(lacks('sklearn'))(
  'in a wide layer with channels, their means over the places are compared, also by default',
  async () => {
    const shapes = await openTestStudio('shape-kinds-cnn')
    await shapes.run('graph.edit', {
      edits: [{ type: 'replace', node: 'strongest', kind: 'flatten', label: 'Flatten', params: {} }],
    })
    await shapes.run('plan.set', { epochs: 1 })
    await shapes.run('run.start')
    await shapes.when(({ run }) => run.tag === 'done')
    const fitted = (args: object) => shapes.run('guard.fit', { method: 'mahalanobis', falseAlarms: 0.1, ...args })
    expect(await shapes.refusal('guard.fit', { method: 'mahalanobis', layer: 'strongest' })).toEqual({
      code: 'guard-wide',
      message: expect.stringContaining('"Flatten" has 512 values. A distance can use at most 256.'),
    })
    // 4 x 4 places with 32 channels.
    expect(await fitted({})).toMatchObject({ layer: 'Conv 2D (3 of 3)', width: 32 })
    const what = await guardedOf(shapes.studio, {})
    const { weights, output, guard } = what
    if (guard.method !== 'mahalanobis') throw new Error('another guard')
    const { train, validation } = weights.ready.split
    const meansOf = async (rows: Uint32Array) => {
      const { dataset } = weights.ready
      const values = await weights.layer(await encode(weights.pipeline, dataset, rows), rows.length, guard.layer)
      return Array.from(rows, (_, i) =>
        Array.from({ length: 32 }, (_, k) => {
          const places = Array.from({ length: 16 }, (_, place) => values[(i * 16 + place) * 32 + k] as number)
          return places.reduce((sum, value) => sum + value, 0) / 16
        }),
      )
    }
    const rows = validation.slice(0, 20)
    const inputs = await encode(weights.pipeline, weights.ready.dataset, rows)
    const scores = await guardScores(what, inputs, rows.length)
    const python = spawnSync(PYTHON, ['-c', LEDOIT_WOLF], {
      input: JSON.stringify({
        train: await meansOf(train),
        targets: [...encodeTargets(output, weights.ready.dataset, train)],
        rows: await meansOf(rows),
      }),
      ...{ encoding: 'utf8', maxBuffer: 1e8 },
    })
    if (python.status !== 0) throw new Error(python.stderr)
    const wanted: number[] = JSON.parse(python.stdout)
    const apart = wanted.map((score, i) => Math.abs((scores[i] as number) / score - 1))
    expect(Math.max(...apart)).toBeLessThan(1e-3)
    const { scores: same, gradients } = await guardGradients(what, inputs, rows.length)
    expect(same).toEqual(scores)
    expect(Math.max(...(gradients[0] as Float32Array))).toBeGreaterThan(0)
    await shapes.close()
  },
  60_000,
)
