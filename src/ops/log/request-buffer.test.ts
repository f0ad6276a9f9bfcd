import { expect, test } from 'vitest'
import { STATUSES } from '../log-entry'
import { confidenceAt } from './columns'
import { appendRequests, makeRequestBuffer, packChunk, slotOf, storeLabels, unpackChunk } from './request-buffer'
import { findRequests, type RequestQuery, requestOf, truthOf } from './request-record'
import { book, cut, sampleLog } from './sample-log.test-help'
import { makeRetainedInputs } from './stored-entries'

const log = sampleLog(1000, 3_600_000)
const { requests, labels } = log

/** Creates a ring buffer with this capacity and fills it with the log in six batches. */
function filled(capacity: number) {
  const buffer = makeRequestBuffer({ width: 3, stages: 3 }, capacity)
  for (const { entries } of cut(
    log,
    [1, 2, 3, 4, 5].map((part) => part * 600_000),
  )) {
    for (const entry of entries) {
      if (entry.kind === 'requests') appendRequests(buffer, entry)
      if (entry.kind === 'labels') storeLabels(buffer, entry)
    }
  }
  return buffer
}

test('stores the latest requests unchanged, and drops older ones', () => {
  for (const capacity of [64, 333, 1000, 5000]) {
    const buffer = filled(capacity)
    for (let id = 0; id < 1000; id++) {
      const place = slotOf(buffer, id)
      expect(place >= 0).toBe(id >= 1000 - capacity)
      if (place < 0) continue
      expect(buffer.columns.at[place]).toBe(requests.at[id])
      expect(buffer.columns.outputs.subarray(3 * place, 3 * place + 3)).toEqual(
        requests.outputs.subarray(3 * id, 3 * id + 3),
      )
      expect(buffer.columns.times[3 * place + 1]).toBe(requests.times[3 * id + 1])
    }
  }
})

test('grows with the log up to its capacity; stored chunks can be read into a new one', () => {
  const count = 20_000
  const long = sampleLog(count, 3_600_000).requests
  const buffer = makeRequestBuffer({ width: 3, stages: 3 }, 15_000)
  expect(buffer.id.length).toBeLessThan(5000)
  for (let from = 0; from < count; from += 1900) appendRequests(buffer, long, from, Math.min(count, from + 1900))
  const stored = makeRequestBuffer({ width: 3, stages: 3 }, 15_000)
  for (const chunk of buffer.changed) {
    const bytes = packChunk(buffer, chunk)
    if (bytes.length > 0) unpackChunk(stored, bytes)
  }
  for (const { id, columns } of [buffer, stored]) {
    expect(id.length).toBe(15_000)
    const slots = Array.from(id, (_, slot) => (slot < 5000 ? slot + 15_000 : slot))
    expect([...id]).toEqual(slots)
    expect([...columns.at]).toEqual(slots.map((request) => long.at[request]))
    expect([...columns.outputs]).toEqual(
      slots.flatMap((request) => [...long.outputs.subarray(3 * request, 3 * request + 3)]),
    )
  }
})

test('a label is stored with its request, and the latest label counts', () => {
  const buffer = filled(5000)
  const latest = new Map(Array.from(labels.id, (id, i) => [id, i]))
  for (let id = 0; id < 1000; id++) {
    const row = latest.get(id)
    const label = requestOf(buffer, book, 7, id)?.label
    if (row === undefined) expect(label).toBeUndefined()
    else expect(label?.value).toBe(labels.label[row])
  }
  // Labels for requests that are no longer in the buffer have no effect.
  const small = filled(64)
  storeLabels(small, { ...labels, count: 1, id: Float64Array.of(3) })
  expect(requestOf(small, book, 7, 3)).toBeUndefined()
  expect(requestOf(small, book, 7, 3 + 64 * 15)?.label?.at).not.toBe(labels.at[0])
})

test('a request reads as an object with names, without the ground truth', () => {
  const buffer = filled(5000)
  const id = requests.status.findIndex(
    (status, i) => status === 0 && requests.operator[i] === 1 && requests.shadowVersion[i] === 1,
  )
  const record = requestOf(buffer, book, 7, id)
  expect(record).toMatchObject({
    id,
    trace: expect.stringMatching(/^[0-9a-f]{32}$/),
    slice: book.slices[requests.slice[id] as number],
    input: { row: requests.row[id], operator: 'dimmer' },
    status: 'ok',
    version: book.versions[requests.version[id] as number],
    shadow: { version: { model: 'digits', version: 2 } },
  })
  expect(record?.path.map(({ stage }) => stage)).toEqual(['source', 'model', 'log'])
  expect(JSON.stringify(record)).not.toContain('truth')
  expect(truthOf(buffer, id)).toBe(requests.truth[id])
  expect(record?.confidence).toBeGreaterThan(0)
  const fallback = requestOf(buffer, book, 7, requests.status.indexOf(STATUSES.indexOf('fallback')))
  expect(fallback?.outputs.length).toBeGreaterThan(0)
  expect(fallback).not.toHaveProperty('confidence')
  const refused = requestOf(buffer, book, 7, requests.status.indexOf(1))
  expect(refused).toMatchObject({ status: 'invalid', verdict: 'range', outputs: [] })
  expect(refused).not.toHaveProperty('version')
  expect(refused?.path.map(({ stage }) => stage)).toEqual(['source', 'log'])
})

const all = Array.from({ length: 1000 }, (_, id) => 999 - id)
const cases: readonly (readonly [string, RequestQuery, (id: number) => boolean])[] = [
  ['status', { status: ['failed', 'limited'] }, (id) => requests.status[id] === 4 || requests.status[id] === 2],
  ['slice', { slice: 1 }, (id) => requests.slice[id] === 1],
  ['version', { version: 0 }, (id) => requests.version[id] === 0],
  ['alias', { alias: 'challenger', version: 1 }, (id) => requests.alias[id] === 1 && requests.version[id] === 1],
  ['verdict', { verdict: 1 }, (id) => requests.verdict[id] === 1],
  [
    'time',
    { from: 600_000, to: 1_200_000 },
    (id) => (requests.at[id] as number) >= 600_000 && (requests.at[id] as number) < 1_200_000,
  ],
  ['page', { before: 500 }, (id) => id < 500],
  [
    'disagreement',
    { shadow: 'disagrees' },
    (id) =>
      (requests.predicted[id] as number) >= 0 &&
      (requests.shadowPredicted[id] as number) >= 0 &&
      requests.predicted[id] !== requests.shadowPredicted[id],
  ],
  [
    'wrong',
    { label: 'wrong' },
    (id) => {
      const row = labels.id.lastIndexOf(id)
      return row >= 0 && (requests.predicted[id] as number) >= 0 && labels.label[row] !== requests.predicted[id]
    },
  ],
  ['unlabeled', { label: 'none' }, (id) => !labels.id.includes(id)],
]

test.each(cases)('finds by %s, newest first', (_, query, fits) => {
  const buffer = filled(5000)
  const wanted = all.filter(fits)
  expect(wanted.length).toBeGreaterThan(3)
  expect(findRequests(buffer, query, 5000)).toEqual(wanted)
  expect(findRequests(buffer, query, 3)).toEqual(wanted.slice(0, 3))
})

test('finds the least confident', () => {
  const buffer = filled(5000)
  // The constant answer of a fallback has no confidence.
  const isFallback = (id: number) => requests.status[id] === STATUSES.indexOf('fallback')
  const confidenceOf = (id: number) => (isFallback(id) ? Number.NaN : confidenceAt(requests.outputs, 3, id))
  const wanted = all
    .filter((id) => !Number.isNaN(confidenceOf(id)))
    .sort((a, b) => confidenceOf(a) - confidenceOf(b) || b - a)
  expect(findRequests(buffer, { order: 'least sure' }, 20)).toEqual(wanted.slice(0, 20))
})

test('a wider batch widens it, and stored requests stay', () => {
  const buffer = makeRequestBuffer({ width: 0, stages: 0 }, 100)
  appendRequests(buffer, { ...requests, count: 3, times: requests.times.slice(0, 9) })
  const outputs = new Float32Array(10).fill(0.1)
  appendRequests(buffer, { ...requests, first: 3, count: 2, width: 5, outputs, times: new Float32Array(8).fill(1) })
  expect(buffer).toMatchObject({ widths: { width: 5, stages: 4 }, capacity: 100 })
  expect([...buffer.columns.outputs.subarray(0, 5)]).toEqual([
    ...requests.outputs.subarray(0, 3),
    Number.NaN,
    Number.NaN,
  ])
  expect(buffer.columns.times[4 * 3 + 3]).toBe(1)
})

test('external inputs are stored up to the limit, newest first', () => {
  const inputs = makeRetainedInputs(1000)
  for (let id = 0; id < 10; id++) {
    inputs.put(id, { kind: 'tensor', shape: [50], data: new Float32Array(50).fill(id) })
  }
  expect([...inputs.entries()].map(([id]) => id)).toEqual([5, 6, 7, 8, 9])
  inputs.put(10, { kind: 'tensor', shape: [500], data: new Float32Array(500) })
  expect(inputs.get(10)).toBeUndefined()
  expect(inputs.bytes).toBe(1000)
  inputs.put(9, { kind: 'values', values: { name: 'x'.repeat(300) } })
  expect([...inputs.entries()].map(([id]) => id)).toEqual([8, 9])
})
