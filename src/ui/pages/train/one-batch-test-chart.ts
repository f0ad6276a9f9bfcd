/** @file Charts for the one-batch test: the loss curve as an SVG path, and one gradient norm per layer. */
import type { SanityResult } from '../../../studio/training/training-analysis-results'

export interface LayerGradient {
  readonly layer: string
  readonly node?: string
  /** L2 norm of the gradient over all weights of the layer. */
  readonly norm: number
}

/** Combines the gradients of each layer's weights into one norm per layer, in network order. */
export function byLayer(gradients: SanityResult['gradients']): readonly LayerGradient[] {
  const layers = new Map<string, LayerGradient>()
  for (const { layer, node, norm } of gradients) {
    const key = node ?? layer
    const before = layers.get(key)?.norm ?? 0
    layers.set(key, { layer, ...(node === undefined ? {} : { node }), norm: Math.hypot(before, norm) })
  }
  return [...layers.values()]
}

/**
 * Converts the losses to an SVG path in a 100 × 100 box on a logarithmic scale, skipping values that have no logarithm.
 */
export function curvePath(losses: ArrayLike<number>): string {
  const points = Array.from(losses, (loss, i) => [i, Math.log10(loss)] as const).filter(([, y]) => Number.isFinite(y))
  const heights = points.map(([, y]) => y)
  const low = Math.min(...heights)
  const span = Math.max(...heights) - low || 1
  const width = Math.max(1, losses.length - 1)
  const place = ([i, y]: readonly [number, number]) =>
    `${((100 * i) / width).toFixed(1)} ${(96 - (92 * (y - low)) / span).toFixed(1)}`
  return points.length === 0 ? '' : `M${points.map(place).join('L')}`
}
