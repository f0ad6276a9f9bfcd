import { expect, test, vi } from 'vitest'
import { readingQueue } from './reading-queue'

/** A queue with a fake clock, steps that each take a given time, and frames that the test triggers. */
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

test('small batches are read at once, large ones for a few milliseconds per frame, in order', async () => {
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

test('a lock waits for the current batch, and no batch is read until it is released', async () => {
  const { queue, lines, frames, frame } = open()
  void queue.push({ name: 'a', steps: 8 })
  const releases: (() => void)[] = []
  queue.hold((release) => releases.push(release))
  const last = queue.push({ name: 'b', steps: 1 })
  lines.splice(0)
  expect(releases).toEqual([])
  expect(frame()).toBe('a6 a7')
  expect(releases).toHaveLength(1)
  expect(frames).toEqual([])
  releases[0]?.()
  releases[0]?.()
  expect(frame()).toBe('b0')
  await last
  queue.hold((release) => releases.push(release))
  expect(releases).toHaveLength(2)
})

test('a failed batch does not block the next one', async () => {
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
