import { expect, onTestFinished, test, vi } from 'vitest'
import type { LogDictionary } from '../ops/log-entry'
import { openServing } from './serving-client'
import type { FromServing, ServiceStart, ToServing } from './serving-messages'
import { startNamed, type WorkerLike } from './worker-client'

/** A fake worker that records the messages it receives and sends those that the test passes to `say`. */
function fakeWorker(): WorkerLike<ToServing, FromServing> & {
  readonly sent: ToServing[]
  say(message: FromServing): void
  ended: boolean
} {
  return {
    sent: [],
    ended: false,
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    postMessage(message) {
      this.sent.push(message)
    },
    terminate() {
      this.ended = true
    },
    say(data) {
      this.onmessage?.({ data } as MessageEvent<FromServing>)
    },
  }
}

const START: ServiceStart = {
  spec: { name: 'service', stages: [] },
  ...{ aliases: {}, models: [], seed: 1 },
}
const BOOK: LogDictionary = {
  ...{ stages: [], versions: [], operators: [''], slices: ['all'], verdicts: [], classes: [] },
  timing: { stages: [], models: {} },
}

async function open() {
  const worker = fakeWorker()
  const events = { onEntries: vi.fn(), onTime: vi.fn(), onPlayed: vi.fn(), onClosed: vi.fn() }
  const opening = openServing(START, events, worker)
  worker.say({ type: 'opened', id: 1, book: BOOK, engines: {} })
  const client = await opening
  worker.sent.length = 0
  return { worker, ...events, client }
}

test('answers resolve their own requests in any order, and log entries go to onEntries', async () => {
  const { worker, client, onEntries } = await open()
  const first = client.infer('url', [{ x: 1 }])
  const second = client.aliases({}, 'me', 'test')
  const [a, b] = worker.sent as { id: number }[]
  worker.say({ type: 'done', id: b?.id as number })
  const entries = { type: 'entries', entries: [], at: 7, through: 7, link: { sum: '', minute: 0 } } as const
  worker.say(entries)
  worker.say({ type: 'answer', id: a?.id as number, answers: [] })
  await expect(second).resolves.toBeUndefined()
  await expect(first).resolves.toEqual([])
  expect(onEntries).toHaveBeenCalledExactlyOnceWith(entries)
})

test('a batch of entries is acknowledged once onEntries is done with it', async () => {
  const { worker, onEntries } = await open()
  let done: () => void = () => undefined
  onEntries.mockReturnValue(new Promise<void>((resolve) => (done = resolve)))
  worker.say({ type: 'entries', entries: [], at: 7, through: 7, link: { sum: '', minute: 0 } })
  await Promise.resolve()
  expect(worker.sent).toEqual([])
  done()
  await vi.waitFor(() => expect(worker.sent).toEqual([{ type: 'took' }]), 20_000)
})

test('a worker that ends without an event is noticed within 10 seconds by the lock of its name', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const held = [{ name: 'another worker' }]
  const query = vi.fn(async () => ({ held }))
  vi.stubGlobal('navigator', { locks: { query } })
  vi.stubGlobal('ErrorEvent', class extends Event {})
  onTestFinished(() => void vi.unstubAllGlobals())
  const worker = startNamed('serving en 1', fakeWorker)
  const onClosed = vi.fn()
  const opening = openServing(START, { onEntries: vi.fn(), onTime: vi.fn(), onPlayed: vi.fn(), onClosed }, worker)
  worker.say({ type: 'opened', id: 1, book: BOOK, engines: {} })
  const client = await opening
  // Until the worker has its lock, it is starting, however long that takes.
  await vi.advanceTimersByTimeAsync(60_000)
  held.push({ name: 'serving en 1' })
  await vi.advanceTimersByTimeAsync(60_000)
  const pending = client.infer('pad', [{}]).catch(({ code }: { code: string }) => code)
  expect(onClosed).not.toHaveBeenCalled()
  held.pop()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await pending).toBe('serving-broke')
  expect(onClosed).toHaveBeenCalledOnce()
  expect(worker.ended).toBe(true)
  // Nobody asks for the lock again.
  const { length: asked } = query.mock.calls
  await vi.advanceTimersByTimeAsync(60_000)
  expect(query).toHaveBeenCalledTimes(asked)
})

test('a worker that ends in its first seconds is noticed as well', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const held = [{ name: 'serving en 1' }]
  const query = vi.fn(async () => ({ held }))
  vi.stubGlobal('navigator', { locks: { query } })
  vi.stubGlobal('ErrorEvent', class extends Event {})
  onTestFinished(() => void vi.unstubAllGlobals())
  const worker = startNamed('serving en 1', fakeWorker)
  const onClosed = vi.fn()
  const opening = openServing(START, { onEntries: vi.fn(), onTime: vi.fn(), onPlayed: vi.fn(), onClosed }, worker)
  worker.say({ type: 'opened', id: 1, book: BOOK, engines: {} })
  await opening
  await vi.advanceTimersByTimeAsync(1000)
  held.pop()
  await vi.advanceTimersByTimeAsync(5000)
  expect(onClosed).toHaveBeenCalledOnce()
  const { length: asked } = query.mock.calls
  await vi.advanceTimersByTimeAsync(60_000)
  expect(query).toHaveBeenCalledTimes(asked)
})

test('a worker that dies rejects pending requests with the reason and reports it once', async () => {
  const { worker, client, onClosed } = await open()
  const pending = client.infer('pad', [{}])
  const event = { message: 'out of memory', preventDefault: vi.fn() } as unknown as ErrorEvent
  worker.onerror?.(event)
  await expect(pending).rejects.toMatchObject({ code: 'serving-broke', reason: { args: { why: 'out of memory' } } })
  await expect(client.infer('pad', [{}])).rejects.toMatchObject({ code: 'service-closed' })
  expect(onClosed).toHaveBeenCalledOnce()
  expect(worker.ended).toBe(true)
})

test('a refusal of the service rejects with its message', async () => {
  const { worker, client } = await open()
  const asked = client.infer('url', [])
  worker.say({ type: 'refused', id: 2, reason: { code: 'request-empty', args: {} } })
  await expect(asked).rejects.toThrow('The request has no rows')
  client.close()
})

test('a service that cannot be started closes the worker and rejects with the reason', async () => {
  const worker = fakeWorker()
  const onClosed = vi.fn()
  const none = { onEntries: () => undefined, onTime: () => undefined, onPlayed: () => undefined, onClosed }
  const opening = openServing(START, none, worker)
  worker.say({ type: 'refused', id: 1, reason: { code: 'service-no-rows', args: {} } })
  await expect(opening).rejects.toMatchObject({ code: 'service-no-rows' })
  expect(worker.ended).toBe(true)
  expect(onClosed).not.toHaveBeenCalled()
})
