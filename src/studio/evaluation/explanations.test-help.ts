/**
 * @file How far explanations differ from the same formulas in PyTorch, on the same weights, and how well the checks of
 * an explanation tell a known cause from random maps, for the tests and the benchmark.
 */
import { spawnSync } from 'node:child_process'
import { PYTHON } from '../../base/python.test-help'
import { rng } from '../../base/rng'
import { rowOf } from '../../data/paged-columns'
import { exactShapley } from '../../metrics/attribution'
import { rocAuc } from '../../metrics/curves'
import type { TestStudio } from '../testing/studio-fixture'
import { type Explained, encode, explained, withPredictedClass } from './explain'
import { coverChecks, trustOf, valueChecks } from './explain-row'
import { inputMap, type MapMethod } from './input-maps'
import { weightsOf } from './predictions'

const METHODS = ['gradient', 'gradientInput', 'smoothGrad', 'integratedGradients', 'gradCam', 'lrp'] as const

/** Layers of Keras in PyTorch, with the batch and the channels first, and the formulas of the papers. */
const TORCH = `
import json, sys, math
import torch, torch.nn.functional as F
given = json.load(sys.stdin)
torch.set_default_dtype(torch.float64)
layers = given["layers"]
weights = [torch.tensor(w["values"]).reshape(w["shape"]) for w in given["weights"]]
steps, at = [], 0
for layer in layers:
    kind, c = layer["class_name"], layer["config"]
    if kind in ("Dense", "Conv2D"):
        kernel, bias = weights[at], weights[at + 1]
        at += 2
        steps.append((kind, c, kernel.permute(3, 2, 0, 1) if kind == "Conv2D" else kernel, bias))
    elif kind != "InputLayer":
        steps.append((kind, c, None, None))
def linear(kind, c, x, kernel, bias):
    if kind == "Dense":
        return x @ kernel + bias
    if c["padding"] == "same":
        h, w = kernel.shape[2] - 1, kernel.shape[3] - 1
        x = F.pad(x, (w // 2, w - w // 2, h // 2, h - h // 2))
    return F.conv2d(x, kernel, bias)
def run(step, x):
    kind, c, kernel, bias = step
    if kind in ("Dense", "Conv2D"):
        return linear(kind, c, x, kernel, bias)
    if kind == "MaxPooling2D": return F.max_pool2d(x, c["pool_size"][0])
    if kind == "AveragePooling2D": return F.avg_pool2d(x, c["pool_size"][0])
    if kind == "GlobalMaxPooling2D": return x.amax((2, 3))
    if kind == "Flatten": return x.permute(0, 2, 3, 1).flatten(1)
    return x
def activated(step, x):
    return F.relu(x) if step[1].get("activation") == "relu" else x
def forward(x, values=None):
    for step in steps:
        if values is not None: values.append(x)
        x = activated(step, run(step, x))
    return x
def gradient(x):
    x = x.clone().requires_grad_()
    score = forward(x)[:, k]
    return torch.autograd.grad(score.sum(), x)[0]
def lrp(x):
    values = []
    r = forward(x, values)
    r = torch.where(torch.arange(r.shape[1]) == k, r, torch.zeros(()))
    for step, a in reversed(list(zip(steps, values))):
        kind, c, kernel, bias = step
        a = a.clone().requires_grad_()
        if kind == "Conv2D":
            zero = torch.zeros_like(bias)
            plus, minus = a.clamp(min=0), a.clamp(max=0)
            z = linear(kind, c, plus, kernel.clamp(min=0), zero) + linear(kind, c, minus, kernel.clamp(max=0), zero)
            r = a.detach() * torch.autograd.grad((z * (r / (z.detach() + 1e-9))).sum(), a)[0]
        elif kind in ("Dense", "AveragePooling2D"):
            z = run(step, a)
            rms = z.detach().square().mean(tuple(range(1, z.dim())), keepdim=True).sqrt()
            damped = z.detach() + torch.where(z.detach() >= 0, 1.0, -1.0) * (0.25 * rms + 1e-9)
            r = a.detach() * torch.autograd.grad((z * (r / damped)).sum(), a)[0]
        else:
            z = run(step, a)
            r = r if z is a else torch.autograd.grad((z * r).sum(), a)[0]
    return r
results = []
for case in given["cases"]:
    k = case["class"]
    h, w, c = given["shape"]
    x = torch.tensor(case["input"]).reshape(1, h, w, c).permute(0, 3, 1, 2)
    noisy = torch.tensor(case["noisy"]).reshape(-1, h, w, c).permute(0, 3, 1, 2)
    places = lambda m: m[0].sum(0).flatten().tolist()
    largest = lambda m: m[0].abs().amax(0).flatten().tolist()
    n = case["steps"]
    path = gradient(((torch.arange(n) + 0.5) / n).reshape(-1, 1, 1, 1) * x)
    last = max(i for i, step in enumerate(steps) if step[0] == "Conv2D")
    values = []
    forward(x, values)
    a = values[last + 1].clone().requires_grad_()
    y = a
    for step in steps[last + 1:]: y = activated(step, run(step, y))
    importance = torch.autograd.grad(y[0, k], a)[0].mean((2, 3), keepdim=True)
    cam = F.relu((importance * a.detach()).sum(1, keepdim=True))
    cam = F.interpolate(cam, size=(h, w), mode="bilinear", align_corners=False)
    results.append({
        "score": [forward(x)[0, k].item()],
        "gradient": largest(gradient(x)),
        "gradientInput": places(gradient(x) * x),
        "smoothGrad": largest(gradient(noisy).mean(0, keepdim=True)),
        "integratedGradients": places(path.mean(0, keepdim=True) * x),
        "gradCam": cam.flatten().tolist(),
        "lrp": places(lrp(x)),
    })
print(json.dumps(results))
`

async function whatOf({ studio }: TestStudio, row: number) {
  const weights = await weightsOf(studio, {}, true)
  const inputs = await encode(weights.pipeline, weights.ready.dataset, Uint32Array.of(row))
  return { what: await withPredictedClass(explained(weights), inputs), inputs }
}

/** For each method, the largest difference from PyTorch, relative to the largest value of its map. */
export async function attributionsApart(
  netloom: TestStudio,
  rows: readonly number[],
): Promise<Readonly<Record<(typeof METHODS)[number] | 'score', number>>> {
  const { model, weights } = await netloom.studio.runs.newest()
  let at = 0
  const tensors = weights.specs.map(({ shape }) => {
    const size = shape.reduce((all, axis) => all * axis, 1)
    at += size
    return { shape, values: [...weights.data.subarray(at - size, at)] }
  })
  const apart: Record<string, number> = {}
  const cases = []
  const own: Readonly<Record<string, readonly number[]>>[] = []
  let shape: readonly number[] = []
  for (const row of rows) {
    const { what, inputs } = await whatOf(netloom, row)
    const [input] = inputs as [Float32Array]
    shape = what.weights.pipeline.inputs[0]?.shape ?? []
    // The same noise as SmoothGrad's, which is 15% of the range of the numbers.
    const random = rng(row, { kind: 'resample', epoch: 5 })
    const deviation = 0.15 * (Math.max(...input) - Math.min(...input))
    const noisy = Array.from({ length: 25 * input.length }, (_, i) =>
      Math.fround((input[i % input.length] as number) + deviation * random.normal()),
    )
    const maps: Record<string, readonly number[]> = {}
    let steps = 0
    for (const method of METHODS) {
      const map = await inputMap(what, inputs, { method, seed: row })
      maps[method] = map.values
      maps.score = [map.score]
      steps = map.steps ?? steps
    }
    cases.push({ class: what.classIndex, input: [...input], noisy, steps })
    own.push(maps)
  }
  const python = spawnSync(PYTHON, ['-c', TORCH], {
    input: JSON.stringify({ layers: model.config.layers, weights: tensors, shape, cases }),
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (python.status !== 0) throw new Error(python.stderr)
  const wanted = JSON.parse(python.stdout) as readonly Record<string, readonly number[]>[]
  wanted.forEach((maps, i) => {
    for (const [method, values] of Object.entries(maps)) {
      const found = own[i]?.[method] ?? []
      const most = values.reduce((all, value) => Math.max(all, Math.abs(value)), 1e-12)
      const off = values.reduce((all, value, k) => Math.max(all, Math.abs(value - (found[k] ?? Number.NaN))), 0) / most
      apart[method] = Math.max(apart[method] ?? 0, off)
    }
  })
  return apart as Readonly<Record<(typeof METHODS)[number] | 'score', number>>
}

/** Whether the explained class is the row's own. */
function isRight({ output, classIndex, weights }: Explained, row: number): boolean {
  const { dataset } = weights.ready
  const column = dataset.columns[dataset.schema.columns.findIndex(({ name }) => name === output.column)]
  return column?.type === 'category' && column.codes[row] === classIndex
}

/** The values of a column of masks in one row: 1 where the cause is. */
async function causeOf({ what }: { readonly what: Explained }, row: number, column: string) {
  const { dataset } = what.weights.ready
  const place = dataset.schema.columns.findIndex(({ name }) => name === column)
  const mask = dataset.columns[place]
  if (mask?.type !== 'image') throw new Error('no mask')
  return Array.from(rowOf(mask, mask.pixels.length / dataset.schema.rows, row), (value) => Number(value > 0))
}

/** How much better than chance a map is at covering and keeping what counts, as the checks measure it. */
function marginOf(checks: Awaited<ReturnType<typeof coverChecks>>): number {
  return checks.reduce((sum, { deviations = 0 }) => sum + deviations, 0)
}

/**
 * How well the checks tell maps of the known cause from random maps, as the area under the ROC curve, and the share of
 * maps that do not depend on the weights, or are those of shuffled weights, that are flagged.
 */
export async function plantedTrust(
  netloom: TestStudio,
  rows: readonly number[],
  mask: string,
  methods: readonly MapMethod[] = ['occlusion', ...METHODS],
) {
  const [scores, isCause]: [number[], boolean[]] = [[], []]
  const [flagged, trusted, independent]: [boolean[], boolean[], boolean[]] = [[], [], []]
  const hits: Record<string, number[]> = {}
  let gap = 0
  for (const row of rows) {
    const { what, inputs } = await whatOf(netloom, row)
    const cause = await causeOf({ what }, row, mask)
    // The defect is the cause only of a prediction that names it.
    if (!cause.includes(1) || !isRight(what, row)) continue
    const random = rng(row, { kind: 'resample', epoch: 9 })
    const noise = cause.map(() => random.uniform())
    // The brightness of the picture is the same for any weights.
    const [brightness] = inputs as [Float32Array]
    independent.push(trustOf(valueChecks({ values: [...brightness] }, [...brightness])).isSame === true)
    scores.push(
      marginOf(await coverChecks(what, inputs, cause, { seed: row })),
      marginOf(await coverChecks(what, inputs, noise, { seed: row })),
    )
    isCause.push(true, false)
    const shuffled = { ...what, weights: { ...what.weights, ...(await what.weights.shuffled(row)) } }
    for (const method of methods) {
      const found = await inputMap(what, inputs, { method, seed: row })
      const other = await inputMap(shuffled, inputs, { method, seed: row })
      // A map of other weights explains this network no better than chance.
      const isFlagged = async (own: typeof found, than: typeof found) => {
        const covers = await coverChecks(what, inputs, own.values, { seed: row, shuffled: than.values })
        return trustOf([...valueChecks(own, than.values), ...covers]).level !== 'good'
      }
      flagged.push(await isFlagged(other, found))
      trusted.push(!(await isFlagged(found, other)))
      gap = Math.max(gap, found.completeness ?? 0)
      const best = found.values.indexOf(Math.max(...found.values))
      hits[method] = [...(hits[method] ?? []), cause[best] as number]
    }
  }
  const share = (all: readonly (number | boolean)[]) =>
    all.reduce<number>((sum, one) => sum + Number(one), 0) / all.length
  return {
    ...{ n: isCause.length / 2, maps: flagged.length },
    gap,
    auc: rocAuc({ scores, positive: isCause }).value,
    ...{ flagged: share(flagged), trusted: share(trusted), independent: share(independent) },
    hits: Object.fromEntries(Object.entries(hits).map(([method, all]) => [method, share(all)])),
  }
}

/** The largest difference between exact Shapley values and the mean gains over all orders of 6 features. */
export async function shapleyApart(): Promise<number> {
  const random = rng(3, { kind: 'generate' })
  const features = 6
  let most = 0
  for (let game = 0; game < 20; game++) {
    const worth = Float64Array.from({ length: 1 << features }, () => random.normal())
    const { values } = await exactShapley(features, async (coalitions) =>
      Float64Array.from(coalitions, (one) => worth[one] as number),
    )
    const [sums, orders] = [new Float64Array(features), { count: 0 }]
    const visit = (coalition: number) => {
      for (let one = 0; one < features; one++) if (!((coalition >>> one) & 1)) walk(coalition, one)
    }
    const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
    const walk = (coalition: number, one: number) => {
      const next = coalition | (1 << one)
      const left = features - [...Array(features).keys()].filter((bit) => (next >>> bit) & 1).length
      // Each continuation is an order of its own.
      sums[one] = (sums[one] as number) + factorial(left) * ((worth[next] as number) - (worth[coalition] as number))
      orders.count += left === 0 ? 1 : 0
      visit(next)
    }
    visit(0)
    sums.forEach((sum, one) => {
      most = Math.max(most, Math.abs(sum / orders.count - (values[one] as number)))
    })
  }
  return most
}
