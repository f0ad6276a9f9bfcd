/** @file Embedding: rows of a table by their index, and the backward pass. An id outside the table gives zeros. */
import { Embedding, EmbeddingGrad } from './build/records'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'
import { int, address } from './read-record'

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
