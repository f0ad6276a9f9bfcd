/** @file Softmax and its gradient, with one thread per row. */
import type { OpOf } from '../../program/ops'
import { type Kernel, assignText, read, write } from '../kernel'

/** Softmax of each row, computed after subtracting the row's maximum. */
export function softmax({ x, out, rows, width, log, causal }: OpOf<'softmax'>): Kernel[] {
  const value = log ? `$x[at + j] - most - logged` : `exp($x[at + j] - most) / sum`
  return [
    {
      operands: { x: read(x), out: write(out) },
      size: { threads: rows },
      workgroup: rows < 1024 ? 8 : 64,
      body: `  let at = i * ${width}u;
  let seen = ${causal ? `i % ${width}u + 1u` : `${width}u`};
  var most = $x[at];
  for (var j = 1u; j < seen; j++) { most = max(most, $x[at + j]); }
  var sum = 0f;
  for (var j = 0u; j < seen; j++) { sum += exp($x[at + j] - most); }
${log ? '  let logged = log(sum);\n' : ''}  for (var j = 0u; j < seen; j++) { $out[at + j] = ${value}; }
  for (var j = seen; j < ${width}u; j++) { $out[at + j] = 0f; }`,
    },
  ]
}

/** The gradient, computed from the result of softmax. The output may overwrite `dy`. */
export function softmaxGrad(op: OpOf<'softmaxGrad'>): Kernel[] {
  const { rows, width, log } = op
  const slope = log ? '$dy[at + j] - exp($y[at + j]) * sum' : '$y[at + j] * ($dy[at + j] - sum)'
  return [
    {
      operands: { dy: read(op.dy), y: read(op.y), out: write(op.out) },
      size: { threads: rows },
      workgroup: rows < 1024 ? 8 : 64,
      body: `  let at = i * ${width}u;
  var sum = 0f;
  for (var j = 0u; j < ${width}u; j++) { sum += $dy[at + j]${log ? '' : ' * $y[at + j]'}; }
  for (var j = 0u; j < ${width}u; j++) { ${assignText(op, '$out[at + j]', slope)} }`,
    },
  ]
}
