/** @file Dense: a product over the last axis. */
import type { Build, Tensor } from '../build'
import type { Activation, View } from '../ops'
import { openBent } from './activate'
import { type Layer, type LayerKind, lastAxis, num, only, type Weight } from './layer'

export const dense: LayerKind = {
  shape: (config, inputs) => [...only(inputs).slice(0, -1), num(config, 'units')],
  weights(config, inputs) {
    const [, width] = lastAxis(only(inputs))
    const units = num(config, 'units')
    return [{ name: 'kernel', shape: [width, units] }, ...biasOf(config, units)]
  },
  lower(b, layer, inputs) {
    const x = only(inputs)
    const bent = openBent(b, layer, inputs)
    mix(b, x, layer.weights.kernel as Weight, { ...bent, bias: layer.weights.bias })
    bent.close()
    b.back(bent.out, inputs, () => mixBack(b, layer, 'kernel', x, b.slopes(bent.out)))
    return bent.out
  },
}

/** The bias of so many units, unless the config leaves it out. */
export function biasOf(config: Layer['config'], units: number) {
  return config.use_bias === false ? [] : [{ name: 'bias', shape: [units] }]
}

/** to = act(x W + bias): x [rows, ..., in] by a weight that ends in [in, out]. */
export function mix(
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

/** The way back of `mix`: the gradients of the layer's bias and of this weight, and of x where it is asked for. */
export function mixBack(b: Build, layer: Layer, name: string, x: Tensor, dz: View): void {
  const weight = layer.weights[name] as Weight
  const { m, k, n } = sizesOf(b, x, weight)
  const slopes = { ...dz, stride: n }
  biasBack(b, layer, dz, m)
  if (weight.gradient) {
    const out = { ...weight.gradient, stride: n }
    b.emit({ op: 'product', a: { ...x.view, stride: k }, b: slopes, out, m: k, k: m, n, transposeA: true })
  }
  const sink = b.sink(x, 'last')
  if (!sink) return
  const { out, ...rest } = sink
  const w = { ...weight.view, stride: n }
  b.emit({ op: 'product', a: slopes, b: w, out: { ...out, stride: k }, m, k: n, n: k, transposeB: true, ...rest })
}

/** The gradient of the bias: the sum of the slopes over `m` rows. */
export function biasBack(b: Build, layer: Layer, dz: View, m: number): void {
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
