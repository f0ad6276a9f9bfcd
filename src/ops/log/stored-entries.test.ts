/** Tests the log after a reload: reducers reach the same state, and the hash chain continues. */
import { expect, test } from 'vitest'
import type { Entry } from '../log-entry'
import { aggregates } from './aggregates'
import { entriesSince } from './stored-entries'
import { openFold } from './fold-log'
import { hashLog } from './hash'
import { book, cut, type SampleLog, sampleLog } from './sample-log.test-help'

/** Returns the log with only one label per request. */
function once(log: SampleLog): SampleLog {
  const { labels } = log
  const rows = [...labels.at.keys()].filter((i) => labels.by[i] === 0)
  const pick = <T extends Float64Array | Float32Array | Uint8Array>(column: T) =>
    column.filter((_, i) => rows.includes(i))
  const { id, label, at, by } = labels
  // The cast is safe because filtering preserves the types of the columns.
  const kept = { id: pick(id), label: pick(label), at: pick(at), by: pick(by) } as Pick<typeof labels, 'id'>
  return { ...log, labels: { ...labels, ...kept, count: rows.length } }
}

const log = once(sampleLog(900, 600_000, 3))
const changesIn = (entries: readonly Entry[]) => entries.filter((entry) => entry.kind === 'change')

test('entries from the ring buffer equal those of the log', () => {
  const [{ entries, through }] = cut(log, []) as [{ entries: Entry[]; through: number }]
  const whole = openFold({ aggregates })
  whole.push(entries, through, book)
  const again = openFold({ aggregates })
  again.push(entriesSince(whole.buffer, changesIn(entries), 0), through, book)
  expect(again.buffer.next).toBe(900)
  expect(again.states.aggregates).toEqual(whole.states.aggregates)
})

test('a chain interrupted in the middle of a minute reaches the same hash', () => {
  const whole = hashLog()
  for (const { entries, through } of cut(log, [])) whole.push(entries, through)
  const [early, late] = cut(log, [317_000]) as [
    { entries: Entry[]; through: number },
    { entries: Entry[]; through: number },
  ]
  const chain = hashLog()
  const fold = openFold({ aggregates })
  chain.push(early.entries, early.through)
  fold.push(early.entries, early.through, book)
  const on = hashLog(chain.link)
  on.push(entriesSince(fold.buffer, changesIn(early.entries), chain.link.minute * 60_000), early.through)
  on.push(late.entries, late.through)
  expect(on.digest(book)).toBe(whole.digest(book))
})
