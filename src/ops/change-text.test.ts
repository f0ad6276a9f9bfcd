/** Tests how stored changes and drill actions are displayed; unknown text is left unchanged. */
import { expect, test } from 'vitest'
import { actionsText, byText, reasonText, serviceChangeText } from './change-text'

test.each([
  ['champion of digits: v1 to v2', 'Moved the champion alias of digits from version 1 to 2'],
  ['challenger of digits: none to v3', 'Set the challenger alias of digits to version 3'],
  ['challenger of digits: v3 to none', 'Removed the challenger alias of digits (was version 3)'],
  ['challenger’s share: 5 % to 0 %', 'Changed the challenger’s share from 5% to 0%'],
  ['canary rolled back, 0 %', 'Rolled the canary back'],
  ['canary advanced, 25 %', 'Moved the canary to 25%'],
  ['the drawing was changed', 'The service diagram was edited'],
  [
    'challenger of digits: v3 to none, challenger’s share: 5 % to 0 %',
    'Removed the challenger alias of digits (was version 3), Changed the challenger’s share from 5% to 0%',
  ],
  ['something else', 'something else'],
])('%s', (stored, shown) => {
  expect(actionsText(stored)).toBe(shown)
})

test('the differences of an edited service name stages and the labels of parameters', () => {
  const details = 'cache was taken out; abstain was added; limit, perMinute 60 to 90; 2 more'
  expect(serviceChangeText({ type: 'service', why: 'the drawing was changed', details })).toMatch(
    /^The service diagram was edited: removed cache, added abstain, .+ in limit from 60 to 90,? and 2 more$/,
  )
})

test.each([
  ['taken back', 'Undid an earlier move'],
  ['taken back: for a test', 'Undid a move that was made for this reason: for a test'],
  ['done again: the gate was passed', 'Redid a move that was made for this reason: It passed the gate'],
])('the reason of a reversed alias move: %s', (stored, shown) => {
  expect(reasonText(stored)).toBe(shown)
})

test.each([
  ['a person', 'by you'],
  ['canary', 'automatically'],
  ['Ann', 'by Ann'],
])('the actor %s after a verb', (stored, shown) => {
  expect(byText(stored)).toBe(shown)
})
