/** @file Batch normalization and layer normalization as shaders, forward and backward. */
import type { OpOf } from '../../program/ops'
import { assignText, type Kernel, type KernelContext, read, write } from '../kernel'
import { teamFor } from './thread-team'
import { f32 } from './wgsl-formulas'

type Emulated = Pick<KernelContext, 'emulated'>

/** One dispatch that computes the mean and variance in two passes and then the results, and the backward pass. */
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

/**
 * Layer normalization per row, and its backward pass in a single dispatch: the first units of work compute the rows,
 * and the others compute the features' gradients for gamma and beta.
 */
export function layerNorm(op: OpOf<'layerNorm'>, { emulated }: Emulated): Kernel[] {
  const team = teamFor(op.rows, op.features, 1, emulated)
  const features = f32(op.features)
  const along = alongRow(op.features, team.step)
  const gamma = op.gamma ? '$gamma[f] * ' : ''
  const beta = op.beta ? ' + $beta[f]' : ''
  return [
    {
      operands: {
        x: read(op.x),
        ...(op.gamma ? { gamma: read(op.gamma) } : {}),
        ...(op.beta ? { beta: read(op.beta) } : {}),
        out: write(op.out),
        mean: write(op.mean),
        inverse: write(op.inverse),
      },
      ...team.shape,
      body: `${team.begin}
  let row = unit * ${op.features}u;
  var sum = 0f;
  ${along} { sum += $x[row + f]; }
${team.total('sum')}
  let mean = sum / ${features};
  sum = 0f;
  ${along} { let off = $x[row + f] - mean; sum += off * off; }
${team.total('sum')}
  let inverse = 1f / sqrt(sum / ${features} + ${f32(op.epsilon)});
  ${along} { $out[row + f] = ${gamma}(($x[row + f] - mean) * inverse)${beta}; }
${team.byOneThread('  $mean[unit] = mean;\n  $inverse[unit] = inverse;')}`,
    },
  ]
}

/**
 * With z = (x - mean) inverse and g = dy gamma: dx = inverse (g - mean(g) - z mean(g z)), with means per row. If `out`
 * overwrites `dy`, a separate dispatch sums the features first.
 */
export function layerNormGrad(op: OpOf<'layerNormGrad'>, { emulated }: Emulated): Kernel[] {
  const { out, ...sums } = op
  if (out && (op.gammaGrad || op.betaGrad) && out.buffer === op.dy.buffer) {
    const { gammaGrad: _, betaGrad: __, ...slopes } = op
    return [...backwardKernels(sums, emulated), ...backwardKernels(slopes, emulated)]
  }
  return backwardKernels(op, emulated)
}

function backwardKernels(op: OpOf<'layerNormGrad'>, emulated: boolean): Kernel[] {
  const rows = op.out ? op.rows : 0
  const features = op.gammaGrad || op.betaGrad ? op.features : 0
  const team = teamFor(rows + features, rows === 0 ? op.rows : op.features, 2, emulated)
  const total = team.total('sum', 'leaning')
  const byRow = rowPart(op, team.step, total)
  const byFeature = featurePart(op, rows, team.step, total, team.byOneThread)
  const parts = rows === 0 ? byFeature : features === 0 ? byRow : undefined
  return [
    {
      operands: {
        x: read(op.x),
        dy: read(op.dy),
        mean: read(op.mean),
        inverse: read(op.inverse),
        ...(op.gamma && op.out ? { gamma: read(op.gamma) } : {}),
        ...(op.out ? { out: write(op.out) } : {}),
        ...(op.gammaGrad ? { gammaGrad: write(op.gammaGrad) } : {}),
        ...(op.betaGrad ? { betaGrad: write(op.betaGrad) } : {}),
      },
      ...team.shape,
      body: `${team.begin}
  var sum = 0f;
  var leaning = 0f;
${parts ?? `  if (unit < ${rows}u) {\n${byRow}\n  } else {\n${byFeature}\n  }`}`,
    },
  ]
}

function rowPart(op: OpOf<'layerNormGrad'>, step: number, total: string): string {
  const along = alongRow(op.features, step)
  const gradient = op.gamma ? '$dy[row + f] * $gamma[f]' : '$dy[row + f]'
  return `  let row = unit * ${op.features}u;
  let mean = $mean[unit];
  let inverse = $inverse[unit];
  ${along} {
    let g = ${gradient};
    sum += g;
    leaning += g * ($x[row + f] - mean) * inverse;
  }
${total}
  sum /= ${f32(op.features)};
  leaning /= ${f32(op.features)};
  ${along} {
    ${assignText(op, '$out[row + f]', `inverse * (${gradient} - sum - ($x[row + f] - mean) * inverse * leaning)`)}
  }`
}

function featurePart(
  op: OpOf<'layerNormGrad'>,
  rows: number,
  step: number,
  total: string,
  once: (text: string) => string,
): string {
  const sums = [op.gammaGrad ? '  $gammaGrad[f] = leaning;' : '', op.betaGrad ? '  $betaGrad[f] = sum;' : '']
  return `  let f = unit - ${rows}u;
  for (var r = first; r < ${op.rows}u; r += ${step}u) {
    let dy = $dy[r * ${op.features}u + f];
    sum += dy;
    leaning += dy * ($x[r * ${op.features}u + f] - $mean[r]) * $inverse[r];
  }
${total}
${once(sums.join('\n'))}`
}

function alongRow(features: number, step: number): string {
  return `for (var f = first; f < ${features}u; f += ${step}u)`
}
