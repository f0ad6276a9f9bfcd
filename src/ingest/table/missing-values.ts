/** @file Missing values: the texts that represent them. */

/** The texts that are missing by default, ignoring case; an empty cell always is. */
export const DEFAULT_MISSING = ['NA', 'N/A', '#N/A', '<NA>', 'NaN', 'null', '-', '?'] as const

/** Whether a trimmed text represents a missing value. */
export type IsMissing = (text: string) => boolean

const MAX_LENGTH_USUAL = 4

/** A test for missing values: the texts that the user gave, exactly; otherwise the default ones. */
export function missingTest(texts: readonly string[] | undefined): IsMissing {
  if (texts) {
    const textSet = new Set(texts.map((text) => text.trim()))
    return (text) => text === '' || textSet.has(text)
  }
  const typical = new Set(DEFAULT_MISSING.map((text) => text.toLowerCase()))
  return (text) => text === '' || (text.length <= MAX_LENGTH_USUAL && typical.has(text.toLowerCase()))
}
