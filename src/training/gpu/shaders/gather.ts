/** @file Gathers the rows of a batch from the stored dataset, using the step's section of the epoch order. */
import type { OpOf } from '../../program/ops'
import { type Kernel, read, readWords, type KernelContext, stepOperands, stepWord, write } from '../kernel'

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
