/** @file Mixup: blends two examples into one (Zhang et al., "mixup: beyond empirical risk minimization", 2018). */
import { augmentationsText as texts } from '../../messages/en/data/augment'
import { exp, log } from '../../base/exact-math'
import type { Rng } from '../../base/rng'
import { float } from '../../catalog/params'
import { defineAugmentation } from './define-augmentation'

export const mixup = defineAugmentation({
  kind: 'mixup',
  title: texts.mixup.title,
  summary: texts.mixup.summary,
  params: {
    alpha: float({ ...texts.mixup.params.alpha, min: 0, max: 1, step: 0.05, default: 0.2 }),
  },
  mix: (random, { alpha }) => (alpha === 0 ? 0 : beta(random, alpha)),
})

/**
 * Draws a sample of Beta(alpha, alpha) for 0 < alpha <= 1 (Jöhnk 1964), using logarithms so that small alphas do not
 * underflow.
 */
function beta(random: Rng, alpha: number): number {
  for (;;) {
    const x = log(1 - random.uniform()) / alpha
    const y = log(1 - random.uniform()) / alpha
    const max = Math.max(x, y)
    const sum = max + log(exp(x - max) + exp(y - max))
    if (sum <= 0) return exp(x - sum)
  }
}
