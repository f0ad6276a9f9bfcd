/** @file Gathers rows by their index as shaders: the rows of a batch, and those of an embedding with their gradient. */
import type { OpOf } from '../../program/ops'
import { type Kernel, type KernelContext, read, readWords, stepOperands, stepWord, write } from '../kernel'
import { f32 } from './wgsl-formulas'

/** Uses one thread per number, or one thread per word if the source packs four bytes into a word. */
export function gatherRows(op: OpOf<'gatherRows'>, context: KernelContext): Kernel[] {
  const { rows, width, table } = op
  const step = { ...stepOperands(context), order: readWords(op.order), out: write(op.out) }
  if (!table) {
    return [
      {
        operands: { ...step, source: read(op.source) },
        size: { threads: rows * width },
        body: `  let row = $order[${stepWord(1)} + i / ${width}u];\n  $out[i] = $source[row * ${width}u + i % ${width}u];`,
      },
    ]
  }
  // A word stores four bytes; one thread can handle a whole word if each row consists of whole words.
  const four = width % 4 === 0
  const across = four ? width / 4 : width
  const byte = (at: string) => `$table[($source[(${at}) / 4u] >> (8u * ((${at}) % 4u))) & 255u]`
  const body = four
    ? `  let word = $source[row * ${across}u + i % ${across}u];
${[0, 1, 2, 3].map((j) => `  $out[4u * i + ${j}u] = $table[(word >> ${8 * j}u) & 255u];`).join('\n')}`
    : `  let at = row * ${width}u + i % ${width}u;\n  $out[i] = ${byte('at')};`
  return [
    {
      operands: { ...step, source: readWords(op.source), table: read(table) },
      size: { threads: rows * across },
      body: `  let row = $order[${stepWord(1)} + i / ${across}u];\n${body}`,
    },
  ]
}

/** Looks up one table row per id; an id outside the table produces a row of zeros. */
export function embedding(op: OpOf<'embedding'>): Kernel[] {
  return [
    {
      operands: { ids: read(op.ids), table: read(op.table), out: write(op.out) },
      size: { threads: op.count * op.width },
      body: `  let id = trunc($ids[i / ${op.width}u]);
  var value = 0f;
  if (id >= 0f && id < ${f32(op.vocabulary)}) { value = $table[u32(id) * ${op.width}u + i % ${op.width}u]; }
  $out[i] = value;`,
    },
  ]
}

/**
 * Number of columns that each thread sums on a real device, which has plenty of threads. It is not 1, because every
 * thread has to read all ids.
 */
const COLUMNS = 8

export function embeddingGrad(op: OpOf<'embeddingGrad'>, { emulated }: Pick<KernelContext, 'emulated'>): Kernel[] {
  const columns = emulated ? op.width : Math.min(COLUMNS, op.width)
  const tiles = Math.ceil(op.width / columns)
  const overColumns = `for (var c = column; c < min(column + ${columns}u, ${op.width}u); c++)`
  return [
    {
      operands: { ids: read(op.ids), dy: read(op.dy), out: write(op.out) },
      size: { threads: op.vocabulary * tiles },
      body: `  let id = f32(i / ${tiles}u);
  let entry = i / ${tiles}u * ${op.width}u;
  let column = i % ${tiles}u * ${columns}u;
  ${op.accumulate ? '' : `${overColumns} { $out[entry + c] = 0f; }`}
  for (var r = 0u; r < ${op.count}u; r++) {
    if (trunc($ids[r]) == id) {
      ${overColumns} { $out[entry + c] += $dy[r * ${op.width}u + c]; }
    }
  }`,
    },
  ]
}
