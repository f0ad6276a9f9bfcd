/**
 * @file Update: updates every trainable weight in one dispatch, with any optimizer rule, including clipping and the
 * moving average. Also accumulates gradients and sums their squares.
 */
import type { OpOf } from '../../program/ops'
import {
  type Kernel,
  type KernelContext,
  type Operand,
  read,
  STEP_BEGINS,
  stepNumber,
  stepOperands,
  write,
} from '../kernel'
import { reduceText, sumsOf } from './thread-team'
import { f32, ruleText } from './wgsl-formulas'

type Update = OpOf<'update'>

/** Accumulates gradients over several batches; starts from zero if the step's constants say so. */
export function addGradients(op: OpOf<'addGradients'>, context: KernelContext): Kernel[] {
  return [
    {
      operands: { ...stepOperands(context), gradients: read(op.gradients), sum: write(op.sum) },
      size: { threads: op.size },
      body: `  if (${stepNumber(7)} == 0f) { $sum[i] += $gradients[i]; } else { $sum[i] = $gradients[i]; }`,
    },
  ]
}

const LANES = 128
/** Number of weights per thread in the update. */
const EACH = 4

/** Uses one workgroup per segment or, if `total` is set, a single workgroup for all segments. */
export function squares({ gradients, segments, out, total }: OpOf<'squares'>): Kernel[] {
  const table = (name: string, values: readonly number[]) =>
    `const ${name} = array<u32, ${values.length}>(${values.map((value) => `${value}u`).join(', ')});`
  const head = [
    table(
      'begins',
      segments.map(({ offset }) => offset),
    ),
    table(
      'counts',
      segments.map(({ size }) => size),
    ),
    sumsOf(['part'], LANES),
    // Copied to a variable, because constant arrays cannot be indexed by a variable.
    'fn begin_of(segment: u32) -> u32 { var all = begins; return all[segment]; }',
    'fn count_of(segment: u32) -> u32 { var all = counts; return all[segment]; }',
  ]
  const [from, to] = total ? ['0u', `${segments.length}u`] : ['group', 'group + 1u']
  return [
    {
      operands: { gradients: read(gradients), out: write(out) },
      head: head.join('\n'),
      size: { groups: total ? 1 : segments.length },
      workgroup: LANES,
      body: `  var sum = 0f;
  for (var segment = ${from}; segment < ${to}; segment++) {
    let begin = begin_of(segment);
    let count = count_of(segment);
    for (var at = lane; at < count; at += ${LANES}u) { let g = $gradients[begin + at]; sum += g * g; }
  }
  part[lane] = sum;
${reduceText(['part'], LANES)}
  if (lane == 0u) { $out[${total ? '0u' : 'group'}] = part[0]; }`,
    },
  ]
}

/** Updates all trainable weights. Throws if the name of the optimizer rule is not in the catalog. */
export function update(op: Update, context: KernelContext): Kernel[] {
  const { clip, average } = op
  const rule = ruleText(op.rule, op.config)
  const threads = Math.ceil(op.size / EACH)
  const slots = Object.fromEntries(op.slots.map((slot, s) => [`slot${s}`, write(slot)]))
  const optional: Record<string, Operand> = {}
  if (clip && clip.by !== 'value') optional.squares = read(clip.squares)
  if (average) optional.average = write(average)
  return [
    {
      operands: {
        ...stepOperands(context),
        weights: write(op.weights),
        gradients: read(op.gradients),
        ...slots,
        ...optional,
      },
      head: clip?.by === 'norm' ? segmentOf(clip.segments) : '',
      size: { threads },
      // Each thread updates several weights that are far apart, so that it reads the step's constants only once for all
      // of them.
      body: `  let step = ${STEP_BEGINS};
  if (bitcast<f32>($constants[step + 5u]) == 0f) { return; }
  let rate = bitcast<f32>($constants[step + 2u]);
  let correction1 = bitcast<f32>($constants[step + 3u]);
  let correction2 = bitcast<f32>($constants[step + 4u]);
  let share = bitcast<f32>($constants[step + 6u]);
  let keep = bitcast<f32>($constants[step + 8u]);
  for (var at = i; at < ${op.size}u; at += ${threads}u) {
    var g = $gradients[at] * share;
${clipped(clip)}    var w = $weights[at];
${op.slots.map((_, s) => `    var slot${s} = $slot${s}[at];`).join('\n')}
${rule}
    $weights[at] = w;
${op.slots.map((_, s) => `    $slot${s}[at] = slot${s};`).join('\n')}
${average ? `    $average[at] = $average[at] * keep + w * (1f - keep);` : ''}
  }`,
    },
  ]
}

function clipped(clip: Update['clip']): string {
  if (!clip) return ''
  const limit = f32(clip.limit)
  if (clip.by === 'value') return `    g = clamp(g, -${limit}, ${limit});\n`
  const segment = clip.by === 'globalNorm' ? '0u' : 'segment_of(at)'
  return `    let norm = sqrt($squares[${segment}]) * share;\n    if (norm > ${limit}) { g *= ${limit} / norm; }\n`
}

/** WGSL for the segment that a weight belongs to; segments are contiguous. */
function segmentOf(segments: readonly { readonly offset: number; readonly size: number }[]): string {
  const lines = segments.map(
    ({ offset, size }, s) => `  if (at >= ${offset}u && at < ${offset + size}u) { return ${s}u; }`,
  )
  return `fn segment_of(at: u32) -> u32 {\n${lines.join('\n')}\n  return 0u;\n}`
}
