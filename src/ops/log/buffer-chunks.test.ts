import { expect, test } from 'vitest'
import { NOT_QUEUED } from '../log-entry'
import { appendRequests, makeRequestBuffer, packChunk, unpackChunk } from './request-buffer'
import { sampleLog } from './sample-log.test-help'

const { requests } = sampleLog(300, 60_000)
const widths = { width: 3, stages: 3, features: 0 }

function kept() {
  const buffer = makeRequestBuffer(widths, 1000)
  appendRequests(buffer, requests)
  return packChunk(buffer, 0)
}

test('a chunk that was saved before cold starts were logged is read with none of them', () => {
  const bytes = kept()
  const [whole, older] = [makeRequestBuffer(widths, 1000), makeRequestBuffer(widths, 1000)]
  unpackChunk(whole, bytes)
  expect(whole.columns.warm.slice(0, 300)).toEqual(requests.warm)
  unpackChunk(older, bytes.slice(0, bytes.length - 2 * 300))
  expect(older.columns.total.slice(0, 300)).toEqual(requests.total)
  expect(new Set(older.columns.warm.slice(0, 300))).toEqual(new Set([NOT_QUEUED]))
  expect(new Set(older.columns.cold.slice(0, 300))).toEqual(new Set([0]))
  expect(() => unpackChunk(makeRequestBuffer(widths, 1000), bytes.slice(0, bytes.length - 300))).toThrow('breaks off')
})
