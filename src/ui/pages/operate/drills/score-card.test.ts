import { expect, test } from 'vitest'
import { drillsText } from '../../../../messages/en/operate/drills'
import type { VerifiedScore } from '../../../../studio/operate/drills/drill-verify'
import { partTitle, verificationStore, verifyInto } from './score-card'

test('an outcome that arrives while another result is shown is there when the first is shown again', async () => {
  const [over, other] = [{}, {}]
  // The cast is safe because the test compares only this part.
  const verified = { same: true } as unknown as VerifiedScore
  let end = (_: VerifiedScore) => {}
  const played = verifyInto(verificationStore(over), () => new Promise((resolve) => (end = resolve)))
  expect(verificationStore(over).getState()).toEqual({ tag: 'playing' })
  end(verified)
  await played
  expect(verificationStore(over).getState()).toEqual({ tag: 'done', verified })
  expect(verificationStore(other).getState()).toEqual({ tag: 'none' })
})

test('a file that cannot be replayed keeps its reason', async () => {
  const store = verificationStore({})
  await verifyInto(store, () => Promise.reject(new Error('It is no result.')))
  expect(store.getState()).toEqual({ tag: 'failed', why: 'It is no result.' })
})

test('the budget of a drill is over its own length', () => {
  expect(partTitle('budget', 8 * 3_600_000)).toBe('Error budget left for 8 hours')
  expect(partTitle('harm', 8 * 3_600_000)).toBe(drillsText.parts.harm)
})
