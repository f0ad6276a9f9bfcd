import { expect, test, vi } from 'vitest'
import { servingOver } from './serving-client'
import type { WorkerLike } from './worker-client'
import type { FromServing, ToServing } from './serving-messages'

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

function open() {
  const worker = fakeWorker()
  const onMessage = vi.fn()
  const onGone = vi.fn()
  return { worker, onMessage, onGone, client: servingOver(worker, { onMessage, onLost: onGone }) }
}

test('answers resolve their own requests in any order, and log entries go to onMessage', async () => {
  const { worker, client, onMessage } = open()
  const first = client.infer('url', [{ x: 1 }])
  const second = client.change({ type: 'aliases', aliases: {}, by: 'me', why: 'test' })
  const [a, b] = worker.sent as { id: number }[]
  worker.say({ type: 'done', id: b?.id as number })
  const entries = { type: 'entries', entries: [], at: 7, through: 7, link: { sum: '', minute: 0 } } as const
  worker.say(entries)
  worker.say({ type: 'answer', id: a?.id as number, answers: [] })
  await expect(second).resolves.toBeUndefined()
  await expect(first).resolves.toEqual([])
  expect(onMessage).toHaveBeenCalledExactlyOnceWith(entries)
})

test('a batch of entries is acknowledged once onMessage is done with it', async () => {
  const { worker, onMessage } = open()
  let done: () => void = () => undefined
  onMessage.mockReturnValue(new Promise<void>((resolve) => (done = resolve)))
  worker.say({ type: 'entries', entries: [], at: 7, through: 7, link: { sum: '', minute: 0 } })
  await Promise.resolve()
  expect(worker.sent).toEqual([])
  done()
  await vi.waitFor(() => expect(worker.sent).toEqual([{ type: 'took' }]))
})

test('a worker that dies rejects pending requests with the reason and reports it once', async () => {
  const { worker, client, onGone } = open()
  const pending = client.infer('pad', [{}])
  const event = { message: 'out of memory', preventDefault: vi.fn() } as unknown as ErrorEvent
  worker.onerror?.(event)
  await expect(pending).rejects.toMatchObject({ code: 'serving-broke', reason: { args: { why: 'out of memory' } } })
  await expect(client.infer('pad', [{}])).rejects.toMatchObject({ code: 'service-closed' })
  expect(onGone).toHaveBeenCalledOnce()
  expect(worker.ended).toBe(true)
})

test('a refusal of the service rejects with its message', async () => {
  const { worker, client } = open()
  const asked = client.infer('url', [])
  worker.say({ type: 'refused', id: 1, reason: { code: 'request-empty', args: {} } })
  await expect(asked).rejects.toThrow('The request has no rows')
  client.close()
})
