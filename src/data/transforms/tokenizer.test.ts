/** @file Tests that the tokens displayed for a text match the network's input. */
import { expect, test } from 'vitest'
import { defaultsOf } from '../../catalog/params'
import { findTransform } from './index'
import { applyToValues } from './step-chain'
import { type TokenizedText, tokenizeText } from './tokenizer'
import type { FittedColumn } from './transform'

const TEXTS = ['The quick brown fox jumps', 'quick', '', 'Zebra the, zebra! ä the fox fox fox']

function fitted(kind: string, params: object, known?: readonly string[]): FittedColumn {
  const all = { ...defaultsOf(findTransform(kind)?.params ?? {}), ...params }
  const step = { kind, params: all, learned: known ? { known } : {} }
  return { column: 'text', from: { type: 'text', shape: [] }, steps: [step as never] }
}

/** The network's input as derived from the displayed tokens. */
function numbersOf({ as, tokens, fill, pad }: TokenizedText, width: number): readonly number[] {
  if (as !== 'ids') {
    const counts = new Array<number>(width).fill(0)
    for (const { id } of tokens) if (id !== undefined) counts[id] = (counts[id] ?? 0) + 1
    return counts
  }
  const ids = tokens.flatMap(({ state, id }) => (state === 'cut' ? [] : [id ?? Number.NaN]))
  const zeros = new Array<number>(fill).fill(0)
  return pad === 'left' ? [...zeros, ...ids] : [...ids, ...zeros]
}

const KNOWN = ['the', 'fox', 'quick']
test.each([
  ['words', { length: 3 }, KNOWN, 3],
  ['words', { length: 3, cut: 'left', pad: 'left' }, KNOWN, 3],
  ['words', { length: 9, pad: 'left', punctuation: true, lower: false }, KNOWN, 9],
  ['characters', { length: 12 }, [' ', 'e', 'x'], 12],
  ['bagOfWords', { most: 4, runs: 2 }, [...KNOWN, 'the quick'], 4],
  ['hashedWords', { buckets: 16, runs: 2 }, undefined, 16],
] as const)('%s %j', (kind, params, known, width) => {
  const column = fitted(kind, params, known)
  for (const text of TEXTS) {
    const reading = tokenizeText(column, text)
    expect(reading && numbersOf(reading, width)).toEqual([...(applyToValues(column, [text]) as Float64Array)])
  }
})

test('each token has its state, and the padding is counted', () => {
  const reading = tokenizeText(fitted('words', { length: 4 }, KNOWN), 'the zebra')
  expect(reading).toMatchObject({ of: 'words', length: 4, fill: 2, pad: 'right', vocabulary: 3 })
  expect(reading?.tokens).toEqual([
    { text: 'the', state: 'known', id: 2 },
    { text: 'zebra', state: 'unknown', id: 1 },
  ])
  const long = tokenizeText(fitted('words', { length: 1 }, KNOWN), 'the fox')
  expect(long?.tokens.map(({ state }) => state)).toEqual(['known', 'cut'])
  expect(tokenizeText(fitted('hash', {}), 'the fox')).toBeUndefined()
})
