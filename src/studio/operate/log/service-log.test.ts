/** The log of a service in the page: read in slices, saved, and continued after a reload. */
import { afterEach, expect, test } from 'vitest'
import { aggregates, packDay } from '../../../ops/log/aggregates'
import { fold } from '../../../ops/log/fold-log'
import { hashLog } from '../../../ops/log/hash'
import { book, cut, sampleLog } from '../../../ops/log/sample-log.test-help'
import { memoryStorage } from '../../../storage/open-storage'
import type { Storage } from '../../../storage/records'
import { openLog, type ServiceLog } from './service-log'

const key = { project: 'p', service: 'digits' }
const sample = sampleLog(3000, 4 * 3_600_000, 1, 60_000)
const batches = cut(sample, [3_000_000, 7_000_123, 10_000_000])
const QUIET = { onChange: () => undefined, onProblem: () => undefined }

const opened: ServiceLog[] = []
afterEach(async () => {
  for (const log of opened.splice(0)) await log.close()
})
async function open(storage: Storage): Promise<ServiceLog> {
  const log = await openLog(storage, key, QUIET)
  opened.push(log)
  return log
}

/** Sends log batches as the serving worker does, starting at the end of the log. */
function worker(log: ServiceLog) {
  const { link, since = [], at = 0 } = log.resumeState()
  const chain = hashLog(link)
  chain.push(since, at)
  return (i: number) => {
    const { entries, through } = batches[i] as (typeof batches)[number]
    chain.push(entries, through)
    return log.push({ entries, through, link: chain.link, book })
  }
}

test('read in parts, saved and resumed in the middle of a minute: the same counts and the same hash', async () => {
  const storage = memoryStorage()
  const early = await open(storage)
  early.begin(book, 5)
  const send = worker(early)
  const sent = [send(0), send(1)]
  // A flush while a batch is partly read saves that batch once it is read.
  await Promise.all([...sent, early.flush()])
  await early.close()
  const late = await open(storage)
  expect(late.at).toBe(7_000_123)
  expect(late.requests()).toBe(early.requests())
  const again = worker(late)
  await again(2)
  await again(3)
  expect(late.requests()).toBe(3000)
  const whole = hashLog()
  for (const { entries, through } of batches) whole.push(entries, through)
  expect(late.hash()).toBe(whole.digest(book))
  const all = batches.flatMap(({ entries }) => entries)
  const once = fold({ aggregates }, all, sample.through, book)
  expect(packDay(late.readings.aggregates, 0)).toEqual(packDay(once.aggregates, 0))
})

test('if a stored log lost stages from its dictionary, no column is reused for a new stage', async () => {
  const storage = memoryStorage()
  const lost = { ...book, stages: book.stages.slice(0, 2) }
  const early = await open(storage)
  early.begin(lost, 5)
  const [{ entries, through }] = batches as [(typeof batches)[number]]
  await early.push({ entries, through, link: hashLog().link, book: lost })
  await early.close()
  const late = await open(storage)
  expect(late.fold.buffer.widths.stages).toBe(3)
  expect(late.resumeState().book?.stages).toEqual([...lost.stages, ''])
})
