/**
 * @file fingerprint: identifies the exact rows of a dataset, so that a resumed run can check that it continues with the
 * same rows.
 */
import { hash, hashSync } from '../base/hash'
import type { Paged } from '../catalog/dataset-schema'
import { valuesOf } from './column-operations'
import type { Dataset } from './dataset'

const fingerprints = new WeakMap<Dataset, Promise<string>>()

/** SHA-256 of the schema's columns and all their values, cached per dataset. */
export function fingerprint(dataset: Dataset): Promise<string> {
  const cached = fingerprints.get(dataset) ?? computeFingerprint(dataset)
  fingerprints.set(dataset, cached)
  return cached
}

async function computeFingerprint({ schema, columns }: Dataset): Promise<string> {
  const sums: string[] = [JSON.stringify(schema.columns)]
  for (const column of columns) {
    const paged = column.type === 'image' || column.type === 'array' ? column.paged : undefined
    sums.push(...(paged ? await sumsOf(paged) : [await hash(bytesOf(valuesOf(column)))]))
    if (column.type === 'text') sums.push(await hash(column.bytes))
  }
  return hashSync(new TextEncoder().encode(sums.join('\n')))
}

/**
 * For a paged column, returns the hashes of its blobs, which were verified when they were loaded, and the hash of its
 * index.
 */
async function sumsOf({ parts, index }: Paged): Promise<readonly string[]> {
  const sums: string[] = []
  for (const { blob, from, sha256 } of parts)
    sums.push(`${sha256 ?? (await hash(new Uint8Array(await blob.arrayBuffer())))}:${from}`)
  return index ? [...sums, await hash(bytesOf(index))] : sums
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
