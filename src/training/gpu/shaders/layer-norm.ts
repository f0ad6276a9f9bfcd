/**
 * @file Layer normalization per row, and its backward pass in a single dispatch: the first units of work compute the
 * rows, and the others compute the features' gradients for gamma and beta.
 */
import type { OpOf } from '../../program/ops'
import { assignText, type Kernel, type KernelContext, read, write } from '../kernel'
import { f32 } from './formula-text'
import { teamFor } from './thread-team'

type Emulated = Pick<KernelContext, 'emulated'>

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
