/**
 * @file Adversarial training: one step by FGSM and by PGD against PyTorch on the same weights, the box, and the same
 * weights for the same seed.
 */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { lacks, PYTHON } from '../base/python.test-help'
import { attackIn } from '../data/augment/adversarial'
import { encodeRows, encodeTargets } from '../data/encode-rows'
import { inputRanges } from '../data/input-ranges'
import type { FittedInput, FittedOutput } from '../data/pipeline'
import type { TrainingJob } from '../data/training-job'
import { boxOf, makeAdversary, startsIn } from './adversary'
import { openEngine } from './engines/open-engine'
import type { StepConstants } from './program/ops'
import { openNetwork } from './network'
import { chain, dense, points, pointsJob } from './testing/small-networks'
import './testing/node-wasm'
import { tf } from './tensorflow'

const MODEL = chain([2], [dense(8, 'tanh'), dense(2, 'softmax')])
const dataset = points('spirals', 200)
const RATE = 0.5
const first: StepConstants = {
  ...{ step: 0, first: 0, rate: RATE, correction1: 1, correction2: 1, update: 1, share: 1, fresh: 1, keep: 0 },
}

const jobWith = (amounts: object): TrainingJob =>
  pointsJob(MODEL, 200, {
    ...{ optimizer: { class_name: 'SGD', config: {} }, learningRate: RATE },
    augment: [{ kind: 'adversarial', ...amounts }],
  })

/** The weights before and after one step on the first 32 training rows. */
async function oneStep(job: TrainingJob) {
  const { engine, choice } = await openEngine({ job, dataset, backend: 'wasm' })
  const before = (await engine.snapshot()).weights
  engine.order(job.split.train)
  engine.steps([first], 32)
  await engine.settled()
  const after = (await engine.snapshot()).weights
  engine.close()
  return { before, after, choice }
}

/** The steps of the attack, as Madry and others describe them, and then one step of SGD on the moved points. */
const TORCH = `
import json, sys, torch
g = json.load(sys.stdin)
torch.set_default_dtype(torch.float64)
t = lambda v, *s: torch.tensor(v, dtype=torch.float64).reshape(*s)
parts, at = [], 0
for shape in g["shapes"]:
    n = 1
    for k in shape: n *= k
    parts.append(t(g["weights"][at:at + n], *shape).requires_grad_()); at += n
f = lambda x: torch.tanh(x @ parts[0] + parts[1]) @ parts[2] + parts[3]
own, x = t(g["own"], -1, 2), t(g["start"], -1, 2)
y = torch.tensor(g["targets"]).long()
unit, low, high = t(g["unit"], 2), t(g["low"], 2), t(g["high"], 2)
low = torch.maximum(torch.minimum(own, low), own - g["epsilon"] * unit)
high = torch.minimum(torch.maximum(own, high), own + g["epsilon"] * unit)
n = g["attacked"]
for _ in range(g["steps"]):
    x = x.detach().requires_grad_()
    torch.nn.functional.cross_entropy(f(x), y).backward()
    moved = torch.minimum(torch.maximum(x + g["rate"] * unit * x.grad.sign(), low), high).detach()
    x = torch.cat([moved[:n], own[n:]])
for p in parts: p.grad = None
torch.nn.functional.cross_entropy(f(x), y).backward()
print(json.dumps([v for p in parts for v in (p - g["learn"] * p.grad).flatten().tolist()]))
`

test.skipIf(lacks('torch')).each([
  { epsilon: 0.3, steps: 1, share: 1 },
  { epsilon: 0.3, steps: 4, share: 1 },
  { epsilon: 0.5, steps: 3, share: 0.5 },
])(
  'a step with %o gives the weights of PyTorch, and other weights than without the attack',
  async (amounts) => {
    const job = jobWith(amounts)
    const { before, after, choice } = await oneStep(job)
    expect(choice).toMatchObject({ name: 'plain tf.js', reason: { code: 'engine-lacks' } })
    const { train } = job.split
    const rows = train.slice(0, 32)
    const own = encodeRows(job.pipeline.inputs[0] as FittedInput, dataset, rows)
    const [range] = inputRanges(job.pipeline, dataset, train)
    if (!range) throw new Error('one input')
    const { epsilon, steps, share } = amounts
    const attacked = Math.round(share * 32)
    const box = boxOf(own, range, epsilon, attacked)
    const start = steps === 1 ? own : (startsIn([box], job.seed, 0)[0] as Float32Array)
    expect([...start].every((value, i) => value >= (box.low[i] as number) && value <= (box.high[i] as number))).toBe(
      true,
    )
    const python = spawnSync(PYTHON, ['-c', TORCH], {
      input: JSON.stringify({
        ...{ shapes: before.specs.map(({ shape }) => shape), weights: [...before.data], attacked },
        ...{ own: [...own], start: [...start], epsilon, steps, learn: RATE },
        ...{ rate: steps === 1 ? epsilon : (2.5 * epsilon) / steps },
        ...{ unit: [...range.unit], low: [...range.low], high: [...range.high] },
        targets: [...encodeTargets(job.pipeline.outputs[0] as FittedOutput, dataset, rows)],
      }),
      encoding: 'utf8',
    })
    if (python.status !== 0) throw new Error(python.stderr)
    const wanted: number[] = JSON.parse(python.stdout)
    const apart = Math.max(...wanted.map((value, i) => Math.abs(value - (after.data[i] as number))))
    expect(apart).toBeLessThan(1e-5)
    const { augment: _, ...rest } = job
    const plain = await oneStep(rest)
    expect(plain.choice.name).toBe('exact CPU')
    expect(Math.max(...wanted.map((value, i) => Math.abs(value - (plain.after.data[i] as number))))).toBeGreaterThan(
      1e-3,
    )
  },
  60_000,
)

test('the same seed gives the same weights, and another seed or step other starts', async () => {
  const job = jobWith({ epsilon: 0.3, steps: 3 })
  const [one, again] = [await oneStep(job), await oneStep(job)]
  expect(again.after.data).toEqual(one.after.data)
  const box = { low: new Float32Array(4), high: new Float32Array(4).fill(1) }
  expect(startsIn([box], 7, 0)).toEqual(startsIn([box], 7, 0))
  expect(startsIn([box], 8, 0)).not.toEqual(startsIn([box], 7, 0))
  expect(startsIn([box], 7, 1)).not.toEqual(startsIn([box], 7, 0))
}, 60_000)

test('an attack without strength, steps, or share changes nothing, and the exact engine trains', async () => {
  for (const amounts of [{ epsilon: 0 }, { steps: 0 }, { share: 0 }]) {
    const job = jobWith(amounts)
    expect(attackIn(job.augment)).toBeUndefined()
  }
  expect((await oneStep(jobWith({ steps: 0 }))).choice.name).toBe('exact CPU')
}, 60_000)

test('inputs without values that can be moved, as of texts, stay as they are', async () => {
  const network = await openNetwork(MODEL, 1)
  const [own, none] = [Float32Array.of(1, 2, 3, 4), new Float32Array(2)]
  const still = { unit: none, low: none.map(() => Number.NEGATIVE_INFINITY), high: none.map(() => Infinity) }
  const adversary = makeAdversary(network, { epsilon: 1, steps: 3, share: 1 }, [still], 1)
  const loss = (outputs: readonly tf.Tensor2D[]) => tf.sum(outputs[0] as tf.Tensor2D) as tf.Scalar
  const moved = tf.tidy(() => adversary([own], { rows: 2, step: 0 }, loss)[0]?.dataSync())
  expect(moved).toEqual(own)
  network.close()
})
