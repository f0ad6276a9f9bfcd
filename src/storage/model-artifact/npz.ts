/** @file NPZ: arrays in numpy's format. An .npz file is a zip of .npy files (format 1.0, NEP 1). */
import type { WeightSet } from '../../data/training-job'
import { writeZip } from './zip'

/** Writes the weights as named arrays, in C order. */
export function writeNpz({ specs, data }: WeightSet): Uint8Array<ArrayBuffer> {
  const files = new Map<string, Uint8Array>()
  let at = 0
  for (const { name, shape } of specs) {
    const size = shape.reduce((product, n) => product * n, 1)
    files.set(`${name}.npy`, writeNpy(shape, data.subarray(at, at + size)))
    at += size
  }
  return writeZip(files)
}

/**
 * Writes magic, version 1.0, header length (2 bytes), the header padded so that the data starts at a multiple of 64,
 * and the data.
 */
export function writeNpy(shape: readonly number[], values: ArrayBufferView, type = '<f4'): Uint8Array<ArrayBuffer> {
  const head = npyHead(shape, type)
  const bytes = new Uint8Array(head.length + values.byteLength)
  bytes.set(head)
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), head.length)
  return bytes
}

/** The part of an .npy file that precedes the data. */
export function npyHead(shape: readonly number[], type: string): Uint8Array<ArrayBuffer> {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
  const fields = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`
  const header = `${fields}${' '.repeat((64 - ((10 + fields.length + 1) % 64)) % 64)}\n`
  const bytes = new Uint8Array(10 + header.length)
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length & 0xff, header.length >> 8])
  bytes.set(new TextEncoder().encode(header), 10)
  return bytes
}
