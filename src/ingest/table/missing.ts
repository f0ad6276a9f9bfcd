/** @file What stands for a missing value. */

/** Taken as missing where nobody says otherwise, in any case of letters; an empty cell always is. */
export const USUAL_MISSING = ['NA', 'N/A', '#N/A', '<NA>', 'NaN', 'null', '-', '?'] as const

/** Tells what is missing: `isMissing` of a trimmed text. */
export type IsMissing = (text: string) => boolean

const LONGEST_USUAL = 4

/** By the texts a person gave, exactly as given; else the usual ones. */
export function missingBy(given: readonly string[] | undefined): IsMissing {
  if (given) {
    const told = new Set(given.map((text) => text.trim()))
    return (text) => text === '' || told.has(text)
  }
  const usual = new Set(USUAL_MISSING.map((text) => text.toLowerCase()))
  return (text) => text === '' || (text.length <= LONGEST_USUAL && usual.has(text.toLowerCase()))
}
