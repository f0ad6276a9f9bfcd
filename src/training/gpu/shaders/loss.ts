/**
 * @file Loss: computes the loss of an output head, its gradient, metrics and confusion counts in one dispatch with a
 * single workgroup. This file also contains the penalty and the end of a step.
 */
import { metricWords, type OpOf, type View } from '../../program/ops'
import {
  addInto,
  type Kernel,
  type KernelContext,
  type Operand,
  read,
  readWords,
  stepOperands,
  stepWord,
  write,
  writeWords,
} from '../kernel'
import { reduceText, sumsOf } from './thread-team'
import { f32, fusedGradient, rowLoss, smoothed, UNCLIPPED_SUM } from './wgsl-formulas'

type Loss = OpOf<'loss'>

const LANES = 128

/** The loss of one head over its batch. Throws if the name is not in the catalog. */
export function loss(op: Loss, context: KernelContext): Kernel[] {
  const { rows, width, fused, perRow = 1 } = op
  const formula = rowLoss(op.loss, op.config, width)
  const loops = [...formula.loops, ...(fused === 'softmax' ? [UNCLIPPED_SUM] : [])]
  const variables = [...formula.variables, ...(fused === 'softmax' ? ['var opened = 0f;'] : [])]
  // Each loop recomputes the values, because rows are usually short and a row of arbitrary length does not fit in
  // registers.
  const loop = (statements: string) =>
    `    for (var j = 0u; j < ${width}u; j++) { let p = ${outputAt(op)}; let y = target_at(wanted, j); ${statements} }`
  const body = `  let first = ${stepWord(1)};
  var mine = 0f;
  for (var row = lane; row < ${rows}u; row += ${LANES}u) { if (is_known(target_word(first, row))) { mine += 1f; } }
  known[lane] = mine;
${reduceText(['known'], LANES)}
  let share = ${f32(op.weight)} / max(1f, known[0]);
  var all = 0f;
  var right = 0f;
  for (var row = lane; row < ${rows}u; row += ${LANES}u) {
    let word = target_word(first, row);
    let at = row * ${width}u;
    ${activationText(op)}
    if (!is_known(word)) {
      ${op.gradient ? `for (var j = 0u; j < ${width}u; j++) { $gradient[at + j] = 0f; }` : ''}
      continue;
    }
    let wanted = bitcast<f32>(word);
    let counts = ${op.classWeights ? '$classWeights[u32(wanted)]' : '1f'}${op.rowWeights ? ` * $rowWeights[$order[first + row / ${perRow}u]]` : ''};
${variables.map((line) => `    ${line}`).join('\n')}
${loops.map(loop).join('\n')}
    ${formula.before}
    all += counts * (${formula.loss});
    ${op.gradient ? `\n${loop(`var slope = 0f; ${fused ? fusedGradient(fused, width) : formula.derivative} $gradient[at + j] = slope * counts * share;`)}` : ''}
    ${scoreText(op)}
  }
  sums[lane] = all;
  rights[lane] = right;
${reduceText(['sums', 'rights'], LANES)}
  if (lane == 0u) {
    let at = ${metricsAt(op.figures, op.heads, context)} + ${1 + 3 * op.head}u;
    $figures[at] = sums[0] / max(1f, known[0]);
    $figures[at + 1u] = rights[0];
    $figures[at + 2u] = known[0];
  }`
  const optional: Record<string, Operand> = {}
  if (op.activated && fused) optional.activated = write(op.activated)
  if (op.gradient) optional.gradient = write(op.gradient)
  if (op.classWeights) optional.classWeights = read(op.classWeights)
  if (op.rowWeights) optional.rowWeights = read(op.rowWeights)
  if (op.confusion && op.classes) optional.confusion = addInto(op.confusion)
  return [
    {
      operands: {
        ...stepOperands(context),
        output: read(op.output),
        targets: readWords(op.targets),
        order: readWords(op.order),
        figures: write(op.figures),
        ...optional,
      },
      head: `${sumsOf(['known', 'sums', 'rights'], LANES)}
fn target_word(first: u32, row: u32) -> u32 {
  return $targets[$order[first + row / ${perRow}u] * ${perRow}u + row % ${perRow}u];
}
// Tests the bits, because compilers may assume that a number always equals itself and therefore optimize the NaN check
// away.
fn is_known(word: u32) -> bool { return (word & 0x7fffffffu) <= 0x7f800000u; }
fn target_at(wanted: f32, j: u32) -> f32 {
  let y = ${targetAt(op)};
  return ${smoothed(op.loss, op.config, width)};
}`,
      size: { groups: 1 },
      workgroup: LANES,
      body,
    },
  ]
}

/** Target `j` of a row, computed as in `targetMatrix`. */
function targetAt({ form, classes, width }: Loss): string {
  if (classes && width > 1) return `select(${form === 'sign' ? '-1f' : '0f'}, 1f, j == u32(wanted))`
  return form === 'sign' ? '2f * wanted - 1f' : 'wanted'
}

/** WGSL that applies a fused activation to an entire row; it also stores the activated row if that is needed. */
function activationText(op: Loss): string {
  if (!op.fused) return ''
  const lines: string[] = []
  if (op.fused === 'softmax') {
    lines.push(
      'var most = $output[at];',
      `for (var j = 1u; j < ${op.width}u; j++) { most = max(most, $output[at + j]); }`,
      'var lifted = 0f;',
      `for (var j = 0u; j < ${op.width}u; j++) { lifted += exp($output[at + j] - most); }`,
    )
  }
  if (op.activated) lines.push(`for (var j = 0u; j < ${op.width}u; j++) { $activated[at + j] = ${activatedAt(op)}; }`)
  return lines.join('\n    ')
}

function activatedAt({ fused }: Loss): string {
  return fused === 'softmax' ? 'exp($output[at + j] - most) / lifted' : 'sigmoid_of($output[at + j])'
}

function outputAt(op: Loss): string {
  if (!op.fused) return '$output[at + j]'
  return op.activated ? '$activated[at + j]' : activatedAt(op)
}

/** WGSL that counts correct predictions, or sums the errors of numeric predictions. */
function scoreText(op: Loss): string {
  const { width, classes, threshold } = op
  const p = outputAt(op)
  if (!classes) {
    return `var off = 0f;
    for (var j = 0u; j < ${width}u; j++) { off += abs(${p} - wanted); }
    right += off / ${width}f;`
  }
  const said =
    width > 1
      ? `var said = 0u;
    {
      var best = 0f;
      for (var j = 0u; j < ${width}u; j++) { let p = ${p}; if (j == 0u || p > best) { best = p; said = j; } }
    }`
      : `let j = 0u; let said = select(0u, 1u, ${p} > ${f32(threshold)});`
  const size = Math.max(2, width)
  const count = op.confusion
    ? `if (u32(wanted) < ${size}u) { atomicAdd(&$confusion[u32(wanted) * ${size}u + said], 1u); }`
    : ''
  return `${said}
    if (said == u32(wanted)) { right += 1f; }
    ${count}`
}

/** WGSL for the index of this step's record in the ring, which wraps around when it is full. */
function metricsAt(figures: View, heads: number, context: KernelContext): string {
  const words = metricWords(heads)
  return `($state[1u] % ${Math.max(1, Math.floor((context.metricWords - figures.offset) / words))}u) * ${words}u`
}

/** Uses a single workgroup, so that the order of the additions, and therefore the result, is always the same. */
export function penalty(op: OpOf<'penalty'>): Kernel[] {
  const [l1, l2] = [f32(op.l1), f32(op.l2)]
  const slope = `$gradient[at] += ${l1} * select(-1f, 1f, w > 0f) + ${f32(2 * op.l2)} * w;`
  return [
    {
      operands: {
        w: read(op.w),
        penalty: write(op.penalty),
        ...(op.gradient ? { gradient: write(op.gradient) } : {}),
      },
      head: sumsOf(['part'], LANES),
      size: { groups: 1 },
      workgroup: LANES,
      body: `  var sum = 0f;
  for (var at = lane; at < ${op.size}u; at += ${LANES}u) {
    let w = $w[at];
    sum += ${l1} * abs(w) + ${l2} * w * w;
    ${op.gradient ? slope : ''}
  }
  part[lane] = sum;
${reduceText(['part'], LANES)}
  if (lane == 0u) { $penalty[0u] = ${op.fresh ? '' : '$penalty[0u] + '}part[0]; }`,
    },
  ]
}

/** Writes the total loss of the step to the ring, and advances both counters in the state. */
export function finish(op: OpOf<'finish'>, context: KernelContext): Kernel[] {
  const losses = op.weights.map((weight, head) => `  total += ${f32(weight)} * $figures[at + ${1 + 3 * head}u];`)
  return [
    {
      operands: {
        state: writeWords(context.state),
        figures: write(op.figures),
        ...(op.penalty ? { penalty: read(op.penalty) } : {}),
      },
      size: { threads: 1 },
      workgroup: 1,
      body: `  let at = ${metricsAt(op.figures, op.weights.length, context)};
  var total = ${op.penalty ? '$penalty[0u]' : '0f'};
${losses.join('\n')}
  $figures[at] = total;
  $state[0u] += 1u;
  $state[1u] += 1u;`,
    },
  ]
}
