import { expect, test } from 'vitest'
import { initialState, networkSubject } from '../make-studio'
import { boardStore } from './canvas-board'

test('the changes of a batch reach the subscribers in one call, with the state before them, also if one throws', () => {
  const store = boardStore(networkSubject, initialState)
  const calls: unknown[] = []
  const end = store.subscribe((now, before) => calls.push([now.quiet, now.room, before.quiet, before.room]))
  const { quiet, room } = store.getState()
  const changes = () => {
    store.setState({ quiet: quiet + 1 })
    store.setState({ room: 'train' })
    expect(calls).toEqual([])
    throw new Error('the second change fails')
  }
  expect(() => store.batch(changes)).toThrow('the second change fails')
  expect(calls).toEqual([[quiet + 1, 'train', quiet, room]])
  store.batch(() => undefined)
  expect(calls).toHaveLength(1)
  store.setState({ quiet })
  end()
  store.setState({ quiet: quiet + 1 })
  expect(calls).toHaveLength(2)
})
