/** @file Names in an archive: only plain names are accepted, so that no file lands where it should not, here or after an export. */
import { readFilesText as text } from '../../messages/en/data/read-files'

/** Letters and digits of any script, spaces, and signs that no file system reads as something else. */
const ALLOWED = /^[\p{L}\p{M}\p{N}\p{Extended_Pictographic} \-_.()[\]{}+,;&'@#!=~%$^°–—]+$/u
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const LONGEST = 240
/** Files that operating systems add. */
const JUNK = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i

/** What is wrong with a name, as the end of a sentence; undefined where nothing is. */
export function nameFault(name: string): string | undefined {
  if (name.length > LONGEST) return text.fault.name.long({ characters: name.length, most: LONGEST })
  for (const part of name.split('/')) {
    if (part === '') return text.fault.name.path
    if (part === '.' || part === '..') return text.fault.name.outside
    if (RESERVED.test(part)) return text.fault.name.device
    if (!ALLOWED.test(part)) return text.fault.name.characters
  }
  return undefined
}

/** Whether a file is hidden, or added by macOS or Windows. */
export function isJunk(path: string): boolean {
  return JUNK.test(path)
}

/** A name that a sentence can show. */
export function printable(name: string): string {
  const shown = [...name].map((letter) => (/[\p{C}\p{Z}]/u.test(letter) && letter !== ' ' ? '·' : letter)).join('')
  return shown.length > 60 ? `${shown.slice(0, 57)}...` : shown
}
