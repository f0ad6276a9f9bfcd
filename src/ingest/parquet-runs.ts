/**
 * @file The runs within a Parquet page before hyparquet reads them: it repeats a value as often as a run says, past the end of the page's
 * values, so that a file of a kilobyte can ask for a billion.
 */
import type { DataPageHeader } from 'hyparquet'
import { readVarInt } from 'hyparquet/src/thrift.js'

/** What both versions of pages say. */
type Header = Pick<DataPageHeader, 'num_values' | 'encoding'>

/** Throws where a run of definition levels is longer than the page; tells where the values begin. Levels of version 2 have no length before them. */
export function checkLevels(page: Uint8Array, { num_values: values }: Header, at: number, length?: number): number {
  const view = viewOf(page)
  const begin = length === undefined ? at + 4 : at
  checkRuns(view, begin, 1, values)
  return begin + (length ?? view.getUint32(at, true))
}

/** Throws where a run of indices of a dictionary, or of yes and no, is longer than the page. */
export function checkIndices(page: Uint8Array, { num_values: values, encoding }: Header, at: number): void {
  if (encoding !== 'PLAIN_DICTIONARY' && encoding !== 'RLE_DICTIONARY' && encoding !== 'RLE') return
  const view = viewOf(page)
  if (at >= view.byteLength) return
  // Before indices stands how many bits one has; before yes and no, how many bytes they take.
  if (encoding === 'RLE') checkRuns(view, at + 4, 1, values)
  else checkRuns(view, at + 1, view.getUint8(at), values)
}

/** Runs from here on: of one value again and again, or of groups of eight, as Parquet's hybrid encoding has them. */
function checkRuns(view: DataView, offset: number, width: number, values: number): void {
  const reader = { view, offset }
  for (let seen = 0; seen < values && reader.offset < view.byteLength; ) {
    const header = readVarInt(reader)
    const packed = (header & 1) === 1
    const count = packed ? 8 * (header >>> 1) : header >>> 1
    // The last group is filled up to eight.
    if (count > 8 * Math.ceil(values / 8)) throw new Error('a run of a page is longer than the page')
    reader.offset += packed ? (header >>> 1) * width : (width + 7) >> 3
    seen += count
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
