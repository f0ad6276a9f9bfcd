/** @file routineNames: function names for the blocks of a drawing. Any user text is turned into a plain identifier. */
import type { Block } from '../graph/drawing'

/** Names that a language reserves or that the printed program uses itself. */
const TAKEN: ReadonlySet<string> = new Set(
  (
    'and as assert async await break class continue def del elif else except false finally for from global if import in is lambda none ' +
    'nonlocal not or pass raise return true try while with yield match case int float min max range print list map ' +
    'catch const debugger default delete do enum export extends function instanceof let new null of package private protected public ' +
    'static super switch this throw typeof undefined var void implements interface arguments eval symbol object string number boolean ' +
    'keras layers initializers regularizers math tf model name turn x'
  ).split(' '),
)

/** Whether a name cannot be used for a routine because it is reserved in a printed program. */
export function isTaken(name: string): boolean {
  return TAKEN.has(name.toLowerCase())
}

/**
 * A name for each block, keyed by block id: lowercase letters, digits, and underscores, and not in `taken`. An
 * underscore is never followed by a digit, so that numbered names such as residual_1 are unambiguous.
 */
export function routineNames(blocks: readonly Block[], taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const used = new Set<string>()
  for (const { id, name } of blocks) {
    const plain = name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[_0-9]+|_+$/g, '')
      .slice(0, 40)
      .replace(/_+$/, '')
      .replace(/_(?=\d)/g, '')
    const own = plain === '' || isTaken(plain) || taken.has(plain) ? `${plain}${plain && '_'}block` : plain
    let free = own
    // Use letters instead of digits as the suffix, so that numbered names stay unambiguous.
    for (let n = 1; used.has(free); n++) free = `${own}_${letters(n)}`
    used.add(free)
    names.set(id, free)
  }
  return names
}

/** Returns a number as letters: b, c, ..., z, ba, ... */
function letters(n: number): string {
  const last = String.fromCharCode(97 + (n % 26))
  return n < 26 ? last : letters(Math.floor(n / 26)) + last
}
