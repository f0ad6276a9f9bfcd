import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Handle, openHttp } from '../http/open-http'
import { type HttpServer, openArrivalClock, openServer, type ServerOptions } from './http-server'

const servers: Server[] = []
let port = 0
beforeAll(async () => {
  const models = () => [
    { name: 'x', versions: [{ version: 1, pipeline: { inputs: [], outputs: [] }, isReady: true }], current: 1 },
  ]
  const served = { models, ready: () => true, infer: async () => [], metrics: () => '' }
  port = (await listening(openHttp(served, () => 0))).port
})
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

/** Starts a server on a free port. */
async function listening(handle: Handle, options?: ServerOptions): Promise<HttpServer & { readonly port: number }> {
  const opened = openServer(handle, options)
  servers.push(opened.server)
  await new Promise<void>((resolve) => opened.server.listen(0, '127.0.0.1', resolve))
  return { ...opened, port: (opened.server.address() as AddressInfo).port }
}

/**
 * Sends raw bytes. Resolves with everything that was received once the connection ends or `enough` characters have
 * arrived.
 */
function raw(text: string, enough = Number.POSITIVE_INFINITY, to = port): Promise<string> {
  return new Promise((resolve) => {
    let request = ''
    const socket = connect(to, '127.0.0.1', () => socket.write(text))
    socket.on('data', (part) => {
      request += String(part)
      if (request.length >= enough) socket.destroy()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(request))
  })
}

test('requests that wait unread while earlier ones are served count from the end of the previous pass', () => {
  let [time, passes] = [0, [] as (() => void)[]]
  const arrival = openArrivalClock(
    () => time,
    (work) => passes.push(work),
  )
  const endPass = () => {
    const due = passes
    passes = []
    for (const work of due) work()
  }
  time = 100
  expect(arrival()).toBe(100)
  time = 900
  endPass()
  // Serving the first request took 800 ms; the next one is read after another 700 ms of work.
  time = 1600
  expect(arrival()).toBe(900)
  endPass()
  // A pass without a request: the loop is idle, and nothing waits.
  endPass()
  expect(passes).toEqual([])
  time = 5000
  expect(arrival()).toBe(5000)
})

const codeIn = (reply: string) => JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4)).code
const ready = async () => (await fetch(`http://127.0.0.1:${port}/v2/health/ready`)).status

describe('an invalid HTTP request gets an error message, and the server continues', () => {
  test.each([
    ['letters', 'hello\r\n\r\n'],
    ['a chunk without its length', 'POST /v2 HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
    ['two content lengths', 'POST /v2 HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
    [
      'a content length with chunked encoding',
      'POST /v2 HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}',
    ],
  ])('%s', async (_what, text) => {
    const reply = await raw(text)
    expect(reply).toMatch(/^HTTP\/1\.1 400 /)
    expect(codeIn(reply)).toBe('url-http')
    expect(await ready()).toBe(200)
  })

  test('headers above the size limit', async () => {
    const reply = await raw(`GET /v2 HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)
    expect(reply).toMatch(/^HTTP\/1\.1 431 /)
    expect(codeIn(reply)).toBe('url-head-large')
    expect(await ready()).toBe(200)
  })
})

test('an aborted body gets no response, and other requests are answered', async () => {
  const socket = connect(port, '127.0.0.1')
  socket.write('POST /v2/models/x/infer HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{"inp')
  expect(await ready()).toBe(200)
  socket.destroy()
  expect(await ready()).toBe(200)
})

test('a body of 20 MB is refused while it is being sent, and the client receives the error', async () => {
  const body = new Uint8Array(20 * 2 ** 20).fill(32)
  const reply = await fetch(`http://127.0.0.1:${port}/v2/models/x/infer`, { method: 'POST', body })
  expect([reply.status, (await reply.json()).code]).toEqual([413, 'url-body-large'])
  expect(await ready()).toBe(200)
})

test('HEAD has the headers and no body, and the connection can be reused', async () => {
  const ask = (method: string, more = '') => `${method} /v2 HTTP/1.1\r\nhost: x\r\n${more}\r\n`
  const reply = await raw(ask('HEAD') + ask('GET', 'connection: close\r\n'))
  const [head, next = ''] = reply.split(/(?<=\r\n\r\n)(?=HTTP)/)
  expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n(.+\r\n)+\r\n$/)
  expect(JSON.parse(next.slice(next.indexOf('\r\n\r\n') + 4)).name).toBe('netloom')
})

/** A handler that answers POST requests only after `release`, and all others at once. */
function held() {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const reply = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }
  const handle: Handle = async ({ method }) => {
    if (method === 'POST') await released
    return reply
  }
  return { handle, release }
}

describe('a full server', () => {
  test.each([
    ['requests', { waiting: 2, waitingBytes: 1e6 }],
    ['bytes', { waiting: 10, waitingBytes: 4 }],
  ])('refuses further %s with 429 and still answers health checks', async (_what, limits) => {
    const { handle, release } = held()
    const { server, port } = await listening(handle, { limits })
    const post = () => fetch(`http://127.0.0.1:${port}/v2/models/x/infer`, { method: 'POST', body: '{}' })
    let arrived = 0
    const waiting = new Promise<void>((resolve) => {
      server.on('request', (request) => request.on('end', () => ++arrived === 2 && resolve()))
    })
    const accepted = [post(), post()]
    await waiting
    const refused = await post()
    expect([refused.status, refused.headers.get('retry-after'), (await refused.json()).code]).toEqual([
      ...[429, '1', 'url-busy'],
    ])
    expect((await fetch(`http://127.0.0.1:${port}/v2/health/ready`)).status).toBe(200)
    release()
    expect((await Promise.all(accepted)).map(({ status }) => status)).toEqual([200, 200])
    expect((await post()).status).toBe(200)
  })
})

test('a server that stops answers what has arrived, also unread, is not ready, and closes idle connections', async () => {
  const { handle, release } = held()
  const { server, port, drain } = await listening(handle)
  const open = async (): Promise<{ readonly socket: Socket; readonly reply: Promise<string> }> => {
    const accepted = new Promise((resolve) => server.once('connection', resolve))
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.on('data', (part) => {
      text += String(part)
    })
    socket.on('error', () => undefined)
    const reply = new Promise<string>((resolve) => socket.on('close', () => resolve(text)))
    await accepted
    return { socket, reply }
  }
  const [working, unread, probe, idle] = [await open(), await open(), await open(), await open()]
  const infer = 'POST /v2/models/x/infer HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}'
  const arrived = new Promise((resolve) => server.once('request', resolve))
  working.socket.write(infer)
  await arrived
  // These have arrived at this machine, but the server has not read them yet.
  unread.socket.write(infer)
  probe.socket.write('GET /v2/health/ready HTTP/1.1\r\nhost: x\r\n\r\n')
  const drained = drain()
  expect(await probe.reply).toMatch(/^HTTP\/1\.1 503 [\s\S]*connection: close/)
  // A request may take longer than an idle connection stays open.
  await new Promise((resolve) => setTimeout(resolve, 400))
  release()
  for (const { reply } of [working, unread]) expect(await reply).toMatch(/^HTTP\/1\.1 200 [\s\S]*connection: close/)
  expect(await idle.reply).toBe('')
  await drained
  await expect(fetch(`http://127.0.0.1:${port}/v2`)).rejects.toThrow()
})

test('a server that stops answers all requests that have arrived, also on connections that wait to be accepted', async () => {
  const { handle, release } = held()
  release()
  const { port, drain } = await listening(handle)
  const clients = Array.from({ length: 200 }, () => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.on('data', (part) => {
      text += String(part)
    })
    socket.on('error', () => undefined)
    const connected = new Promise<void>((resolve) => socket.on('connect', () => resolve()))
    return { socket, connected, reply: new Promise<string>((resolve) => socket.on('close', () => resolve(text))) }
  })
  await Promise.all(clients.map(({ connected }) => connected))
  for (const { socket } of clients)
    socket.write('POST /v2/models/x/infer HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}')
  await drain()
  const replies = await Promise.all(clients.map(({ reply }) => reply))
  expect(replies.filter((reply) => /^HTTP\/1\.1 200 /.test(reply))).toHaveLength(200)
})

describe('who may send requests', () => {
  const ask = (to: number, host: string, more = '') =>
    raw(`GET /v2 HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n${more}\r\n`, undefined, to)

  test('a server on localhost refuses other host names, except those that are allowed', async () => {
    const { port } = await listening(held().handle, { allowedHosts: ['Models.example.org'] })
    const own = ['localhost', `127.0.0.1:${port}`, '[::1]:8080', '10.0.0.7', 'models.example.org:80']
    for (const host of own) expect(await ask(port, host), host).toMatch(/^HTTP\/1\.1 200 /)
    for (const host of ['rebound.example', '127.0.0.1.example', 'example.org']) {
      const reply = await ask(port, host)
      expect([reply.slice(0, 12), codeIn(reply)], host).toEqual(['HTTP/1.1 421', 'server-host'])
    }
  })

  test('with an API key, requests need it; health checks do not', async () => {
    const { port } = await listening(held().handle, { apiKey: 'secret 1' })
    const refused = await ask(port, 'x')
    expect(refused).toMatch(/^HTTP\/1\.1 401 [\s\S]*www-authenticate: Bearer/)
    expect(codeIn(refused)).toBe('server-key')
    expect(await ask(port, 'x', 'authorization: Bearer secret\r\n')).toMatch(/^HTTP\/1\.1 401 /)
    expect(await ask(port, 'x', 'authorization: Bearer secret 1\r\n')).toMatch(/^HTTP\/1\.1 200 /)
    expect((await fetch(`http://127.0.0.1:${port}/v2/health/ready`)).status).toBe(200)
  })
})
