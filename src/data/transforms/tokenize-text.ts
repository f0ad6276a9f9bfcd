/**
 * @file tokenizeText: shows how the fitted steps of a column tokenize text, with unknown tokens, truncation and
 * padding.
 */
import { hashOf } from './hashing'
import { charactersOf, runsOf, tokenize } from './tokenizer'
import type { FittedColumn, FittedStep } from './transform'

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
