/**
 * @file Tokens: splits text into words or characters by a rule that does not depend on the locale and is the same in
 * Python: a word is a sequence of letters, marks and digits (the Unicode categories L, M and N). Each character is
 * lowercased separately, so that neighboring characters do not affect the result.
 */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { flag } from '../../catalog/params'

const PIECES = /[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}\s]/gu
const WORDS = /[\p{L}\p{M}\p{N}]+/gu

/** Parameters that the text steps share. */
export const lower = flag({ ...texts.text.lower, default: true })
export const punctuation = flag({ ...texts.text.punctuation, default: false })

/** Splits text into characters (code points). */
export function charactersOf(text: string, small: boolean): readonly string[] {
  const copy = Array.from(text)
  return small ? copy.map((one) => one.toLowerCase()) : copy
}

/** Splits text into words. */
export function tokenize(text: string, small: boolean, marks: boolean): readonly string[] {
  return (
    charactersOf(text, small)
      .join('')
      .match(marks ? PIECES : WORDS) ?? []
  )
}

/** Returns the n-grams of one to `max` words, with the words joined by spaces. */
export function runsOf(words: readonly string[], max: number): readonly string[] {
  const runs: string[] = []
  for (let n = 1; n <= max; n++) {
    for (let i = 0; i + n <= words.length; i++)
      runs.push(n === 1 ? (words[i] as string) : words.slice(i, i + n).join(' '))
  }
  return runs
}

/** Returns the `max` most frequent entries; equally frequent entries are in alphabetical order. */
export function mostFrequent(counts: ReadonlyMap<string, number>, max: number, atLeast: number): readonly string[] {
  return [...counts]
    .filter(([, count]) => count >= atLeast)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, max)
    .map(([word]) => word)
}

/** The same functions in Python, using JavaScript's set of whitespace characters. */
export const TOKENS_PYTHON = `SPACE = set("\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff") | {chr(c) for c in range(0x2000, 0x200B)}

def characters_of(text, small):
    return [c.lower() for c in text] if small else list(text)

def words_of(text, small, marks):
    words, word = [], ""
    for c in "".join(characters_of(text, small)):
        if unicodedata.category(c)[0] in "LMN":
            word += c
            continue
        if word:
            words.append(word)
        word = ""
        if marks and c not in SPACE:
            words.append(c)
    return words + [word] if word else words

def runs_of(words, most):
    return [" ".join(words[i:i + n]) for n in range(1, most + 1) for i in range(len(words) - n + 1)]`
