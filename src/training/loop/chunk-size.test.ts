import { afterEach, expect, test, vi } from 'vitest'
import { makeChunkSize } from './chunk'

let clock = 0
vi.spyOn(performance, 'now').mockImplementation(() => clock)
afterEach(() => {
  clock = 0
})

const isSynchronous = { isSynchronous: true, mostSteps: 64, settled: () => Promise.resolve() }

/** Sizes of the first `chunks` chunks when a step takes `ms` milliseconds. */
function sizes(ms: number, chunks: number): number[] {
  const chunkSize = makeChunkSize(isSynchronous)
  return Array.from({ length: chunks }, () => {
    const most = chunkSize.maxSteps()
    chunkSize.send(most, () => {
      clock += most * ms
    })
    return most
  })
}

test("starts with one step, then grows to what fits, at most doubling and at most the engine's limit", () => {
  expect(sizes(1, 6)).toEqual([1, 2, 4, 8, 12, 12])
  expect(sizes(100, 3)).toEqual([1, 1, 1])
  // These steps take less time than the clock can resolve.
  expect(sizes(0, 9)).toEqual([1, 2, 4, 8, 16, 32, 64, 64, 64])
})

test('a short chunk at the end of an epoch does not shrink the next ones', () => {
  const chunkSize = makeChunkSize(isSynchronous)
  for (let i = 0; i < 5; i++) {
    const most = chunkSize.maxSteps()
    chunkSize.send(most, () => {
      clock += most
    })
  }
  chunkSize.send(1, () => {
    clock += 1
  })
  expect(chunkSize.maxSteps()).toBe(12)
})

test('an asynchronous engine has at most two chunks in flight, and its failure is thrown later', async () => {
  const settle: ((error?: Error) => void)[] = []
  const chunkSize = makeChunkSize({
    isSynchronous: false,
    mostSteps: 64,
    settled: () => new Promise<void>((resolve, reject) => settle.push((error) => (error ? reject(error) : resolve()))),
  })
  let ready = 0
  const sendWhenReady = () =>
    chunkSize.ready().then(() => {
      ready++
      chunkSize.send(1, () => undefined)
    })
  await sendWhenReady()
  await sendWhenReady()
  const third = sendWhenReady()
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(ready).toBe(2)
  settle[0]?.()
  await third
  settle[1]?.(new Error('the device is gone'))
  await expect(sendWhenReady()).rejects.toThrow('gone')
})
