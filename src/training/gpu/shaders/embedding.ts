/**
 * @file Embedding: looks up rows of a table by index; the table's gradient is computed without two threads adding to
 * the same position.
 */
import type { OpOf } from '../../program/ops'
import { type Kernel, type KernelContext, read, write } from '../kernel'
import { f32 } from './formula-text'

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
