import { expect, test, vi } from 'vitest'
import { readingQueue } from './reading-queue'

/** Steps of so many milliseconds by a clock of its own; frames come when the test says so. */
function open() {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const lines: string[] = []
  const frames: (() => void)[] = []
  function* read({ name, steps }: { readonly name: string; readonly steps: number }): Generator<undefined, void> {
    for (let i = 0; i < steps; i++) {
      now += 1
      lines.push(`${name}${i}`)
      yield
    }
  }
  const queue = readingQueue(read, (go) => frames.push(go), 6)
  const frame = () => {
    const [go] = frames.splice(0, 1)
    go?.()
    return lines.splice(0).join(' ')
  }
  return { queue, lines, frames, frame }
}

test('what is little is read at once; of what is much a few milliseconds a frame, in order', async () => {
  const { queue, lines, frames, frame } = open()
  await queue.push({ name: 'a', steps: 2 })
  expect(lines.splice(0)).toEqual(['a0', 'a1'])
  expect(frames).toEqual([])
  const all = Promise.all([queue.push({ name: 'b', steps: 8 }), queue.push({ name: 'c', steps: 7 })])
  expect(lines.splice(0).join(' ')).toBe('b0 b1 b2 b3 b4 b5')
  expect(frame()).toBe('b6 b7 c0 c1 c2 c3')
  expect(frame()).toBe('c4 c5 c6')
  await all
  expect(frames).toEqual([])
})

test('whoever holds it finds no batch half read, and none is until it lets go', async () => {
  const { queue, lines, frames, frame } = open()
  void queue.push({ name: 'a', steps: 8 })
  const held: (() => void)[] = []
  queue.hold((letGo) => held.push(letGo))
  const last = queue.push({ name: 'b', steps: 1 })
  lines.splice(0)
  expect(held).toEqual([])
  expect(frame()).toBe('a6 a7')
  expect(held).toHaveLength(1)
  expect(frames).toEqual([])
  held[0]?.()
  held[0]?.()
  expect(frame()).toBe('b0')
  await last
  queue.hold((letGo) => held.push(letGo))
  expect(held).toHaveLength(2)
})

test('a batch that fails lets the next one be read', async () => {
  const frames: (() => void)[] = []
  const read = vi.fn()
  function* reading(batch: number): Generator<undefined, void> {
    read(batch)
    if (batch === 1) throw new Error('ours')
    yield
  }
  const queue = readingQueue(reading, (go) => frames.push(go))
  expect(() => void queue.push(1)).toThrow('ours')
  await queue.push(2)
  expect(read.mock.calls).toEqual([[1], [2]])
})
