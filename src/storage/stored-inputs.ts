/** @file Packs stored request inputs as bytes: a JSON header, followed by the numbers of all tensors. */
import type { RetainedInput } from '../ops/log/stored-entries'

type InputHeader =
  | { readonly id: number; readonly values: Extract<RetainedInput, { kind: 'values' }>['values'] }
  | { readonly id: number; readonly shape: readonly number[]; readonly numbers: number }

/** Packs inputs, given with their request ids, into one byte array. */
export function packInputs(inputs: readonly (readonly [number, RetainedInput])[]): Uint8Array<ArrayBuffer> {
  const headers: InputHeader[] = inputs.map(([id, input]) =>
    input.kind === 'values' ? { id, values: input.values } : { id, shape: input.shape, numbers: input.data.length },
  )
  const head = new TextEncoder().encode(JSON.stringify(headers))
  const tensors = inputs.flatMap(([, input]) => (input.kind === 'tensor' ? [input.data] : []))
  const out = new Uint8Array(4 + head.length + tensors.reduce((sum, data) => sum + data.byteLength, 0))
  new Uint32Array(out.buffer, 0, 1)[0] = head.length
  out.set(head, 4)
  let at = 4 + head.length
  for (const data of tensors) {
    out.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return out
}

/** Unpacks bytes written by `packInputs`; the caller must have verified their checksum. */
export function unpackInputs(bytes: Uint8Array<ArrayBuffer>): [number, RetainedInput][] {
  const length = new Uint32Array(bytes.slice(0, 4).buffer)[0] as number
  const headers = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as readonly InputHeader[]
  let at = 4 + length
  return headers.map((one) => {
    if ('values' in one) return [one.id, { kind: 'values', values: one.values }]
    const data = new Float32Array(bytes.slice(at, at + 4 * one.numbers).buffer)
    at += data.byteLength
    return [one.id, { kind: 'tensor', shape: one.shape, data }]
  })
}
