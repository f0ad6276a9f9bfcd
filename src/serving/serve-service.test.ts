import { afterEach, expect, test, vi } from 'vitest'
import { CANARY_ALPHA, CANARY_MARGIN, type CanaryPlan } from '../ops/canary-plan'
import { openFold } from '../ops/log/fold-log'
import { digestOf, hashLog, hashOf } from '../ops/log/hash'
import { entriesSince } from '../ops/log/stored-entries'
import type { Entry, Requests } from '../ops/log-entry'
import type { FromServing, PlannedChange, ServedModel, ServiceStart, ToServing } from '../protocol/serving-messages'
import '../training/testing/node-wasm'
import { testScope } from '../protocol/worker-scope.test-help'
import { serveService } from './serve-service'
import { MODELS, SPEC, spec, start, TIMING } from './testing/fixture'

type Of<T extends FromServing['type']> = Extract<FromServing, { type: T }>

function serve({ reads = true } = {}) {
  const messages: FromServing[] = []
  const waiting = new Map<number, (message: FromServing) => void>()
  const { scope, deliver } = testScope<ToServing, FromServing>((message) => {
    messages.push(message)
    if (message.type === 'entries' && reads) deliver({ type: 'took' })
    if ('id' in message) waiting.get(message.id)?.(message)
  })
  const close = serveService(scope)
  let id = 0
  return {
    heard: messages,
    close,
    send: (message: ToServing) => deliver(message),
    ask<T extends FromServing['type']>(question: Record<string, unknown>): Promise<Of<T>> {
      const ownId = ++id
      return new Promise((resolve) => {
        waiting.set(ownId, (message) => resolve(message as Of<T>))
        deliver({ ...question, id: ownId } as unknown as ToServing)
      })
    },
    entries: (): Entry[] => messages.flatMap((one) => (one.type === 'entries' ? one.entries : [])),
  }
}

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})
async function opened(more: Partial<ServiceStart> = {}, how: { readonly reads?: boolean } = {}) {
  const side = serve(how)
  closers.push(side.close)
  const onLogged = await side.ask<'opened'>({ type: 'open', ...start(), ...more })
  return { ...side, received: onLogged }
}

test('a service opens with its models, answers a request and logs it', async () => {
  const { ask, entries, heard: messages, received: onLogged, close } = await opened()
  expect(onLogged.type).toBe('opened')
  expect(onLogged.engines).toEqual({ 'net@1': 'exact CPU', 'net@2': 'exact CPU' })
  expect(onLogged.book.classes).toEqual(['a', 'b'])
  const { answers } = await ask<'answer'>({ type: 'infer', source: 'url', rows: [{ x: 0.5, y: -0.25 }], labels: ['b'] })
  const [answer] = answers
  expect(answer).toMatchObject({ request: 0, status: 'ok', version: { model: 'net' }, cached: false })
  expect(answer?.outputs.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5)
  expect(answer?.waterfall.map(({ stage }) => stage)).toEqual(
    SPEC.stages.map(({ id }) => id).filter((id) => id !== (answer?.alias === 'champion' ? 'challenger' : 'champion')),
  )
  close()
  expect(messages.flatMap((one) => (one.type === 'entries' && one.given ? [one.given] : []))).toEqual([
    { most: 100, inputs: [[0, { kind: 'values', values: { x: 0.5, y: -0.25 } }]] },
  ])
  const [requests, labels] = entries()
  expect(requests).toMatchObject({ kind: 'requests', first: 0, count: 1 })
  expect((requests as Requests).outputs[1]).toBeCloseTo(answer?.outputs[1] as number, 6)
  expect(labels).toMatchObject({ kind: 'labels', count: 1 })
})

test.each([
  [{ x: 0.1 }, 'request-missing'],
  [{ x: 0.1, why: 2 }, 'request-column'],
  [{ x: 0.1, y: 'two' }, 'request-type'],
  [{ x: 0.1, y: [2] }, 'request-rank'],
  [{ x: 0.1, y: Number.NaN }, 'request-not-finite'],
  [{ x: 0.1, y: 99 }, 'request-range'],
  [7, 'request-no-record'],
])('%j is refused with a reason, and logged', async (row, code) => {
  const { ask } = await opened()
  const { answers } = await ask<'answer'>({ type: 'infer', source: 'url', rows: [row] })
  expect(answers[0]).toMatchObject({ status: 'invalid', problem: { code }, predicted: -1 })
  expect(answers[0]?.version).toBeUndefined()
})

test('anything other than a list of rows is refused as a whole', async () => {
  const { ask } = await opened()
  for (const [rows, code] of [
    [[], 'request-empty'],
    [{ x: 0.1 }, 'request-no-record'],
    [new Array(5000).fill({}), 'request-large'],
  ] as const)
    expect(await ask<'refused'>({ type: 'infer', source: 'url', rows })).toMatchObject({ reason: { code } })
})

test('a swap under load: each prediction is from the version that it names', async () => {
  const { ask, received: onLogged } = await opened({ spec: spec({ challenger: 0 }) })
  expect(onLogged.type).toBe('opened')
  const rows = [{ x: 0.25, y: 0.5 }]
  const infer = () => ask<'answer'>({ type: 'infer', source: 'url', rows })
  const first = (await infer()).answers[0]
  const request: Promise<Of<'answer'>>[] = []
  for (let i = 0; i < 60; i++) {
    request.push(infer())
    if (i % 7 === 3)
      void ask({ type: 'aliases', aliases: { net: { champion: 1 + ((i / 7) & 1) } }, by: 'test', why: 'load' })
  }
  const answers = (await Promise.all(request)).map(({ answers: [one] }) => one)
  const problem = new Map<number, Set<string>>()
  for (const one of answers) {
    const version = one?.version?.version as number
    problem.set(version, (problem.get(version) ?? new Set()).add(String(one?.outputs)))
  }
  expect([...problem.keys()].sort()).toEqual([1, 2])
  for (const outputs of problem.values()) expect(outputs.size).toBe(1)
  expect([...(problem.get(1) ?? [])]).toEqual([String(first?.outputs)])
  expect(new Set([...problem.values()].flatMap((one) => [...one])).size).toBe(2)
})

test('a service without a version for its alias is not ready, and its status shows it', async () => {
  const { ask } = await opened({ aliases: {}, spec: spec({}) })
  const { answers } = await ask<'answer'>({ type: 'infer', source: 'url', rows: [{ x: 0, y: 0 }] })
  expect(answers[0]).toMatchObject({ status: 'fallback', predicted: 1 - 1 })
})

test('it refuses requests after it is closed, and can be opened again', async () => {
  const { ask } = await opened()
  await ask({ type: 'close' })
  expect(await ask<'refused'>({ type: 'infer', source: 'url', rows: [{ x: 0, y: 0 }] })).toMatchObject({
    reason: { code: 'service-closed' },
  })
  expect((await ask<'opened'>({ type: 'open', ...start() })).type).toBe('opened')
})

test('models of another kind are refused when the service opens', async () => {
  const side = serve()
  closers.push(side.close)
  const [first] = MODELS
  if (!first) throw new Error('no fixture')
  const [output] = first.pipeline.outputs
  const number = { label: 'Class', kind: 'number', column: 'x', mean: 0, deviation: 1 } as const
  expect(output?.kind).toBe('classes')
  const other = { ...first, ref: { model: 'number', version: 1 }, pipeline: { ...first.pipeline, outputs: [number] } }
  expect(await side.ask<'refused'>({ type: 'open', ...start(), models: [first, other] })).toMatchObject({
    reason: { code: 'service-other-answers' },
  })
})

test('a scenario plays at its speed, with swaps and requests in between, and the log has no gap', async () => {
  const { ask, send, heard: messages, entries, close } = await opened({ spec: spec({ batch: 4, waitMs: 500 }) })
  const rate = { id: 'a', kind: 'rate', perMinute: 60, startMs: 0, lengthMs: 14_400_000 }
  send({ type: 'play', scenario: { seed: 3, durationMs: 14_400_000, events: [rate] }, speed: 525_600 })
  const { answers } = await ask<'answer'>({ type: 'infer', source: 'pad', rows: [{ x: 0.1, y: 0.1 }] })
  await ask({ type: 'aliases', aliases: { net: { champion: 2, challenger: 1 } }, by: 'test', why: 'swap' })
  await ask({ type: 'spec', spec: spec({ challenger: 80, batch: 4, waitMs: 500 }), by: 'test', why: 'share' })
  await expect.poll(() => messages.some(({ type }) => type === 'played'), { timeout: 20_000 }).toBe(true)
  close()
  expect(messages.filter(({ type }) => type === 'broke' || type === 'refused')).toEqual([])
  const requests = entries().filter((entry): entry is Requests => entry.kind === 'requests')
  let next = 0
  for (const one of requests) {
    expect(one.first).toBe(next)
    next += one.count
  }
  expect(next).toBeGreaterThan(13_000)
  expect(answers[0]?.status).toBe('ok')
  const kinds = entries().flatMap((entry) => (entry.kind === 'change' ? [entry.what.type] : []))
  expect(kinds.filter((kind) => kind !== 'note')).toEqual(['alias', 'alias', 'share'])
  expect(messages.filter(({ type }) => type === 'entries').length).toBeLessThan(20 * 20)
})

test('a scenario without rows is refused', async () => {
  const { send, heard: messages } = await opened({
    rows: { ...(start().rows as never as object), heldOut: new Uint32Array(0) } as never,
  })
  send({ type: 'play', scenario: { seed: 3, durationMs: 1000, events: [] }, speed: 1 })
  await expect
    .poll(() => messages.find(({ type }) => type === 'played'))
    .toMatchObject({ reason: { code: 'service-no-rows' } })
})

test('time goes on with requests from outside while nothing is played, so that their minutes end', async () => {
  const real = performance.now.bind(performance)
  let ahead = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() + ahead)
  closers.push(() => clock.mockRestore())
  const { ask, send, heard: messages, entries } = await opened()
  const infer = () => ask<'answer'>({ type: 'infer', source: 'url', rows: [{ x: 0.1, y: 0.1 }] })
  const through = () => messages.findLast((one) => one.type === 'entries')?.through
  await infer()
  ahead += 150_000
  const [second] = (await infer()).answers
  expect(second?.at).toBeGreaterThanOrEqual(150_000)
  expect(second?.at).toBeLessThan(160_000)
  // The minute of the last request ends without another one; then the time waits.
  ahead += 600_000
  await expect.poll(through).toBe(180_000)
  expect(entries().flatMap((one) => (one.kind === 'requests' ? [...one.at] : []))).toEqual([0, second?.at])
  // A scenario in progress keeps its own time; after its end, time goes on.
  const scenario = { seed: 3, durationMs: 240_000, events: [] }
  send({ type: 'play', scenario, to: 200_000, speed: 525_600 })
  const isPlayed = (times: number) => messages.filter(({ type }) => type === 'played').length === times
  await expect.poll(() => isPlayed(1)).toBe(true)
  ahead += 60_000
  expect((await infer()).answers[0]?.at).toBe(200_000)
  send({ type: 'play', scenario, speed: 525_600 })
  await expect.poll(() => isPlayed(2)).toBe(true)
  expect((await infer()).answers[0]?.at).toBe(240_000)
  ahead += 60_000
  expect((await infer()).answers[0]?.at).toBeGreaterThanOrEqual(300_000)
})

test('a canary is checked when a minute of requests from outside ends', async () => {
  const real = performance.now.bind(performance)
  let ahead = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() + ahead)
  closers.push(() => clock.mockRestore())
  const [first] = MODELS as readonly [ServedModel]
  const second = { ...first, ref: { model: 'net', version: 2 }, practice: { bad: 'NaN in a corner', of: 1 } as const }
  const { ask, send, entries } = await opened({ models: [first, second], spec: spec({ challenger: 0 }) })
  const plan: CanaryPlan = {
    ...{ stage: 'split', champion: 'champion', challenger: 'challenger', model: 'net', from: 1, to: 2 },
    ...{ steps: [{ percent: 50, labels: 1e9, minutes: 1e9 }], automatic: true },
    limits: { alpha: CANARY_ALPHA, margin: CANARY_MARGIN, lateMs: 7, within: 0 },
  }
  send({ type: 'canary', id: 50, did: 'began', plan, step: 0, percent: 50, by: 'test', why: '' })
  for (let i = 0; i < 60; i++)
    await ask<'answer'>({ type: 'infer', source: 'url', rows: [{ x: 0.9 + i / 1000, y: 0 }] })
  ahead += 60_000
  const turns = () =>
    entries().flatMap((one) => (one.kind === 'change' && one.what.type === 'canary' ? [one.what.did] : []))
  await expect.poll(turns).toEqual(['began', 'rolled back'])
})

test('a paused scenario resumes as if it had not been paused', async () => {
  const events = [
    { id: 'a', kind: 'rate', perMinute: 60, startMs: 0, lengthMs: 3_600_000 },
    { id: 'b', kind: 'delay', minutes: 30, startMs: 0, lengthMs: 3_600_000 },
  ]
  const scenario = { seed: 3, durationMs: 3_600_000, events }
  const played = async (stops: readonly number[]) => {
    const {
      send,
      heard: messages,
      entries,
      close,
      received: onLogged,
    } = await opened({
      timing: TIMING,
      spec: spec({ batch: 4, waitMs: 500 }),
    })
    for (const to of [...stops, scenario.durationMs]) {
      const before = messages.filter(({ type }) => type === 'played').length
      send({ type: 'play', scenario, to, speed: 525_600 })
      await expect
        .poll(() => messages.filter(({ type }) => type === 'played').length, { timeout: 9000 })
        .toBe(before + 1)
    }
    close()
    return hashOf(entries(), scenario.durationMs, onLogged.book)
  }
  expect(await played([700_001, 1_234_567])).toBe(await played([]))
})

test('changes during playback are replayed at the same times, and give the same log', async () => {
  const scenario = {
    seed: 3,
    durationMs: 7_200_000,
    events: [{ id: 'a', kind: 'rate', perMinute: 60, startMs: 0, lengthMs: 7_200_000 }],
  }
  const drawing = { batch: 4, waitMs: 500, cache: 50 }
  const steps = [
    { type: 'aliases', aliases: { net: { champion: 2, challenger: 1 } }, by: 'me', why: 'swap' },
    { type: 'spec', spec: spec({ challenger: 80, ...drawing }), by: 'me', why: 'share' },
    { type: 'aliases', aliases: { net: { champion: 1 } }, by: 'me', why: 'back' },
  ] as const
  const run = async (changes?: readonly PlannedChange[]) => {
    const side = await opened({ timing: TIMING, spec: spec(drawing) })
    side.send({ type: 'play', scenario, speed: changes ? 525_600 : 400_000, ...(changes && { changes }) })
    if (!changes)
      for (const step of steps) {
        const at = () => side.heard.findLast((one) => one.type === 'entries')
        const before = side.heard.length
        await expect.poll(() => side.heard.length > before && at() !== undefined, { interval: 1 }).toBe(true)
        await side.ask({ ...step })
      }
    await expect.poll(() => side.heard.some(({ type }) => type === 'played'), { timeout: 9000 }).toBe(true)
    side.close()
    return { entries: side.entries(), hash: hashOf(side.entries(), scenario.durationMs, side.received.book) }
  }
  const first = await run()
  const moments = first.entries.flatMap((entry) =>
    entry.kind === 'change' && entry.what.type !== 'note' ? [entry.at] : [],
  )
  const at = [...new Set(moments)]
  expect(at).toHaveLength(3)
  const changes = steps.map((step, i) => ({ ...step, at: at[i] as number }))
  expect((await run(changes)).hash).toBe(first.hash)
  expect((await run([])).hash).not.toBe(first.hash)
})

test('an alias can point to a version that was added later', async () => {
  const [first, second] = MODELS
  if (!first || !second) throw new Error('no fixture')
  const { ask, entries, close } = await opened({ models: [first], spec: spec({ challenger: 0 }) })
  await ask({ type: 'models', models: [second] })
  await ask({ type: 'aliases', aliases: { net: { champion: 2 } }, by: 'me', why: 'better' })
  const { answers } = await ask<'answer'>({ type: 'infer', source: 'sliders', rows: [{ x: 0.1, y: 0.1 }] })
  expect(answers[0]?.version).toEqual({ model: 'net', version: 2 })
  close()
  expect(entries()[0]).toMatchObject({ kind: 'change', what: { type: 'alias', alias: 'champion', from: 1, to: 2 } })
})

const HOUR_OF_REQUESTS = {
  seed: 3,
  durationMs: 3_600_000,
  events: [{ id: 'a', kind: 'rate', perMinute: 60, startMs: 0, lengthMs: 3_600_000 }],
}
const isOver = (messages: readonly FromServing[]) => messages.some(({ type }) => type === 'played')
const lastTold = (messages: readonly FromServing[]) => messages.findLast((one) => one.type === 'entries')

test('the hash chain covers the log entries, and continues when the service opens again', async () => {
  const whole = await opened({ timing: TIMING })
  whole.send({ type: 'play', scenario: HOUR_OF_REQUESTS, speed: 525_600 })
  await expect.poll(() => isOver(whole.heard), { timeout: 9000 }).toBe(true)
  const { link, through } = lastTold(whole.heard) as Of<'entries'>
  expect(digestOf(link, whole.received.book)).toBe(hashOf(whole.entries(), through, whole.received.book))

  const early = await opened({ timing: TIMING })
  early.send({ type: 'play', scenario: HOUR_OF_REQUESTS, to: 1_234_567, speed: 525_600 })
  await expect.poll(() => isOver(early.heard), { timeout: 9000 }).toBe(true)
  const onLogged = lastTold(early.heard) as Of<'entries'>
  const border = onLogged.link.minute * 60_000
  const { buffer, push } = openFold({})
  push(early.entries(), onLogged.through, early.received.book)
  const changes = early.entries().filter((entry) => entry.kind === 'change')
  const since = entriesSince(buffer, changes, border)
  expect(since.length).toBeGreaterThan(0)
  const late = await opened({
    ...{ timing: TIMING, book: early.received.book, at: onLogged.through, link: onLogged.link, since },
    first: buffer.next,
  })
  late.send({ type: 'play', scenario: HOUR_OF_REQUESTS, speed: 525_600 })
  await expect.poll(() => isOver(late.heard), { timeout: 9000 }).toBe(true)
  const again = lastTold(late.heard) as Of<'entries'>
  expect(again.link.sum).toBe(hashLink([...early.entries(), ...late.entries()], again.through))
})

test('playback pauses while the log is not read, and resumes when it is read', async () => {
  const side = await opened({ timing: TIMING }, { reads: false })
  side.send({ type: 'play', scenario: { ...HOUR_OF_REQUESTS, durationMs: 360 * 86_400_000 }, speed: 525_600 })
  const count = () => side.heard.filter(({ type }) => type === 'entries').length
  await expect.poll(count, { timeout: 9000 }).toBeGreaterThanOrEqual(5)
  await new Promise((go) => setTimeout(go, 150))
  const countWhenPaused = count()
  await new Promise((go) => setTimeout(go, 300))
  expect(count()).toBe(countWhenPaused)
  expect(isOver(side.heard)).toBe(false)
  for (let i = 0; i < countWhenPaused; i++) side.send({ type: 'took' })
  await expect.poll(count, { timeout: 9000 }).toBeGreaterThan(countWhenPaused)
})

function hashLink(entries: readonly Entry[], through: number): string {
  const chain = hashLog()
  chain.push(entries, through)
  return chain.link.sum
}
