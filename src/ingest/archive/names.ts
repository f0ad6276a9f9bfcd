/** @file Names in an archive: only plain ones are taken, so that no file lands where it should not, here or where it is exported to. */

/** Letters and digits of any script, spaces, and signs that no file system reads as something else. */
const ALLOWED = /^[\p{L}\p{M}\p{N}\p{Extended_Pictographic} \-_.()[\]{}+,;&'@#!=~%$^°–—]+$/u
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const LONGEST = 240
/** What systems put beside people's files. */
const JUNK = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i

/** What is wrong with a name, as a clause; undefined where nothing is. */
export function nameFault(name: string): string | undefined {
  if (name.length > LONGEST) return `its name has ${name.length} letters, and may have ${LONGEST}`
  for (const part of name.split('/')) {
    if (part === '') return 'its path begins at the root, or has an empty part'
    if (part === '.' || part === '..') return 'its path leads out of the archive'
    if (RESERVED.test(part)) return 'Windows reads that name as a device'
    if (!ALLOWED.test(part)) return 'its name has signs that no file should have'
  }
  return undefined
}

/** Whether a file is none of the user's: hidden ones, and what macOS and Windows add. */
export function isJunk(path: string): boolean {
  return JUNK.test(path)
}

/** A name as a sentence can show it. */
export function printable(name: string): string {
  const shown = [...name].map((letter) => (/[\p{C}\p{Z}]/u.test(letter) && letter !== ' ' ? '·' : letter)).join('')
  return shown.length > 60 ? `${shown.slice(0, 57)}...` : shown
}
