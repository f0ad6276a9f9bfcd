import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openRelay, passOn, type RelayHost } from './service-url-relay'
import type { PortReply, PortRequest } from './service-url-messages'

/** A fake serving worker behind a port, which replies with its name. */
function worker(name: string, answers = true) {
  const { port1, port2 } = new MessageChannel()
  const asked: PortRequest[] = []
  port2.onmessage = ({ data }: MessageEvent<PortRequest>) => {
    asked.push(data)
    if (!answers) return
    const reply: PortReply = { id: data.id, status: 200, headers: {}, body: name }
    port2.postMessage(reply)
  }
  ports.push(port1, port2)
  return {
    port: port1,
    asked,
    /** Answers all requests received so far. */
    answer(body: string) {
      for (const { id } of asked) port2.postMessage({ id, status: 200, headers: {}, body } satisfies PortReply)
    },
    /** Resolves when the other side closes its port. */
    closed: new Promise<void>((resolve) => port2.addEventListener('close', () => resolve())),
    end: () => port2.close(),
  }
}

const ports: MessagePort[] = []
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  for (const port of ports.splice(0)) port.close()
})

const host = (more: Partial<RelayHost> = {}): RelayHost => ({
  askAll: async () => undefined,
  isOpen: async () => true,
  ...more,
})
const infer = (name: string) => ({
  method: 'POST',
  path: `/v2/models/${name}/infer`,
  headers: {},
  body: Uint8Array.of(1, 2, 3),
})
/** Advances timers and delivers port messages until the promise settles. */
async function waited<T>(promise: Promise<T>): Promise<T> {
  let done = false
  const watched = promise.finally(() => {
    done = true
  })
  while (!done) {
    await vi.advanceTimersByTimeAsync(100)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return watched
}

describe('the relay', () => {
  test('sends a request to the page that serves its model, or else to the newest page', async () => {
    const relay = openRelay(host())
    relay.serves('page 1', ['digits', 'a/b'], worker('one').port)
    relay.serves('page 2', ['wine'], worker('two').port)
    const bodies = ['digits', 'wine', 'a%2Fb', 'unknown', '%ff'].map(
      async (name) => (await relay.answer(infer(name))).body,
    )
    expect(await waited(Promise.all(bodies))).toEqual(['one', 'two', 'one', 'two', 'two'])
  })

  test('answers 503 when no page serves, after asking every page once', async () => {
    const askAll = vi.fn(async () => undefined)
    const relay = openRelay(host({ askAll }))
    const replies = await waited(Promise.all([relay.answer(infer('digits')), relay.answer(infer('wine'))]))
    expect(replies.map(({ status }) => status)).toEqual([503, 503])
    expect(JSON.parse(replies[0]?.body ?? '')).toEqual({ code: 'url-nobody', error: expect.stringMatching(/Operate/) })
    expect(askAll).toHaveBeenCalledTimes(1)
  })

  test('finds the page again after the service worker restarts', async () => {
    const relay = openRelay(host({ askAll: async () => relay.serves('page', ['digits'], worker('again').port) }))
    expect((await waited(relay.answer(infer('digits')))).body).toBe('again')
  })

  test('sends the whole request to another page when the serving page is gone', async () => {
    const [gone, other] = [worker('gone', false), worker('other')]
    const relay = openRelay(host({ isOpen: async (page) => page !== 'first' }))
    relay.serves('second', ['digits'], other.port)
    relay.serves('first', ['digits'], gone.port)
    expect((await waited(relay.answer(infer('digits')))).body).toBe('other')
    expect([gone.asked.length, other.asked[0]?.body]).toEqual([1, Uint8Array.of(1, 2, 3)])
  })

  test('waits for a page that is open, then answers 503', async () => {
    const relay = openRelay(host())
    relay.serves('page', ['digits'], worker('busy', false).port)
    const reply = await waited(relay.answer(infer('digits')))
    expect([reply.status, JSON.parse(reply.body).code]).toEqual([503, 'url-silent'])
  })

  test('answers 429 when too many requests wait', async () => {
    const relay = openRelay(host())
    const busy = worker('busy', false)
    relay.serves('page', ['digits'], busy.port)
    const many = Array.from({ length: 2001 }, () => relay.answer(infer('digits')))
    expect((await waited(many[2000] as (typeof many)[number])).status).toBe(429)
    relay.stopped('page')
    expect((await waited(Promise.all(many.slice(0, 2000)))).every(({ status }) => status === 503)).toBe(true)
  })

  test('a page that registers again still answers pending requests, each once', async () => {
    const relay = openRelay(host())
    const [before, now] = [worker('before', false), worker('now')]
    relay.serves('page', ['digits'], before.port)
    const reply = relay.answer(infer('digits'))
    relay.serves('page', ['renamed'], now.port)
    expect((await waited(relay.answer(infer('renamed')))).body).toBe('now')
    before.answer('before')
    expect((await waited(reply)).body).toBe('before')
    expect([before.asked.length, now.asked.length]).toEqual([1, 1])
    await before.closed
  })

  test('a closed port is removed', async () => {
    const relay = openRelay(host())
    const one = worker('one', false)
    relay.serves('page', ['digits'], one.port)
    const reply = relay.answer(infer('digits'))
    one.end()
    expect(JSON.parse((await waited(reply)).body).code).toBe('url-nobody')
  })
})

test('a request is passed on with its body and the headers that say how to read it', async () => {
  const relay = openRelay(host())
  const { port, asked } = worker('one')
  relay.serves('page 1', ['digits'], port)
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip', authorization: 'Bearer x' }
  const request = new Request('https://x.edu/v2/models/digits/infer', { method: 'POST', body: '{}', headers })
  const response = await waited(passOn(relay, request, '/v2/models/digits/infer'))
  expect([response.status, await response.text()]).toEqual([200, 'one'])
  expect(asked).toMatchObject([
    {
      ...{ method: 'POST', path: '/v2/models/digits/infer', body: new TextEncoder().encode('{}') },
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    },
  ])
  expect(asked[0]?.headers).not.toHaveProperty('authorization')
})
