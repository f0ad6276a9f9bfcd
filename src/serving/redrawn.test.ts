/**
 * The log of a service whose diagram changes while it serves requests: each logged request keeps the path that it took.
 */
import { afterEach, expect, test } from 'vitest'
import { aggregates, cellsOf, DAY_MS } from '../ops/log/aggregates'
import { type Counters, FIELD, stageCell } from '../ops/log/counters'
import { openFold } from '../ops/log/fold-log'
import { requestOf } from '../ops/log/request-record'
import type { LogDictionary } from '../ops/log-entry'
import type { ServiceSpec } from '../ops/service-spec'
import type { Answered, FromServing, ServiceStart, ToServing } from '../protocol/serving-messages'
import '../training/testing/node-wasm'
import { testScope } from '../protocol/worker-scope.test-help'
import { serveService } from './serve-service'
import { drawn, MODEL_CONFIG, spec, start, TIMING } from './testing/fixture'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** Opens a service, and reads its log in the same way as the page. */
async function opened(more: Partial<ServiceStart> = {}) {
  const folding = openFold({ aggregates })
  const waiting = new Map<number, (message: FromServing) => void>()
  let book: LogDictionary | undefined
  let [id, at] = [0, 0]
  const { scope, deliver } = testScope<ToServing, FromServing>((message) => {
    if (message.type === 'opened' || (message.type === 'entries' && message.book)) book = message.book
    if (message.type === 'entries') {
      folding.push(message.entries, message.through, book as LogDictionary)
      at = message.at
      deliver({ type: 'took' })
    }
    if ('id' in message) waiting.get(message.id)?.(message)
  })
  const close = serveService(scope)
  closers.push(close)
  const ask = (question: Record<string, unknown>) =>
    new Promise<FromServing>((resolve) => {
      waiting.set(++id, resolve)
      deliver({ ...question, id } as unknown as ToServing)
    })
  await ask({ type: 'open', ...start(), timing: TIMING, ...more })
  return {
    folding,
    close,
    book: () => book as LogDictionary,
    at: () => at,
    send: (message: ToServing) => deliver(message),
    draw: (next: ServiceSpec) => ask({ type: 'spec', spec: next, by: 'test', why: 'drawn' }),
    async infer(count: number): Promise<readonly Answered[]> {
      const rows = Array.from({ length: count }, (_, i) => ({ x: i / count, y: 0.25 }))
      const onLogged = await ask({ type: 'infer', source: 'url', rows })
      return onLogged.type === 'answer' ? onLogged.answers : []
    },
  }
}

/** A diagram with a rate limit after the source and without a challenger. */
function limited(): ServiceSpec {
  return drawn([
    ['source', 'Source', { from: 'held-out' }, []],
    ['limit', 'RateLimit', { perSecond: 1000, burst: 1000 }, ['source']],
    ['validate', 'Validate', { range: 'refuse', unseen: 'refuse', missing: 'refuse' }, ['limit']],
    ['features', 'Features', { stored: [] }, ['validate']],
    ['champion', 'Model', { ...MODEL_CONFIG, alias: 'champion' }, ['features']],
    ['log', 'Log', { inputs: 100 }, ['champion']],
  ])
}

function passedOf(answers: readonly Answered[]): Record<string, number> {
  const passed: Record<string, number> = {}
  for (const { waterfall } of answers) for (const { stage } of waterfall) passed[stage] = (passed[stage] ?? 0) + 1
  return passed
}

test('stages that are removed and added keep their counts and requests, whenever the diagram changes', async () => {
  const side = await opened()
  const first = side.book().stages
  const answers = [...(await side.infer(40))]
  await side.draw(limited())
  answers.push(...(await side.infer(30)))
  await side.draw(spec({}))
  answers.push(...(await side.infer(20)))
  await side.draw(limited())
  answers.push(...(await side.infer(10)))
  side.close()
  const { buffer, states } = side.folding
  const book = side.book()
  expect(book.stages).toEqual([...first, 'limit'])
  expect(book.timing.stages).toHaveLength(11)
  expect(book.timing.stages.slice(0, 10)).toEqual(TIMING.stages)
  // Each logged path equals the path in the corresponding response.
  for (const { request, waterfall } of answers)
    expect(requestOf(buffer, book, 11, request)?.path.map(({ stage, ms }) => [stage, ms])).toEqual(
      waterfall.map(({ stage, ms }) => [stage, Math.fround(ms)]),
    )
  const day = cellsOf(states.aggregates, DAY_MS, 0) as ReadonlyMap<number, Counters>
  const counted = book.stages.map((id, place) => [id, day.get(stageCell(place))?.get(FIELD.passed)])
  expect(Object.fromEntries(counted)).toEqual(passedOf(answers))
})

test('a service that reopens with another diagram keeps the stage columns of its log', async () => {
  const early = await opened()
  const answers = [...(await early.infer(30))]
  early.close()
  const late = await opened({ first: 30, book: early.book(), previousSpec: spec({}), spec: limited() })
  expect(late.book().stages).toEqual([...early.book().stages, 'limit'])
  expect(late.book().redrawn?.gone.challenger).toEqual({ class_name: 'Model', alias: 'challenger' })
  answers.push(...(await late.infer(30)))
  late.close()
  const buffer = late.folding.buffer
  for (const { request, waterfall } of answers.slice(30))
    expect(requestOf(buffer, late.book(), 11, request)?.path.map(({ stage }) => stage)).toEqual(
      waterfall.map(({ stage }) => stage),
    )
})

test('playback uses the time of each stage, in any order of columns', async () => {
  const timing = { ...TIMING, stages: TIMING.stages.map((_, place) => (place + 1) / 64) }
  const scenario = {
    seed: 3,
    durationMs: 600_000,
    events: [{ id: 'a', kind: 'rate', perMinute: 60, startMs: 0, lengthMs: 600_000 }],
  }
  const side = await opened({ timing })
  await side.draw(limited())
  side.send({ type: 'play', scenario, speed: 525_600 })
  await expect.poll(side.at, { timeout: 9000 }).toBe(scenario.durationMs)
  side.close()
  const { buffer } = side.folding
  const book = side.book()
  expect(buffer.next).toBeGreaterThan(500)
  for (const { stage, ms } of requestOf(buffer, book, 11, 100)?.path ?? [])
    if (stage !== 'champion')
      expect(ms, stage).toBe(Math.fround(book.timing.stages[book.stages.indexOf(stage)] as number))
  expect(requestOf(buffer, book, 11, 100)?.path.map(({ stage }) => stage)).toEqual(limited().stages.map(({ id }) => id))
  expect(requestOf(buffer, book, 11, 100)?.path.at(-1)?.ms).toBe(10 / 64)
})
