import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeServer } from '../../../scripts/bundles.mjs'
import { templates } from '../../gallery'
import { penguinsMlp } from '../../gallery/tables'
import { type ContractCase, contractFor, differences } from '../../serving/http/contract.test-help'
import type { ModelMeta } from '../../serving/http/model-metadata'
import { type HttpReply, MAX_BODY_BYTES } from '../../serving/http/http-types'
import { openHttp } from '../../serving/http/open-http'
import { modelBackend } from '../../serving/http/model-backend'
import type { Decision } from '../../data/output-decision'
import { openModel } from '../../serving/open-model'
import '../../training/testing/node-wasm'
import { type SampleModel, sampleModel } from './fixtures/sample-model'
import { VERSION } from './format'
import { readArtifact } from './read'
import type { ModelRecord } from '../records'
import { writeArtifact } from './write'
import { readZip } from './zip'

let code = ''
const folders: string[] = []
const children: ChildProcess[] = []
beforeAll(async () => {
  code = await nodeServer()
})
afterAll(() => {
  for (const child of children) child.kill()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** Writes the files of an export to a new temporary folder. */
function unpacked({ record, golden }: SampleModel): string {
  const folder = mkdtempSync(join(tmpdir(), 'serve-'))
  folders.push(folder)
  const files = readZip(writeArtifact(record, golden, code))
  if (!files.ok) throw new Error(files.error.code)
  for (const [name, bytes] of files.value) writeFileSync(join(folder, name), bytes)
  return folder
}

const KEY = 'a key'

/** Runs the server until it prints its address or exits. */
function run(folder: string, ...args: string[]): Promise<{ said: string; base: string; child: ChildProcess }> {
  const env = { ...process.env, NETLOOM_API_KEY: KEY }
  const child = spawn(process.execPath, ['serve.mjs', '--port', '0', ...args], { cwd: folder, env })
  children.push(child)
  let said = ''
  return new Promise((resolve) => {
    const onOutput = (part: Buffer) => {
      said += String(part)
      const base = /http:\/\/[^/\s]+/.exec(said)?.[0]
      if (base) resolve({ said, base, child })
    }
    child.stdout.on('data', onOutput)
    child.stderr.on('data', onOutput)
    child.on('close', () => resolve({ said, base: '', child }))
  })
}

const WITH_KEY = { authorization: `Bearer ${KEY}` }

async function call(base: string, { request }: ContractCase): Promise<HttpReply> {
  const { method, path, body, pad = 0, headers = {} } = request
  const sent = method === 'POST' ? { body: body + ' '.repeat(pad) } : {}
  const reply = await fetch(base + path, { method, headers: { ...headers, ...WITH_KEY }, ...sent })
  return { status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() }
}

const WITH = ['digits-cnn', 'penguins-mlp', 'auto-mpg-two-inputs', 'names-gru']
const some = templates.filter(({ id }) => WITH.includes(id))

describe.each(some)('serve.mjs of $id', ({ content }) => {
  test('fulfills the HTTP contract, and returns the same bytes as the page', async () => {
    const sample = await sampleModel(content)
    const { base, said } = await run(unpacked(sample))
    expect(said).toContain(sample.record.name)
    const { name, version, pipeline, model, weights } = sample.record
    const path = `/v2/models/${encodeURIComponent(name)}`
    const meta = (await (await fetch(base + path, { headers: WITH_KEY })).json()) as ModelMeta
    const wrong: string[] = []
    const opened = await openModel({ ref: { model: name, version }, model, weights })
    const here = openHttp(
      modelBackend({ name, version, pipeline, model: () => opened, trace: () => '0'.repeat(32), now: () => 0 }),
      () => 0,
    )
    for (const one of contractFor(meta)) {
      const reply = await call(base, one)
      for (const what of differences(one, reply)) wrong.push(`${one.name}: ${what}`)
      if (reply.status !== 200 || one.request.method !== 'POST') continue
      const own = await here({ ...one.request, headers: {} })
      expect(outputsOf(reply)).toBe(outputsOf(own))
    }
    expect(wrong).toEqual([])
  })
})

test('serve.mjs decides each row by the threshold of its group, as the page does', async () => {
  const { record, golden } = await sampleModel(penguinsMlp.content)
  const { name, version, model, weights } = record
  const opened = await openModel({ ref: { model: name, version }, model, weights })
  const islands = ['Biscoe', 'Dream', 'Torgersen', null]
  const rows = Array.from({ length: 24 }, (_, i) => ({ island: islands[i % 4] ?? null, size: 30 + ((i * 7) % 24) }))
  const withDecision = (decision: Decision): ModelRecord['pipeline'] => ({
    ...record.pipeline,
    outputs: record.pipeline.outputs.map((output) => (output.kind === 'classes' ? { ...output, decision } : output)),
  })
  const askPage = (pipeline: ModelRecord['pipeline'], request: ContractCase['request']) =>
    openHttp(
      modelBackend({ name, version, pipeline, model: () => opened, trace: () => '0'.repeat(32), now: () => 0 }),
      () => 0,
    )({ ...request, headers: {} })
  const decision = { positive: 1, threshold: 0.5 }
  const path = `/v2/models/${encodeURIComponent(name)}`
  const meta = await askPage(withDecision(decision), { method: 'GET', path, body: '' })
  const { table } = JSON.parse(meta.body) as ModelMeta
  const inputs = table.map((column) => ({
    ...{ name: column.name, shape: [rows.length], datatype: column.datatype },
    data: rows.map(({ island, size }) =>
      column.name === 'Island' ? island : column.datatype === 'BYTES' ? null : size,
    ),
  }))
  const request = { method: 'POST', path: `${path}/infer`, body: JSON.stringify({ inputs }) } as const
  const probabilitiesOf = ({ body }: HttpReply) => {
    const [, { data }] = (JSON.parse(body) as { outputs: [unknown, { data: number[] }] }).outputs
    return rows.map((_, i) => data.slice(3 * i, 3 * i + 3))
  }
  const alone = probabilitiesOf(await askPage(withDecision(decision), request)).map(([, own = 0]) => own)
  const [below = 0, above = 1] = alone.toSorted((a, b) => a - b).slice(rows.length / 2 - 1)
  const threshold = (below + above) / 2
  // Always on Biscoe, never on Dream, and elsewhere by the threshold that all share.
  const groups = { column: 'Island', strategy: 'equalOpportunity', values: ['Biscoe', 'Dream'], thresholds: [0, 2] }
  const pipeline = withDecision({ ...decision, threshold, groups })
  const { base } = await run(unpacked({ record: { ...record, pipeline }, golden }))
  const reply = await call(base, { name: 'groups', request } as ContractCase)
  expect(outputsOf(reply)).toBe(outputsOf(await askPage(pipeline, request)))

  const [output] = pipeline.outputs
  const labels = output?.kind === 'classes' ? output.labels : []
  const [{ data: classes }] = (JSON.parse(reply.body) as { outputs: [{ data: string[] }] }).outputs
  const wanted = probabilitiesOf(reply).map(([first = 0, own = 0, third = 0], i) => {
    const { island } = rows[i] as (typeof rows)[number]
    const isOwn = island === 'Biscoe' || (island !== 'Dream' && own >= threshold)
    return labels[isOwn ? 1 : first >= third ? 0 : 2]
  })
  expect(classes).toEqual(wanted)
  // Each of the rules decides some rows.
  const ofShared = wanted.filter((_, i) => i % 4 > 1)
  expect(new Set(ofShared.map((label) => label === labels[1])).size).toBe(2)
})

test('an export with a server can be imported as a model', async () => {
  const { record, golden } = await sampleModel((some[0] as (typeof some)[number]).content)
  const read = readArtifact(writeArtifact(record, golden, code))
  expect(read.ok && read.value.hash).toBe(record.hash)
})

test('a changed or missing file is reported before anything is served', async () => {
  const folder = unpacked(await sampleModel((some[0] as (typeof some)[number]).content))
  expect((await run(folder, '--prot', '1')).said).toContain('Unknown option: --prot 1')
  writeFileSync(join(folder, 'pipeline.json'), '{}')
  expect((await run(folder)).said).toContain('pipeline.json was changed')
  rmSync(join(folder, 'weights.bin'))
  writeFileSync(join(folder, 'manifest.json'), `{"format": "netloom-artifact", "version": ${VERSION}}`)
  expect((await run(folder)).said).toContain('lists no files')
  writeFileSync(join(folder, 'manifest.json'), `{"format": "netloom-artifact", "version": ${VERSION + 1}}`)
  expect((await run(folder)).said).toContain(
    `uses format ${VERSION + 1}, but this server reads formats up to ${VERSION}`,
  )
})

test('serve.mjs wants its key and its host name, and answers what it has begun to read before it stops', async () => {
  const { base, child } = await run(unpacked(await sampleModel((some[0] as (typeof some)[number]).content)))
  expect((await fetch(`${base}/v2`)).status).toBe(401)
  const socket = connect(Number(new URL(base).port), '127.0.0.1')
  let reply = ''
  socket.on('data', (part) => {
    reply += String(part)
  })
  const ask = (host: string, rest: string) =>
    socket.write(`${rest} HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${WITH_KEY.authorization}\r\n`)
  ask('evil.example', 'GET /v2')
  socket.write('\r\n')
  await expect.poll(() => reply).toMatch(/^HTTP\/1\.1 421 /)
  reply = ''
  ask('localhost', 'POST /v2/models/x/infer')
  socket.write('content-length: 2\r\n\r\n{')
  // Requests on other connections are read after those that arrived earlier.
  await fetch(`${base}/v2`)
  const ends = Promise.all([once(child, 'exit'), once(socket, 'close')])
  child.kill('SIGTERM')
  await expect.poll(async () => (await fetch(`${base}/v2/health/ready`).catch(() => undefined))?.status).not.toBe(200)
  socket.write('}')
  expect((await ends)[0]).toEqual([0, null])
  expect(reply).toMatch(/^HTTP\/1\.1 404 [\s\S]*"code":"/)
})

test('serve.mjs counts all responses to requests for predictions, also those that it refuses before it reads them', async () => {
  const sample = await sampleModel((some[0] as (typeof some)[number]).content)
  const { name, version } = sample.record
  const { base } = await run(unpacked(sample))
  const [port, path] = [Number(new URL(base).port), `/v2/models/${encodeURIComponent(name)}/infer`]
  const sockets: Socket[] = []
  /** Sends a request whose body stays away; resolves with the first line of the response once there is one. */
  const send = async (host: string, to = path, method = 'POST') => {
    const socket = connect(port, '127.0.0.1')
    sockets.push(socket)
    const reply = once(socket, 'data').then(([part]) => String(part).slice(0, 12))
    await once(socket, 'connect')
    const length = method === 'POST' ? 'content-length: 2\r\n' : ''
    socket.write(
      `${method} ${to} HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${WITH_KEY.authorization}\r\n${length}\r\n`,
    )
    return { reply }
  }
  const post = async (to: string, init: RequestInit = {}) =>
    (await fetch(base + to, { method: 'POST', body: '{}', headers: WITH_KEY, ...init })).status
  const statuses = [
    await post(path, { headers: {} }),
    await post(path),
    await post(path, { headers: { ...WITH_KEY, 'content-encoding': 'gzip' } }),
    await post(path, { body: ' '.repeat(MAX_BODY_BYTES + 1) }),
    await post('/v2/models/nobody/infer'),
    // A request for an unknown model adds no series to the metrics, also if it is refused.
    await post('/v2/models/nobody/infer', { headers: {} }),
    await post(`${path.replace('/infer', '')}/versions/999/infer`, { headers: {} }),
  ]
  expect(statuses).toEqual([401, 400, 415, 413, 404, 401, 401])
  expect(await (await send('evil.example')).reply).toBe('HTTP/1.1 421')
  // Probes are not counted, whether they are refused or not.
  expect(await (await send('evil.example', '/v2', 'GET')).reply).toBe('HTTP/1.1 421')
  for (let i = 0; i < 2000; i += 100) {
    for (const { reply } of await Promise.all(Array.from({ length: 100 }, () => send('localhost'))))
      reply.catch(() => {})
  }
  await expect.poll(async () => (await fetch(`${base}/v2`, { headers: WITH_KEY })).status).toBe(429)
  expect([await post(path), await post(path)]).toEqual([429, 429])
  // Without an answer now, Prometheus would not see the overload before it ends.
  const reply = await fetch(`${base}/metrics`, { headers: WITH_KEY })
  const text = await reply.text()
  for (const socket of sockets) socket.destroy()
  expect(reply.status).toBe(200)
  const own = `model="${name}",version="${version}"`
  const counts = [
    `model="",version="",code="401"} 1`,
    `model="",version="",code="404"} 1`,
    `model="${name}",version="",code="401"} 1`,
    ...['400"} 1', '401"} 1', '413"} 1', '415"} 1', '421"} 1', '429"} 2'].map((count) => `${own},code="${count}`),
  ].map((labels) => `netloom_requests_total{${labels}`)
  expect(text.split('\n').filter((line) => line.startsWith('netloom_requests_total{'))).toEqual(counts.toSorted())
  expect(text).toContain(`netloom_request_duration_seconds_count{${own},code="429"} 2`)
})

function outputsOf({ body }: HttpReply): string {
  return JSON.stringify((JSON.parse(body) as { outputs: unknown }).outputs)
}
