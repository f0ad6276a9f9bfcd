/** @file Texts in conditions: searched as the bytes they are, capital and small letters of a to z alike. */
import type { Column } from '../catalog/dataset-schema'

type TextColumn = Extract<Column, { type: 'text' }>

const letters = new TextEncoder()

/** Marks the rows whose text has this part. */
export function rowsContaining({ bytes, ends }: TextColumn, part: string, mask: Uint8Array): void {
  const wanted = letters.encode(part).map(small)
  const [first] = wanted
  if (first === undefined) {
    for (let row = 0; row < mask.length; row++) mask[row] = ends[row] === (row === 0 ? 0 : ends[row - 1]) ? 0 : 1
    return
  }
  const folded = FOLDED
  let from = 0
  for (let row = 0; row < mask.length; row++) {
    const end = ends[row] as number
    const last = end - wanted.length
    for (let at = from; at <= last; at++) {
      if (folded[bytes[at] as number] !== first) continue
      let i = 1
      while (i < wanted.length && folded[bytes[at + i] as number] === wanted[i]) i++
      if (i === wanted.length) {
        mask[row] = 1
        break
      }
    }
    from = end
  }
}

/** Marks the rows whose text is this one, letter by letter. */
export function textEquals({ bytes, ends }: TextColumn, text: string, mask: Uint8Array): void {
  const wanted = letters.encode(text)
  if (wanted.length === 0) return
  let from = 0
  for (let row = 0; row < mask.length; row++) {
    const end = ends[row] as number
    if (end - from === wanted.length) {
      let i = 0
      while (i < wanted.length && bytes[from + i] === wanted[i]) i++
      if (i === wanted.length) mask[row] = 1
    }
    from = end
  }
}

function small(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte
}

const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => small(byte))
