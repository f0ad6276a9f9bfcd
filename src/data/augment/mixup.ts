/** @file Mixup: two samples in one (Zhang et al., "mixup: beyond empirical risk minimization", 2018). */
import { exp, log } from '../../base/exact'
import type { Rng } from '../../base/rng'
import { float } from '../../catalog/params'
import { defineAugmentation } from './define-augmentation'

export const mixup = defineAugmentation({
  kind: 'mixup',
  title: 'Mixup',
  summary: 'Pairs of a batch become mixtures of both, which count for both labels in the shares they are mixed in.',
  params: {
    alpha: float({
      label: 'Alpha',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.2,
      help: '0: not mixed. 1: any share is as likely.',
    }),
  },
  mix: (random, { alpha }) => (alpha === 0 ? 0 : beta(random, alpha)),
})

/** A draw of Beta(alpha, alpha) for 0 < alpha <= 1 (Jöhnk 1964), in logarithms so that small alphas do not vanish. */
function beta(random: Rng, alpha: number): number {
  for (;;) {
    const x = log(1 - random.uniform()) / alpha
    const y = log(1 - random.uniform()) / alpha
    const most = Math.max(x, y)
    const sum = most + log(exp(x - most) + exp(y - most))
    if (sum <= 0) return exp(x - sum)
  }
}
