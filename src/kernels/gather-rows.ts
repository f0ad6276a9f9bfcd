/** @file Gathers rows by their index: the rows of a batch, and those of an embedding with their gradient. */
import { StepWord } from '../training/cpu/records/codes'
import { Embedding, EmbeddingGrad, GatherRows } from './build/records'
import { address, int, stepAt } from './read-record'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'

/** The rows of this step's batch, either stored floats or bytes that a table maps. */
export function gatherRows(record: usize): void {
  const source = address(record, GatherRows.source)
  const table = address(record, GatherRows.table)
  const rows = int(record, GatherRows.rows)
  const width = address(record, GatherRows.width)
  const first = address(stepAt(address(record, GatherRows.constants), address(record, GatherRows.state)), StepWord.first)
  const order = address(record, GatherRows.order) + (first << 2)
  let out = address(record, GatherRows.out)
  for (let i = 0; i < rows; i++, out += width << 2) {
    const row = load<usize>(order + (<usize>i << 2)) * width
    if (table) byTable(source + row, table, width, out)
    else memory.copy(out, source + (row << 2), width << 2)
  }
}

function byTable(bytes: usize, table: usize, width: usize, out: usize): void {
  const end = bytes + width
  for (; bytes + 4 <= end; bytes += 4, out += 16) {
    store<f32>(out, entry(table, load<u8>(bytes)))
    store<f32>(out, entry(table, load<u8>(bytes, 1)), 4)
    store<f32>(out, entry(table, load<u8>(bytes, 2)), 8)
    store<f32>(out, entry(table, load<u8>(bytes, 3)), 12)
  }
  for (; bytes < end; bytes++, out += 4) store<f32>(out, entry(table, load<u8>(bytes)))
}

// @ts-ignore: decorator
@inline
function entry(table: usize, byte: u8): f32 {
  return load<f32>(table + (<usize>byte << 2))
}

/** Rows of a table by their index. An id outside the table gives zeros. */
export function embedding(record: usize): void {
  const ids = address(record, Embedding.ids)
  const table = address(record, Embedding.table)
  const count = int(record, Embedding.count)
  const vocabulary = int(record, Embedding.vocabulary)
  const bytes = <usize>int(record, Embedding.width) << 2
  let out = address(record, Embedding.out)
  for (let i = 0; i < count; i++, out += bytes) {
    const row = rowOf(ids, i, vocabulary)
    if (row < 0) memory.fill(out, 0, bytes)
    else memory.copy(out, table + <usize>row * bytes, bytes)
  }
}

export function embeddingGrad(record: usize): void {
  const ids = address(record, EmbeddingGrad.ids)
  const out = address(record, EmbeddingGrad.out)
  const count = int(record, EmbeddingGrad.count)
  const width = int(record, EmbeddingGrad.width)
  const vocabulary = int(record, EmbeddingGrad.vocabulary)
  const bytes = <usize>width << 2
  if (!int(record, EmbeddingGrad.accumulate)) memory.fill(out, 0, <usize>vocabulary * bytes)
  let dy = address(record, EmbeddingGrad.dy)
  for (let i = 0; i < count; i++, dy += bytes) {
    const id = rowOf(ids, i, vocabulary)
    if (id < 0) continue
    const row = out + <usize>id * bytes
    for (let column = 0; column < width; column += 4) {
      const at = <usize>column << 2
      const left = width - column
      storeUpTo4(row + at, f32x4.add(loadUpTo4(row + at, left), loadUpTo4(dy + at, left)), left)
    }
  }
}

/** The row of the table, or -1 if the id is outside it. */
// @ts-ignore: decorator
@inline
function rowOf(ids: usize, i: i32, vocabulary: i32): i32 {
  const id = trunc(load<f32>(ids + (<usize>i << 2)))
  return id >= 0 && id < <f32>vocabulary ? <i32>id : -1
}
