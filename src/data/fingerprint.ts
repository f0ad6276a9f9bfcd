/** @file fingerprint: which rows these are, to the bit, so that a run goes on with the rows it began with or says that it cannot. */
import { hash, hashNow } from '../base/hash'
import type { Column, Dataset } from './dataset'

const known = new WeakMap<Dataset, Promise<string>>()

/** SHA-256 over the schema's columns and all their values; counted once for each set in memory. */
export function fingerprint(dataset: Dataset): Promise<string> {
  const found = known.get(dataset) ?? count(dataset)
  known.set(dataset, found)
  return found
}

async function count({ schema, columns }: Dataset): Promise<string> {
  const sums: string[] = [JSON.stringify(schema.columns)]
  for (const column of columns) sums.push(await hash(bytesOf(column)))
  return hashNow(new TextEncoder().encode(sums.join('\n')))
}

function bytesOf(column: Column): Uint8Array<ArrayBuffer> {
  const values = valuesOf(column)
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

function valuesOf(column: Column): Float32Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Uint8Array<ArrayBuffer> {
  switch (column.type) {
    case 'number':
      return column.values
    case 'category':
      return column.codes
    case 'image':
      return column.pixels
    default:
      return column satisfies never
  }
}
