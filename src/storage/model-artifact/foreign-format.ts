/** @file Recognizes model files of other programs, so that a message can name them instead of calling them damaged. */
import type { ForeignFormat } from '../../messages/en/files'

const HDF5 = [0x89, 0x48, 0x44, 0x46]
/** A pickle of protocol 2 or later, as PyTorch wrote models before version 1.6. */
const PICKLE = 0x80
const MAX_SAFETENSORS_HEADER = 100_000_000
const END_BYTES = 22

/** The format of a model file from its first bytes and, if it is a zip, the names in it; undefined if it is another file. */
export function foreignFormat(head: Uint8Array, names: ReadonlySet<string>): ForeignFormat | undefined {
  if (names.size > 0) return formatOfNames([...names])
  if (HDF5.every((byte, i) => head[i] === byte)) return 'hdf5'
  if (head[0] === PICKLE && head[1] !== undefined && head[1] >= 2 && head[1] <= 5) return 'pytorch'
  const text = new TextDecoder().decode(head)
  // A header of JSON after its length in 8 bytes.
  if (head.length > 9 && head[8] === 0x7b && lengthOf(head) <= MAX_SAFETENSORS_HEADER) return 'safetensors'
  // Protocol buffers: field 1 is the version of the format, field 2 the name of the program that wrote it.
  if (head[0] === 0x08 && (head[2] === 0x12 || head[2] === 0x3a)) return 'onnx'
  return text.trimStart().startsWith('{') && /"(modelTopology|weightsManifest)"|"layers-model"/.test(text)
    ? 'tensorflowjs'
    : undefined
}

function formatOfNames(names: readonly string[]): ForeignFormat | undefined {
  if (names.includes('config.json') && names.some((name) => name.endsWith('.weights.h5'))) return 'keras'
  return names.some((name) => name.endsWith('/data.pkl')) ? 'pytorch' : undefined
}

/** A number of 8 bytes, least significant first. */
function lengthOf(head: Uint8Array): number {
  const view = new DataView(head.buffer, head.byteOffset)
  return view.getUint32(0, true) + 2 ** 32 * view.getUint32(4, true)
}

/** The size and the offset of a zip's directory, from its last 22 bytes; undefined if the file does not end with it. */
export function directoryOf(end: Uint8Array): { readonly size: number; readonly start: number } | undefined {
  if (end.length < END_BYTES) return undefined
  const view = new DataView(end.buffer, end.byteOffset)
  if (view.getUint32(0, true) !== 0x06054b50) return undefined
  return { size: view.getUint32(12, true), start: view.getUint32(16, true) }
}

/** The names in a zip's directory. Offsets: PKWARE APPNOTE 6.3, 4.3.12 and 4.3.16. */
export function namesIn(directory: Uint8Array): ReadonlySet<string> {
  const names = new Set<string>()
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const decoder = new TextDecoder()
  for (let at = 0; at + 46 <= view.byteLength && view.getUint32(at, true) === 0x02014b50; ) {
    const length = view.getUint16(at + 28, true)
    if (at + 46 + length > view.byteLength) break
    names.add(decoder.decode(directory.subarray(at + 46, at + 46 + length)))
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return names
}

/** The names in a zip that is in memory; empty if the file is not a zip. */
export function namesInZip(bytes: Uint8Array): ReadonlySet<string> {
  const directory = directoryOf(bytes.subarray(-END_BYTES))
  return directory ? namesIn(bytes.subarray(directory.start, directory.start + directory.size)) : new Set()
}
