import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { overWorker } from './trainer-client'
import type { FromTrainer, ToTrainer } from './trainer-messages'
import type { WorkerLike } from './worker-client'

/** A fake worker that records the messages it receives and sends those that the test passes to `say`. */
function fakeWorker(): WorkerLike<ToTrainer, FromTrainer> & {
  readonly sent: ToTrainer[]
  say(message: FromTrainer): void
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
      this.onmessage?.({ data } as MessageEvent<FromTrainer>)
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function open() {
  const worker = fakeWorker()
  const onMessage = vi.fn()
  const onGone = vi.fn()
  const onTuned = vi.fn()
  return { worker, onMessage, onGone, onTuned, client: overWorker(worker, { onMessage, onLost: onGone, onTuned }) }
}

const ANSWER = { type: 'memory', tensors: 1, bytes: 4, reads: 0, readBytes: 0 } as const

test('answers resolve their own requests in any order', async () => {
  const { worker, client, onMessage } = open()
  const first = client.ask({ type: 'memory' })
  const second = client.ask({ type: 'probe' })
  const [a, b] = worker.sent as { id: number }[]
  worker.say({ type: 'answer', id: b?.id as number, answer: { type: 'offers', offers: [] } })
  worker.say({ type: 'refused', id: a?.id as number, reason: { code: 'no-model-loaded', args: {} } })
  await expect(second).resolves.toEqual({ type: 'offers', offers: [] })
  await expect(first).rejects.toMatchObject({ code: 'no-model-loaded' })
  expect(onMessage).not.toHaveBeenCalled()
})

test('measurements of GPU kernels go to onTuned, and messages of a run to onMessage', () => {
  const { worker, onMessage, onTuned } = open()
  worker.say({ type: 'tuned', json: '[["a","b"]]' })
  expect(onTuned).toHaveBeenCalledExactlyOnceWith('[["a","b"]]')
  expect(onMessage).not.toHaveBeenCalled()
})

test('closing ends the worker and rejects pending and later requests', async () => {
  const { worker, client, onGone } = open()
  const pending = client.ask({ type: 'memory' })
  client.close()
  await expect(pending).rejects.toMatchObject({ code: 'worker-gone' })
  await expect(client.ask({ type: 'memory' })).rejects.toMatchObject({ code: 'worker-gone' })
  expect(worker.ended).toBe(true)
  vi.advanceTimersByTime(600_000)
  expect(onGone).not.toHaveBeenCalled()
})

test('a worker error is reported once', () => {
  const { worker, onGone } = open()
  const preventDefault = vi.fn()
  worker.onerror?.({ preventDefault } as unknown as ErrorEvent)
  vi.advanceTimersByTime(600_000)
  expect(onGone).toHaveBeenCalledOnce()
  expect(onGone.mock.calls[0]?.[0]).toMatchObject({ code: 'worker-gone' })
  expect(worker.ended).toBe(true)
})

test('a worker that sends pulses stays alive; after ten seconds of silence it is closed', () => {
  const { worker, onGone } = open()
  worker.say({ type: 'answer', id: 0, answer: ANSWER })
  for (let i = 0; i < 120; i++) {
    vi.advanceTimersByTime(500)
    worker.say({ type: 'pulse' })
  }
  expect(onGone).not.toHaveBeenCalled()
  vi.advanceTimersByTime(9000)
  expect(onGone).not.toHaveBeenCalled()
  vi.advanceTimersByTime(2000)
  expect(onGone.mock.calls[0]?.[0]).toMatchObject({ code: 'worker-silent' })
})

test('silence is reported before the worker is closed, and again when it ends', () => {
  const worker = fakeWorker()
  const onQuiet = vi.fn()
  overWorker(worker, { onMessage: vi.fn(), onLost: vi.fn(), onQuiet })
  worker.say({ type: 'answer', id: 0, answer: ANSWER })
  vi.advanceTimersByTime(2500)
  expect(onQuiet).not.toHaveBeenCalled()
  vi.advanceTimersByTime(2000)
  worker.say({ type: 'pulse' })
  worker.say({ type: 'pulse' })
  expect(onQuiet.mock.calls).toEqual([[3], [4], [0]])
})

test('a worker that prepares a run may be silent for longer', () => {
  const { worker, client, onGone } = open()
  worker.say({ type: 'answer', id: 0, answer: ANSWER })
  client.send({ type: 'start', run: 'r' } as Extract<ToTrainer, { type: 'start' }>)
  vi.advanceTimersByTime(60_000)
  expect(onGone).not.toHaveBeenCalled()
  vi.advanceTimersByTime(60_000)
  expect(onGone).toHaveBeenCalledOnce()
})

test('reading layers of a trained network gives a worker no more time, but building an untrained one does', () => {
  const layers = { type: 'layers', inputs: [], count: 1, names: [] } as const
  const untrained = { model: {} as never, seed: 1 }
  for (const [question, isLost] of [
    [layers, true],
    [{ ...layers, untrained }, false],
  ] as const) {
    const { worker, client, onGone } = open()
    worker.say({ type: 'answer', id: 0, answer: ANSWER })
    client.ask(question).catch(() => undefined)
    vi.advanceTimersByTime(20_000)
    expect(onGone.mock.calls.length > 0).toBe(isLost)
  }
})

test('a page frozen for an hour does not close its worker', () => {
  const { worker, onGone } = open()
  worker.say({ type: 'answer', id: 0, answer: ANSWER })
  // The clock jumps, as it does after the computer has been asleep, with only a single tick in between.
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(3000)
  expect(onGone).not.toHaveBeenCalled()
})
