/**
 * @file Tokenizer: splits text into words or characters by a rule that does not depend on the locale and is the same in
 * Python: a word is a sequence of letters, marks and digits (the Unicode categories L, M and N). Each character is
 * lowercased separately, so that neighboring characters do not affect the result.
 */
import { flag } from '../../catalog/params'
import { transformsText as texts } from '../../messages/en/data/transforms'
import { hashOf } from './categories'
import type { FittedColumn, FittedStep } from './transform'

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

export interface Token {
  readonly text: string
  /** `cut`: the token is beyond the maximum length; `unknown`: it is not in the vocabulary. */
  readonly state: 'known' | 'unknown' | 'cut'
  /** The id that the network receives; absent for an unknown word in a bag of words. */
  readonly id?: number
}

export interface TokenizedText {
  /** The format of the network's input: one id per position, one count per word, or one count per bucket. */
  readonly as: 'ids' | 'bag' | 'buckets'
  readonly of: 'words' | 'characters'
  /** The tokens, in the order in which they occur in the text. */
  readonly tokens: readonly Token[]
  /** The number of padded positions; `pad` specifies on which side they are. */
  readonly fill: number
  readonly pad: 'left' | 'right'
  /** The number of positions; undefined for a bag of words. */
  readonly length?: number
  /** The size of the vocabulary, or the number of buckets. */
  readonly vocabulary: number
}

type Params = Readonly<Record<string, unknown>>

/** Tokenizes text with a column's steps; undefined if none of the steps tokenizes text. */
export function tokenizeText({ steps }: FittedColumn, text: string): TokenizedText | undefined {
  const step = steps.find(({ kind }) => Object.hasOwn(TOKENIZERS, kind))
  if (!step) return undefined
  const pieces = TOKENIZERS[step.kind as keyof typeof TOKENIZERS](text, step.params)
  if (step.kind === 'hashedWords') {
    const [seed, buckets] = [Number(step.params.seed), Number(step.params.buckets)]
    const tokens = pieces.map((piece): Token => ({ text: piece, state: 'known', id: hashOf(piece, seed) % buckets }))
    return { as: 'buckets', of: 'words', tokens, fill: 0, pad: 'right', vocabulary: buckets }
  }
  const known = knownOf(step)
  if (step.kind === 'bagOfWords') {
    const tokens = pieces.map((piece): Token => {
      const id = known.get(piece)
      return id === undefined ? { text: piece, state: 'unknown' } : { text: piece, state: 'known', id }
    })
    return { as: 'bag', of: 'words', tokens, fill: 0, pad: 'right', vocabulary: known.size }
  }
  const { pad, cut } = step.params
  const length = Number(step.params.length)
  const over = Math.max(0, pieces.length - length)
  const kept = (i: number) => (cut === 'right' ? i < length : i >= over)
  const tokens = pieces.map((piece, i): Token => {
    if (!kept(i)) return { text: piece, state: 'cut' }
    const id = known.get(piece)
    return id === undefined ? { text: piece, state: 'unknown', id: 1 } : { text: piece, state: 'known', id: id + FIRST }
  })
  return {
    as: 'ids',
    of: step.kind === 'characters' ? 'characters' : 'words',
    tokens,
    fill: Math.max(0, length - pieces.length),
    pad: pad === 'left' ? 'left' : 'right',
    length,
    vocabulary: known.size,
  }
}

/** The first vocabulary id. The ids 0 and 1 stand for padding and unknown tokens. */
const FIRST = 2

const words = (text: string, { lower, punctuation }: Params) => tokenize(text, lower === true, punctuation === true)
const ngrams = (text: string, params: Params) => runsOf(words(text, params), Number(params.runs))
const TOKENIZERS = {
  words,
  characters: (text: string, { lower }: Params) => charactersOf(text, lower === true),
  bagOfWords: ngrams,
  hashedWords: ngrams,
} as const

function knownOf({ learned }: FittedStep): ReadonlyMap<string, number> {
  const { known } = learned as { readonly known?: unknown }
  return new Map(Array.isArray(known) ? known.map((word, i) => [String(word), i]) : [])
}
