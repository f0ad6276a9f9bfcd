/** @file The console before there is a studio: what can wait waits, what cannot says that it is too early. */
import { expect, test } from 'vitest'
import { type Console, consoleToCome } from './console'

/** A console that says what it is asked. */
function echo(): Console {
  return {
    ready: Promise.resolve(),
    version: '1',
    commands: () => [],
    run: async (id, args) => ({ id, args }),
    state: () => ({ tag: 'now' }) as never,
    when: async () => ({ tag: 'so' }) as never,
  }
}

test('who asks before the studio is there is answered once it is', async () => {
  let come: (console: Console) => void = () => undefined
  const early = consoleToCome(
    new Promise((resolve) => {
      come = resolve
    }),
    '1',
  )
  const order: string[] = []
  const ready = early.ready.then(() => order.push('ready'))
  const ran = early.run('node.add', { kind: 'dense' })
  const told = early.when(() => true)
  expect(early.version).toBe('1')
  expect(() => early.state()).toThrow('wait for netloom.ready')
  expect(() => early.commands()).toThrow('wait for netloom.ready')
  order.push('come')
  come(echo())
  await ready
  expect(order).toEqual(['come', 'ready'])
  expect(await ran).toEqual({ id: 'node.add', args: { kind: 'dense' } })
  expect(await told).toEqual({ tag: 'so' })
  // Who kept the early one has the studio too.
  expect(early.state()).toEqual({ tag: 'now' })
  expect(early.commands()).toEqual([])
})
