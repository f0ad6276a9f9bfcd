import type { Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHttp } from '../http/open-http'
import { openArrivalClock, serverOf } from './start'

let server: Server
let port = 0
beforeAll(async () => {
  const models = () => [
    { name: 'x', versions: [{ version: 1, pipeline: { inputs: [], outputs: [] }, isReady: true }], current: 1 },
  ]
  const served = { models, ready: () => true, infer: async () => [], metrics: () => '' }
  server = serverOf(openHttp(served, () => 0))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/**
 * Sends raw bytes. Resolves with everything that was received once the connection ends or `enough` characters have
 * arrived.
 */
function raw(text: string, enough = Number.POSITIVE_INFINITY): Promise<string> {
  return new Promise((resolve) => {
    let request = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
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
