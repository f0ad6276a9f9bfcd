import { expect, test } from 'vitest'
import type { Change } from '../../../../../ops/record'
import { markNear, marksOf, sentenceOf } from './marks'

const change = (at: number, what: Change['what']): Change => ({ kind: 'change', at, what })
const moved = change(5, {
  type: 'alias',
  model: 'digits',
  alias: 'champion',
  from: 1,
  to: 2,
  by: 'a person',
  why: 'better',
})
const crash = change(9, { type: 'note', note: 'n4', lane: 'faults', title: 'Crash', on: true })

test('a change is a mark in a few words, and a sentence with who and why', () => {
  expect(marksOf([moved, crash]).map(({ words, soft }) => [words, soft])).toEqual([
    ['champion of digits is version 2', false],
    ['Crash begins', true],
  ])
  expect(sentenceOf(moved)).toBe('champion of digits is version 2, by a person: better')
  expect(sentenceOf(crash)).toBe('Crash begins')
})

test('the nearest mark is told, the later of two at once, none that is far', () => {
  const marks = marksOf([moved, crash, change(9, { type: 'service', why: 'drawn anew' })])
  expect(markNear(marks, 8, 2)?.words).toBe('drawn anew')
  expect(markNear(marks, 20, 2)).toBeUndefined()
})
