/** @file Text conditions: searches the UTF-8 bytes directly, ignoring case for the letters a to z only. */
import type { Column } from '../catalog/dataset-schema'

type TextColumn = Extract<Column, { type: 'text' }>

const utf8 = new TextEncoder()

/** Marks the rows whose text contains `part`. */
export function rowsContaining({ bytes, ends }: TextColumn, part: string, mask: Uint8Array): void {
  const target = utf8.encode(part).map(lowerCase)
  const [first] = target
  if (first === undefined) {
    for (let row = 0; row < mask.length; row++) mask[row] = ends[row] === (row === 0 ? 0 : ends[row - 1]) ? 0 : 1
    return
  }
  const folded = FOLDED
  let from = 0
  for (let row = 0; row < mask.length; row++) {
    const end = ends[row] as number
    const last = end - target.length
    for (let at = from; at <= last; at++) {
      if (folded[bytes[at] as number] !== first) continue
      let i = 1
      while (i < target.length && folded[bytes[at + i] as number] === target[i]) i++
      if (i === target.length) {
        mask[row] = 1
        break
      }
    }
    from = end
  }
}

/** Marks the rows whose text is exactly `text`. */
export function textEquals({ bytes, ends }: TextColumn, text: string, mask: Uint8Array): void {
  const target = utf8.encode(text)
  if (target.length === 0) return
  let from = 0
  for (let row = 0; row < mask.length; row++) {
    const end = ends[row] as number
    if (end - from === target.length) {
      let i = 0
      while (i < target.length && bytes[from + i] === target[i]) i++
      if (i === target.length) mask[row] = 1
    }
    from = end
  }
}

function lowerCase(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte
}

const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => lowerCase(byte))
