/** @file The console before the studio is open: asynchronous calls wait, while synchronous calls throw. */
import { expect, test } from 'vitest'
import { type Console, consoleToCome } from './console'

/** A console that returns what it was called with. */
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

test('calls made before the studio opens resolve once it has', async () => {
  let provide: (console: Console) => void = () => undefined
  const early = consoleToCome(
    new Promise((resolve) => {
      provide = resolve
    }),
    '1',
  )
  const order: string[] = []
  const ready = early.ready.then(() => order.push('ready'))
  const ran = early.run('node.add', { kind: 'dense' })
  const seen = early.when(() => true)
  expect(early.version).toBe('1')
  expect(() => early.state()).toThrow('wait for netloom.ready')
  expect(() => early.commands()).toThrow('wait for netloom.ready')
  order.push('come')
  provide(echo())
  await ready
  expect(order).toEqual(['come', 'ready'])
  expect(await ran).toEqual({ id: 'node.add', args: { kind: 'dense' } })
  expect(await seen).toEqual({ tag: 'so' })
  // The early console object keeps working once the studio is open.
  expect(early.state()).toEqual({ tag: 'now' })
  expect(early.commands()).toEqual([])
})
