import { expect, test } from 'vitest'
import { makeRetainedInputs } from '../ops/log/stored-entries'
import { retainedInput } from './log-writer'

const columns = [{ name: 'digit', form: { type: 'image', shape: [3, 2, 1] } }] as const

test('an image is stored with its shape, column values unchanged, and a mix of both not at all', () => {
  const image = { kind: 'tensor', shape: [3, 2, 1], data: Float32Array.of(1, 2, 3, 4, 5, 6) }
  expect(
    retainedInput(
      {
        digit: [
          [[1], [2]],
          [[3], [4]],
          [[5], [6]],
        ],
      },
      columns,
    ),
  ).toEqual(image)
  expect(retainedInput({ digit: Uint8Array.of(1, 2, 3, 4, 5, 6) }, columns)).toEqual(image)
  expect(retainedInput({ digit: [1, 2] }, columns)).toMatchObject({ shape: [2] })
  expect(retainedInput({ a: 1, b: 'x', c: null }, columns)).toEqual({
    kind: 'values',
    values: { a: 1, b: 'x', c: null },
  })
  for (const none of [{ digit: [1, 'two'] }, { digit: [1, 2], size: 3 }, undefined, 'text', [1]])
    expect(retainedInput(none, columns)).toBeUndefined()
})

test('the newest inputs stay', () => {
  const inputs = makeRetainedInputs()
  for (let id = 0; id < 5; id++) inputs.put(id, { kind: 'values', values: { a: id } })
  inputs.keepNewest(2)
  expect([...inputs.entries()].map(([id]) => id)).toEqual([3, 4])
  inputs.keepNewest(0)
  expect(inputs.bytes).toBe(0)
})
