/** The log of a service in the page: read in slices, saved, and continued after a reload. */
import { afterEach, expect, test } from 'vitest'
import { harmOf } from '../../../ops/alerts/minute-counts'
import { alertsOf, budgetOf } from '../../../ops/alerts/objectives'
import { book as digits, cutLog, logOf } from '../../../ops/alerts/past.test-help'
import { aggregates, packDay } from '../../../ops/log/aggregates'
import { fold } from '../../../ops/log/fold-log'
import { hashLog } from '../../../ops/log/hash'
import { book, cut, sampleLog } from '../../../ops/log/sample-log.test-help'
import { defaultSlos, type Slo } from '../../../ops/slo'
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

test('a reload or an edited objective keeps incidents and budgets whose requests are no longer stored', async () => {
  const storage = memoryStorage()
  const [minutes, perMinute] = [750, 300]
  const slos: readonly Slo[] = [
    ...defaultSlos(true),
    { id: 'latency', kind: 'latency', targetPercent: 99, withinMs: 200, overDays: 30 },
  ]
  const early = await open(storage)
  // A service has objectives before it is first started.
  early.setObjectives({ slos })
  early.begin(digits, 5)
  const fails = (minute: number, version: number) => (minute >= 20 && minute < 50 && version === 1 ? 0.5 : 0)
  const late = (minute: number) => (minute >= 30 && minute < 50 ? 0.3 : 0)
  const wrong = (minute: number) => (minute >= 40 && minute < 75 ? 0.5 : 0.02)
  const entries = logOf({ minutes, perMinute, share: () => 0.5, fails, late, wrong })
  for (const batch of cutLog(entries, minutes, 300)) await early.push({ ...batch, link: hashLog().link, book: digits })
  const past = historyOf(early)
  expect(past.alerts.filter(({ fromMinute }) => fromMinute < minutes - 200_000 / perMinute).length).toBeGreaterThan(6)
  expect(past.alerts.some(({ traits }) => traits.some(({ of }) => of === 'version'))).toBe(true)
  expect(past.objectives[1]?.total).toBe(minutes * perMinute)
  await early.close()

  const again = await open(storage)
  again.setObjectives({ slos })
  expect(historyOf(again)).toEqual(past)

  const strict = slos.map((slo) => (slo.kind === 'accuracy' ? { ...slo, targetPercent: 99 } : slo))
  again.setObjectives({ slos: strict })
  const others = (history: typeof past) => history.alerts.filter(({ kind }) => kind !== 'accuracy')
  expect(others(historyOf(again))).toEqual(others(past))
  expect(historyOf(again).objectives[4]).toMatchObject({
    total: past.objectives[4]?.total,
    bad: past.objectives[4]?.bad,
  })
  // The alerts of the changed objective, too, are those from before the change.
  const ofAccuracy = (history: typeof past) =>
    history.alerts.filter(({ kind }) => kind === 'accuracy').map(({ id, objective }) => [id, objective?.targetPercent])
  expect(ofAccuracy(past).length).toBeGreaterThan(0)
  expect(ofAccuracy(historyOf(again)).slice(0, ofAccuracy(past).length)).toEqual(ofAccuracy(past))
  again.setObjectives({ slos: [] })
  again.setObjectives({ slos })
  expect(historyOf(again)).toEqual(past)

  // Nobody counted the answers within 20 ms, so they are counted from the oldest stored request on, also after a reload.
  const limited = slos.map((slo) => (slo.id === 'latency' ? { ...slo, withinMs: 20 } : slo))
  again.setObjectives({ slos: limited })
  const since = historyOf(again).objectives[5]
  expect(since).toMatchObject({ from: 84, total: 199_800 })
  await again.close()
  const last = await open(storage)
  last.setObjectives({ slos: limited })
  expect(historyOf(last).objectives[5]).toEqual(since)
  // Also after a reload, alerts on latency have the limit that they were raised for.
  const limits = historyOf(last).alerts.flatMap(({ kind, objective }) =>
    kind === 'latency' ? objective?.withinMs : [],
  )
  expect(new Set(limits)).toEqual(new Set([200]))
}, 60_000)

/** What the log knows about its objectives. */
function historyOf(log: ServiceLog) {
  const { objectives: state } = log.readings
  return structuredClone({
    alerts: alertsOf(state),
    objectives: state.objectives.map((one) => ({
      ...budgetOf(state, one),
      from: one.from,
      firing: one.past?.watch.firing,
      minutes: one.past?.counts.minutes,
    })),
    harm: harmOf(log.readings.aggregates.outcomes),
  })
}
