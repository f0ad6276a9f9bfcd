/**
 * @file File names in an archive: only plain names are accepted, so that no file is written outside its folder, either
 * here or after an export.
 */
import { readFilesText as text } from '../../messages/en/data/read-files'

/** Allows letters and digits of any script, spaces, and characters that are safe in every file system. */
const ALLOWED = /^[\p{L}\p{M}\p{N}\p{Extended_Pictographic} \-_.()[\]{}+,;&'@#!=~%$^°–—]+$/u
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const MAX_LENGTH = 240
/** Matches hidden files and files added by operating systems. */
const JUNK = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i

/** Returns why a name is not allowed, as the end of a sentence, or undefined if the name is valid. */
export function nameFault(name: string): string | undefined {
  if (name.length > MAX_LENGTH) return text.fault.name.long({ characters: name.length, most: MAX_LENGTH })
  for (const part of name.split('/')) {
    if (part === '') return text.fault.name.path
    if (part === '.' || part === '..') return text.fault.name.outside
    if (RESERVED.test(part)) return text.fault.name.device
    if (!ALLOWED.test(part)) return text.fault.name.characters
  }
  return undefined
}

/** Whether a file is hidden or was added by macOS or Windows. */
export function isJunk(path: string): boolean {
  return JUNK.test(path)
}

/** Replaces the control characters in a name so that it can be shown in a sentence. */
export function printableName(name: string): string {
  const shown = [...name].map((letter) => (/[\p{C}\p{Z}]/u.test(letter) && letter !== ' ' ? '·' : letter)).join('')
  return shown.length > 60 ? `${shown.slice(0, 57)}...` : shown
}
