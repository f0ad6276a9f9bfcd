/** @file Missing values: the text values that represent a missing value. */

/** Text values that represent a missing value by default, ignoring case; an empty cell is always missing. */
export const DEFAULT_MISSING = ['NA', 'N/A', '#N/A', '<NA>', 'NaN', 'null', '-', '?'] as const

/** Tests whether a trimmed text represents a missing value. */
export type IsMissing = (text: string) => boolean

const MAX_LENGTH_USUAL = 4

/**
 * Creates a test for missing values. It matches exactly the text values that the user specified, or the default values
 * if the user specified none.
 */
export function missingTest(texts: readonly string[] | undefined): IsMissing {
  if (texts) {
    const textSet = new Set(texts.map((text) => text.trim()))
    return (text) => text === '' || textSet.has(text)
  }
  const typical = new Set(DEFAULT_MISSING.map((text) => text.toLowerCase()))
  return (text) => text === '' || (text.length <= MAX_LENGTH_USUAL && typical.has(text.toLowerCase()))
}
