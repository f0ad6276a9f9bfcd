/**
 * @file Parquet run checks: validates the run lengths in a page before hyparquet reads them. hyparquet repeats a value
 * as often as the run length says, even beyond the end of the page, so a file of a kilobyte could request a billion
 * values.
 */
import type { DataPageHeader } from 'hyparquet'
import { readVarInt } from 'hyparquet/src/thrift.js'

/** The header fields that both page versions share. */
type Header = Pick<DataPageHeader, 'num_values' | 'encoding'>

/**
 * Throws if a run of definition levels is longer than the page, and returns the offset of the values. In version 2, no
 * length precedes the levels, so the caller passes `length`.
 */
export function checkLevels(page: Uint8Array, { num_values: values }: Header, at: number, length?: number): number {
  const view = viewOf(page)
  const start = length === undefined ? at + 4 : at
  checkRuns(view, start, 1, values)
  return start + (length ?? view.getUint32(at, true))
}

/** Throws if a run of dictionary indexes or booleans is longer than the page. */
export function checkIndices(page: Uint8Array, { num_values: values, encoding }: Header, at: number): void {
  if (encoding !== 'PLAIN_DICTIONARY' && encoding !== 'RLE_DICTIONARY' && encoding !== 'RLE') return
  const view = viewOf(page)
  if (at >= view.byteLength) return
  // Indexes are preceded by their bit width, and booleans by their length in bytes.
  if (encoding === 'RLE') checkRuns(view, at + 4, 1, values)
  else checkRuns(view, at + 1, view.getUint8(at), values)
}

/**
 * Checks a sequence of runs in Parquet's hybrid encoding, where a run is either repetitions of one value or bit-packed
 * groups of eight values.
 */
function checkRuns(view: DataView, offset: number, width: number, values: number): void {
  const reader = { view, offset }
  for (let seen = 0; seen < values && reader.offset < view.byteLength; ) {
    const header = readVarInt(reader)
    const packed = (header & 1) === 1
    const count = packed ? 8 * (header >>> 1) : header >>> 1
    // The last group may be padded to eight values.
    if (count > 8 * Math.ceil(values / 8)) throw new Error('a run of a page is longer than the page')
    reader.offset += packed ? (header >>> 1) * width : (width + 7) >> 3
    seen += count
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
