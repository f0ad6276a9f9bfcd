import { expect, test } from 'vitest'
import '../testing/node-wasm'
import { openBytes, openMachine } from './open-machine'

test('open memory is counted exactly once', async () => {
  const machine = await openMachine('wasm')
  const before = openBytes()
  const memories = await Promise.all([100, 50].map((words) => machine.open([{ name: 'weights', role: 'work', words }])))
  expect(openBytes() - before).toBe(600)
  memories[0]?.close()
  memories[0]?.close()
  expect(openBytes() - before).toBe(200)
  memories[1]?.close()
  expect(openBytes()).toBe(before)
})
