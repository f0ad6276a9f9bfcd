/** @file Reading: a text as its fitted steps read it: each token with its number, what the vocabulary lacks, what is cut off and filled up. */
import { hashOf } from './hashing'
import { charactersOf, runsOf, wordsOf } from './tokens'
import type { FittedColumn, FittedStep } from './transform'

export interface Token {
  readonly text: string
  /** Cut off: it stands beyond the length. Unknown: the vocabulary lacks it. */
  readonly state: 'known' | 'unknown' | 'cut'
  /** What the network gets for it; of an unknown word in a bag nothing. */
  readonly id?: number
}

export interface TextReading {
  /** One number a place, a count a word, or a count a bucket. */
  readonly as: 'ids' | 'bag' | 'buckets'
  readonly of: 'words' | 'characters'
  /** In the order of the text. */
  readonly tokens: readonly Token[]
  /** Places filled with 0, and where they are. */
  readonly fill: number
  readonly pad: 'left' | 'right'
  /** Places there are; undefined of a bag. */
  readonly length?: number
  /** Words or characters known, or buckets. */
  readonly vocabulary: number
}

type Params = Readonly<Record<string, unknown>>

/** How a column's steps read a text; undefined where they take it whole. */
export function readingOf({ steps }: FittedColumn, text: string): TextReading | undefined {
  const step = steps.find(({ kind }) => Object.hasOwn(SPLITS, kind))
  if (!step) return undefined
  const pieces = SPLITS[step.kind as keyof typeof SPLITS](text, step.params)
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

/** 0 fills up, 1 is unknown. */
const FIRST = 2

const words = (text: string, { lower, punctuation }: Params) => wordsOf(text, lower === true, punctuation === true)
const inRuns = (text: string, params: Params) => runsOf(words(text, params), Number(params.runs))
const SPLITS = {
  words,
  characters: (text: string, { lower }: Params) => charactersOf(text, lower === true),
  bagOfWords: inRuns,
  hashedWords: inRuns,
} as const

function knownOf({ learned }: FittedStep): ReadonlyMap<string, number> {
  const { known } = learned as { readonly known?: unknown }
  return new Map(Array.isArray(known) ? known.map((word, i) => [String(word), i]) : [])
}
