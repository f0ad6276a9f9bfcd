/** @file Builds zip archives for tests field by field, so that any field can be given a wrong value. */
import { deflateSync } from 'fflate'
import { crc32 } from '../../base/crc32'

export interface Part {
  readonly name: string
  readonly content: Uint8Array
  /** Header fields that are overwritten with wrong values. */
  readonly says?: Partial<Record<'flags' | 'method' | 'crc' | 'packed' | 'size' | 'at' | 'mode', number>>
  readonly stored?: boolean
  /** The name in the local header, if it differs from the name in the directory. */
  readonly localName?: string
}

export interface Whole {
  readonly entries?: number
  readonly zip64?: boolean
  readonly comment?: string
}

const utf8 = new TextEncoder()
/** Each call of `deflateSync` allocates tables for long files, which takes seconds for thousands of empty ones. */
const EMPTY = deflateSync(new Uint8Array(0))

/** Creates a zip archive with these files. */
export function zipOf(
  parts: readonly Part[],
  { entries = parts.length, zip64 = false, comment = '' }: Whole = {},
): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = []
  const centrals: Uint8Array[] = []
  let at = 0
  for (const { name, content, says = {}, stored = false, localName = name } of parts) {
    const packed = stored ? content : content.length === 0 ? EMPTY : deflateSync(content)
    const [central, local] = [utf8.encode(name), utf8.encode(localName)]
    const crc = says.crc ?? crc32(content)
    const sizes = { packed: says.packed ?? packed.length, size: says.size ?? content.length }
    const common = (view: DataView, from: number, length: number) => {
      view.setUint16(from, 20, true)
      view.setUint16(from + 2, says.flags ?? 0x800, true)
      view.setUint16(from + 4, says.method ?? (stored ? 0 : 8), true)
      view.setUint32(from + 10, crc, true)
      view.setUint32(from + 14, sizes.packed, true)
      view.setUint32(from + 18, sizes.size, true)
      view.setUint16(from + 22, length, true)
    }
    const head = new DataView(new ArrayBuffer(30))
    head.setUint32(0, 0x04034b50, true)
    common(head, 4, local.length)
    const listed = new DataView(new ArrayBuffer(46))
    listed.setUint32(0, 0x02014b50, true)
    listed.setUint16(4, 0x0314, true)
    common(listed, 6, central.length)
    listed.setUint32(38, ((says.mode ?? 0o100644) << 16) >>> 0, true)
    listed.setUint32(42, says.at ?? at, true)
    centrals.push(bytesOf(listed), central)
    locals.push(bytesOf(head), local, packed)
    at += 30 + local.length + packed.length
  }
  const size = centrals.reduce((sum, { length }) => sum + length, 0)
  return joined([
    ...locals,
    ...centrals,
    ...(zip64 ? longEnd(entries, size, at) : []),
    end(zip64 ? undefined : { entries, size, at }, comment),
  ])
}

function end(so: { entries: number; size: number; at: number } | undefined, comment: string): Uint8Array {
  const words = utf8.encode(comment)
  const view = new DataView(new ArrayBuffer(22))
  view.setUint32(0, 0x06054b50, true)
  view.setUint16(8, so?.entries ?? 0xffff, true)
  view.setUint16(10, so?.entries ?? 0xffff, true)
  view.setUint32(12, so?.size ?? 0xffffffff, true)
  view.setUint32(16, so?.at ?? 0xffffffff, true)
  view.setUint16(20, words.length, true)
  return joined([bytesOf(view), words])
}

function longEnd(entries: number, size: number, at: number): Uint8Array[] {
  const record = new DataView(new ArrayBuffer(56))
  record.setUint32(0, 0x06064b50, true)
  record.setBigUint64(4, 44n, true)
  record.setBigUint64(24, BigInt(entries), true)
  record.setBigUint64(32, BigInt(entries), true)
  record.setBigUint64(40, BigInt(size), true)
  record.setBigUint64(48, BigInt(at), true)
  const place = new DataView(new ArrayBuffer(20))
  place.setUint32(0, 0x07064b50, true)
  place.setBigUint64(8, BigInt(at + size), true)
  place.setUint32(16, 1, true)
  return [bytesOf(record), bytesOf(place)]
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer)
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
