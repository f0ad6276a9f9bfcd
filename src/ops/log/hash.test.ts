import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { NARROW_COLUMNS } from './columns'
import { hashLog, hashOf } from './hash'
import { book, cut, flipped, sampleLog } from './sample-log.test-help'

const log = sampleLog(400, 30 * 60_000)
const whole = [log.requests, log.labels, ...log.changes]
const times = fc.uniqueArray(fc.integer({ min: 0, max: log.through }), { maxLength: 12 })

test('the same log in other batches has the same hash', () => {
  const once = hashOf(whole, log.through, book)
  expect(once).toMatch(/^[0-9a-f]{64}$/)
  void fc.assert(
    fc.property(times, (at) => {
      const chain = hashLog()
      for (const { entries, through } of cut(
        log,
        at.sort((a, b) => a - b),
      ))
        chain.push(entries, through)
      expect(chain.digest(book)).toBe(once)
    }),
  )
})

test('a batch that is wider because of another request has the same hash', () => {
  const { requests } = log
  const outputs = new Float32Array(requests.count * 5).fill(Number.NaN)
  for (let i = 0; i < requests.count; i++) outputs.set(requests.outputs.subarray(3 * i, 3 * i + 3), 5 * i)
  const wider = { ...requests, outputs, width: 5 }
  expect(hashOf([wider, log.labels, ...log.changes], log.through, book)).toBe(hashOf(whole, log.through, book))
})

test('a flipped bit in any column, a label or the dictionary changes the hash', () => {
  const once = hashOf(whole, log.through, book)
  for (const column of NARROW_COLUMNS) {
    // Flips the lowest bit of a number.
    const other = flipped(log.requests, column, 7, column === 'at' ? 48 : 0)
    const numberless = Number.isNaN(log.requests[column][7])
    if (!numberless) expect(hashOf([other, log.labels, ...log.changes], log.through, book), column).not.toBe(once)
  }
  const label = log.labels.label.slice()
  label[3] = ((label[3] as number) + 1) % 3
  expect(hashOf([log.requests, { ...log.labels, label }, ...log.changes], log.through, book)).not.toBe(once)
  expect(hashOf(whole, log.through, { ...book, slices: ['all', 'dim'] })).not.toBe(once)
  expect(hashOf(whole.slice(0, 3), log.through, book)).not.toBe(once)
})

test('a chain resumes from a link', () => {
  const [first, second] = cut(log, [15 * 60_000])
  const before = hashLog()
  before.push(first?.entries ?? [], first?.through ?? 0)
  const after = hashLog(before.link)
  after.push(second?.entries ?? [], second?.through ?? 0)
  expect(after.digest(book)).toBe(hashOf(whole, log.through, book))
})

test('all NaNs are the same', () => {
  const truth = log.requests.truth.slice()
  const words = new Uint32Array(truth.buffer)
  const at = truth.findIndex(Number.isNaN)
  words[at] = 0x7fc00001
  const other = { ...log.requests, truth }
  expect(hashOf([other, log.labels, ...log.changes], log.through, book)).toBe(hashOf(whole, log.through, book))
})
