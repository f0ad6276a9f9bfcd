/** Tests that each labeled request is counted once, regardless of where its labels come from. */
import { expect, test } from 'vitest'
import { inputKey, isLearnable, labeledCounts } from './label-queue'
import { openFold } from './log/fold-log'
import { slotOf, UNLABELED } from './log/request-buffer'
import { book, sampleLog } from './log/sample-log.test-help'
import { type Labels, type RequestSource, SOURCES } from './log-entry'

const log = sampleLog(600, 3_600_000, 3)

function labelOf(request: number, label: number): Labels {
  const at = Float64Array.of(3_600_000)
  return {
    ...{ kind: 'labels', count: 1, id: Float64Array.of(request), label: Float32Array.of(label), at },
    by: Uint8Array.of(1),
  }
}

test('counts requests and their inputs, and retraining uses half of all rows', () => {
  const { buffer, states } = openFoldOf()
  const places = Array.from(buffer.id.keys()).filter(
    (place) => buffer.id[place] !== -1 && buffer.labelBy[place] !== UNLABELED,
  )
  const keys = new Set(places.map((place) => inputKey(buffer, place)))
  expect(states.labeled).toMatchObject({ requests: places.length, inputs: keys.size })
  const half = Array.from({ length: 1000 }, (_, row) => row).filter(isLearnable).length
  expect(Math.abs(half - 500)).toBeLessThan(60)
})

test('a corrected label counts once, and so does the same input in another request', () => {
  const folding = openFoldOf()
  const { buffer, states } = folding
  const request = Array.from({ length: 600 }, (_, id) => id).find(
    (id) => buffer.labelBy[slotOf(buffer, id)] === UNLABELED,
  )
  const before = { ...states.labeled }
  folding.push([labelOf(request as number, 0)], 3_600_000, book)
  expect(states.labeled.requests).toBe(before.requests + 1)
  const once = { ...states.labeled }
  folding.push([labelOf(request as number, 1)], 3_600_000, book)
  folding.push([labelOf(request as number, 2)], 3_600_000, book)
  expect(states.labeled).toEqual(once)
})

test('a generated row and a held-out row of the same number are different inputs', () => {
  const { buffer } = openFoldOf()
  const slot = slotOf(buffer, 0)
  const keyFrom = (source: RequestSource) => {
    buffer.columns.source[slot] = SOURCES.indexOf(source)
    return inputKey(buffer, slot)
  }
  expect(keyFrom('world')).not.toBe(keyFrom('held-out'))
  // A request that is sent again has the input of the first one.
  expect(keyFrom('again')).toBe(keyFrom('held-out'))
})

function openFoldOf() {
  const folding = openFold({ labeled: labeledCounts })
  folding.push([log.requests, log.labels, ...log.changes], log.through, book)
  return folding
}
