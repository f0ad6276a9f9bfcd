import { expect, test } from 'vitest'
import type { Verified } from '../../../../studio/operate/drill-verify'
import { verdictStore, verifyBeside } from './verification'

test('a verdict that comes while one looks elsewhere is there when the same result is looked at again', async () => {
  const [over, other] = [{}, {}]
  // Cast: of a verification what is compared.
  const verified = { same: true } as unknown as Verified
  let end = (_: Verified) => {}
  const played = verifyBeside(verdictStore(over), () => new Promise((resolve) => (end = resolve)))
  expect(verdictStore(over).getState()).toEqual({ tag: 'playing' })
  end(verified)
  await played
  expect(verdictStore(over).getState()).toEqual({ tag: 'told', verified })
  expect(verdictStore(other).getState()).toEqual({ tag: 'none' })
})

test('a file that cannot be played is told with its reason', async () => {
  const store = verdictStore({})
  await verifyBeside(store, () => Promise.reject(new Error('It is no result.')))
  expect(store.getState()).toEqual({ tag: 'failed', why: 'It is no result.' })
})
