/**
 * @file Batch normalization per feature: one dispatch that computes the mean and variance in two passes and then the
 * results, and the backward pass.
 */
import type { OpOf } from '../../program/ops'
import { assignText, type Kernel, type KernelContext, read, write } from '../kernel'
import { f32 } from './formula-text'
import { teamFor } from './thread-team'

type Emulated = Pick<KernelContext, 'emulated'>

export function batchNorm(op: OpOf<'batchNorm'>, { emulated }: Emulated): Kernel[] {
  const team = teamFor(op.features, op.rows, 2, emulated)
  const rows = f32(op.rows)
  const take = f32(1 - op.momentum)
  return [
    {
      operands: {
        x: read(op.x),
        gamma: read(op.gamma),
        beta: read(op.beta),
        movingMean: write(op.movingMean),
        movingVariance: write(op.movingVariance),
        out: write(op.out),
        mean: write(op.mean),
        inverse: write(op.inverse),
      },
      ...team.shape,
      body: `${team.begin}
  var sum = 0f;
  ${over(op, team.step)} { sum += $x[at]; }
${team.total('sum')}
  let near = sum / ${rows};
  // The second pass corrects the rounding errors of the first (corrected two-pass algorithm, Chan et al. 1983).
  sum = 0f;
  var squares = 0f;
  ${over(op, team.step)} { let off = $x[at] - near; sum += off; squares += off * off; }
${team.total('sum', 'squares')}
  let shift = sum / ${rows};
  let mean = near + shift;
  let variance = squares / ${rows} - shift * shift;
  let inverse = 1f / sqrt(variance + ${f32(op.epsilon)});
  let slope = $gamma[unit] * inverse;
  let beta = $beta[unit];
  ${over(op, team.step)} { $out[at] = slope * ($x[at] - mean) + beta; }
${team.byOneThread(`  $mean[unit] = mean;
  $inverse[unit] = inverse;
  $movingMean[unit] += (mean - $movingMean[unit]) * ${take};
  $movingVariance[unit] += (variance - $movingVariance[unit]) * ${take};`)}`,
    },
  ]
}

export function normalize(op: OpOf<'normalize'>): Kernel[] {
  return [
    {
      operands: {
        x: read(op.x),
        gamma: read(op.gamma),
        beta: read(op.beta),
        movingMean: read(op.movingMean),
        movingVariance: read(op.movingVariance),
        out: write(op.out),
      },
      size: { threads: op.rows * op.features },
      body: `  let f = i % ${op.features}u;
  let slope = $gamma[f] / sqrt($movingVariance[f] + ${f32(op.epsilon)});
  $out[i] = slope * ($x[i] - $movingMean[f]) + $beta[f];`,
    },
  ]
}

/** With n rows and z = (x - mean) inverse: dx = gamma inverse (dy - sum(dy) / n - z sum(dy z) / n). */
export function batchNormGrad(op: OpOf<'batchNormGrad'>, { emulated }: Emulated): Kernel[] {
  const team = teamFor(op.features, op.rows, 2, emulated)
  const results = op.out
    ? `  let slope = $gamma[unit] * inverse;
  let even = sum / ${f32(op.rows)};
  let lean = leaning / ${f32(op.rows)};
  ${over(op, team.step)} {
    ${assignText(op, '$out[at]', 'slope * ($dy[at] - even - ($x[at] - mean) * inverse * lean)')}
  }`
    : ''
  const sums = [op.gammaGrad ? '  $gammaGrad[unit] = leaning;' : '', op.betaGrad ? '  $betaGrad[unit] = sum;' : '']
  return [
    {
      operands: {
        x: read(op.x),
        dy: read(op.dy),
        mean: read(op.mean),
        inverse: read(op.inverse),
        ...(op.out ? { gamma: read(op.gamma), out: write(op.out) } : {}),
        ...(op.gammaGrad ? { gammaGrad: write(op.gammaGrad) } : {}),
        ...(op.betaGrad ? { betaGrad: write(op.betaGrad) } : {}),
      },
      ...team.shape,
      body: `${team.begin}
  let mean = $mean[unit];
  let inverse = $inverse[unit];
  var sum = 0f;
  var leaning = 0f;
  ${over(op, team.step)} {
    let dy = $dy[at];
    sum += dy;
    leaning += dy * ($x[at] - mean) * inverse;
  }
${team.total('sum', 'leaning')}
${results}
${team.byOneThread(sums.join('\n'))}`,
    },
  ]
}

/** WGSL for the head of a loop over all values of a feature; `at` is the index of the current value. */
function over({ rows, features }: { readonly rows: number; readonly features: number }, step: number): string {
  return `for (var at = first * ${features}u + unit; at < ${rows * features}u; at += ${step * features}u)`
}
