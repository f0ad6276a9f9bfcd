/** @file Embedding: rows of a table by their numbers, and the table's gradient without any two threads adding to one place. */
import type { OpOf } from '../../program/ops'
import { type Kernel, put, read, write } from '../kernel'
import { f32 } from './maths'

/** An id beyond the table gives zeros. */
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

/** Columns of the table a thread sums at once: each reads all the ids. */
const COLUMNS = 8

export function embeddingGrad(op: OpOf<'embeddingGrad'>): Kernel[] {
  const columns = Math.min(COLUMNS, op.width)
  const tiles = Math.ceil(op.width / columns)
  const each = (line: (c: number) => string) => Array.from({ length: columns }, (_, c) => line(c)).join('\n')
  return [
    {
      operands: { ids: read(op.ids), dy: read(op.dy), out: write(op.out) },
      size: { threads: op.vocabulary * tiles },
      body: `  let entry = i / ${tiles}u;
  let id = f32(entry);
  let column = i % ${tiles}u * ${columns}u;
${each((c) => `  var sum${c} = 0f;`)}
  for (var r = 0u; r < ${op.count}u; r++) {
    if (trunc($ids[r]) == id) {
      let at = r * ${op.width}u;
${each((c) => `      sum${c} += $dy[at + min(column + ${c}u, ${op.width - 1}u)];`)}
    }
  }
  let at = entry * ${op.width}u + column;
${each((c) => `  if (column + ${c}u < ${op.width}u) { ${put(op, `$out[at + ${c}u]`, `sum${c}`)} }`)}`,
    },
  ]
}
