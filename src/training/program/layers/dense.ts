/** @file Dense: a matrix product over the last axis. */
import type { Build, Tensor } from '../op-builder'
import type { Activation, View } from '../ops'
import { openActivated } from './activation'
import { type Layer, type LayerKind, lastAxis, num, onlyInput, type Weight } from './layer'

const dense: LayerKind = {
  shape: (config, inputs) => [...onlyInput(inputs).slice(0, -1), num(config, 'units')],
  weights(config, inputs) {
    const [, width] = lastAxis(onlyInput(inputs))
    const units = num(config, 'units')
    return [{ name: 'kernel', shape: [width, units] }, ...biasOf(config, units)]
  },
  lower(b, layer, inputs) {
    const x = onlyInput(inputs)
    const activated = openActivated(b, layer, inputs)
    linear(b, x, layer.weights.kernel as Weight, { ...activated, bias: layer.weights.bias })
    activated.finish()
    b.backward(activated.out, inputs, () => linearBackward(b, layer, 'kernel', x, b.preActivationGrad(activated.out)))
    return activated.out
  },
}

/** Returns the bias for this many units, unless the config disables it. */
export function biasOf(config: Layer['config'], units: number) {
  return config.use_bias === false ? [] : [{ name: 'bias', shape: [units] }]
}

/** Computes `to` = act(x W + bias), where x is [rows, ..., in] and the last two axes of W are [in, out]. */
export function linear(
  b: Build,
  x: Tensor,
  weight: Weight,
  { to, bias, activation }: { readonly to: View; readonly bias: Weight | undefined; readonly activation?: Activation },
): void {
  const { m, k, n } = sizesOf(b, x, weight)
  b.emit({
    op: 'product',
    a: { ...x.view, stride: k },
    b: { ...weight.view, stride: n },
    out: { ...to, stride: n },
    m,
    k,
    n,
    ...(bias && { bias: bias.view }),
    ...(activation && { activation }),
  })
}

/**
 * The backward pass of `linear`: computes the gradients of the layer's bias and of the named weight and, if needed, of
 * x.
 */
export function linearBackward(b: Build, layer: Layer, name: string, x: Tensor, dz: View): void {
  const weight = layer.weights[name] as Weight
  const { m, k, n } = sizesOf(b, x, weight)
  const dzMatrix = { ...dz, stride: n }
  biasBackward(b, layer, dz, m)
  if (weight.gradient) {
    const out = { ...weight.gradient, stride: n }
    b.emit({ op: 'product', a: { ...x.view, stride: k }, b: dzMatrix, out, m: k, k: m, n, transposeA: true })
  }
  const sink = b.sink(x, 'last')
  if (!sink) return
  const { out, ...sinkOptions } = sink
  const w = { ...weight.view, stride: n }
  b.emit({
    op: 'product',
    a: dzMatrix,
    b: w,
    out: { ...out, stride: k },
    m,
    k: n,
    n: k,
    transposeB: true,
    ...sinkOptions,
  })
}

/** The gradient of the bias: the sum of dz over `m` rows. */
export function biasBackward(b: Build, layer: Layer, dz: View, m: number): void {
  const { bias } = layer.weights
  if (!bias?.gradient) return
  b.emit({ op: 'columnSum', x: { ...dz, stride: bias.size }, out: bias.gradient, m, n: bias.size })
}

function sizesOf(
  b: Build,
  x: Tensor,
  { shape }: Weight,
): { readonly m: number; readonly k: number; readonly n: number } {
  const [k = 1, n = 1] = shape.slice(-2)
  return { m: (b.rows * x.size) / k, k, n }
}

/** The layer classes that this file lowers. */
export const lowerings: Readonly<Record<string, LayerKind>> = { Dense: dense }
