import { expect, test } from 'vitest'
import type { Change } from '../../../ops/log-entry'
import { changeText, marksOf } from './change-marks'

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

test('a change has a short label, and a sentence with who made it and why', () => {
  expect(marksOf([moved, crash]).map(({ text, isSoft }) => [text, isSoft])).toEqual([
    ['champion alias of digits set to version 2', false],
    ['Crash starts', true],
  ])
  expect(changeText(moved)).toBe('champion alias of digits set to version 2 by you: better')
  const noReason = { ...moved, what: { ...moved.what, why: '' } } as Change
  expect(changeText(noReason)).toBe('champion alias of digits set to version 2 by you')
  expect(changeText(crash)).toBe('Crash starts')
})
