/** @file fingerprint: which rows these are, to the bit, so that a run goes on with the rows it began with or says that it cannot. */
import { hash, hashSync } from '../base/hash'
import type { Paged } from '../catalog/dataset-schema'
import { valuesOf } from './columns'
import type { Dataset } from './dataset'

const known = new WeakMap<Dataset, Promise<string>>()

/** SHA-256 over the schema's columns and all their values; counted once for each set in memory. */
export function fingerprint(dataset: Dataset): Promise<string> {
  const found = known.get(dataset) ?? count(dataset)
  known.set(dataset, found)
  return found
}

async function count({ schema, columns }: Dataset): Promise<string> {
  const sums: string[] = [JSON.stringify(schema.columns)]
  for (const column of columns) {
    const paged = column.type === 'image' || column.type === 'array' ? column.paged : undefined
    sums.push(...(paged ? await sumsOf(paged) : [await hash(bytesOf(valuesOf(column)))]))
    if (column.type === 'text') sums.push(await hash(column.bytes))
  }
  return hashSync(new TextEncoder().encode(sums.join('\n')))
}

/** Of what is paged the sums of its blobs, which were checked when it was loaded, and which rows of them it is. */
async function sumsOf({ parts, index }: Paged): Promise<readonly string[]> {
  const sums: string[] = []
  for (const { blob, from, sha256 } of parts)
    sums.push(`${sha256 ?? (await hash(new Uint8Array(await blob.arrayBuffer())))}:${from}`)
  return index ? [...sums, await hash(bytesOf(index))] : sums
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
