import { afterEach, describe, expect, test, vi } from 'vitest'
import { stableJson } from '../../base/stable-json'
import { hashLog } from '../../ops/log/hash'
import { appendRequests, makeRequestBuffer } from '../../ops/log/request-buffer'
import { requestOf, traceOf } from '../../ops/log/request-record'
import type { LogDictionary } from '../../ops/log-entry'
import { openCaller } from '../../protocol/service-url-messages'
import type { FromServing, ToServing } from '../../protocol/serving-messages'
import '../../training/testing/node-wasm'
import { testScope } from '../../protocol/worker-scope.test-help'
import { serveService } from '../serve-service'
import { start } from '../testing/fixture'
import { VERDICTS } from '../validate-input'
import { contractFor, differences } from './contract.test-help'
import { MAX_BODY_BYTES } from './http-types'
import type { ModelMeta } from './model-metadata'

const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

/** Opens a service behind a message port; also returns the messages that contain its log. */
async function opened(begin = start()) {
  const onLogged: FromServing[] = []
  const say = await new Promise<(message: ToServing) => void>((resolve, reject) => {
    const { scope, deliver } = testScope<ToServing, FromServing>((message) => {
      onLogged.push(message)
      if (message.type === 'opened') resolve(deliver)
      if (message.type === 'refused') reject(new Error(message.reason.code))
    })
    endings.push(serveService(scope))
    deliver({ type: 'open', id: 1, ...begin })
  })
  const { port1, port2 } = new MessageChannel()
  say({ type: 'listen', port: port1 })
  const caller = openCaller(port2)
  endings.push(caller.close)
  const call = async (method: string, path: string, body = '', headers: Readonly<Record<string, string>> = {}) => {
    const reply = await caller.call({ method, path, headers, body })
    if (!reply) throw new Error('nobody answered')
    return reply
  }
  /** The log as the page receives it after this many requests, and whether its hash chain matches the reported hash. */
  const logged = async (count: number) => {
    const batches = () => onLogged.flatMap((one) => (one.type === 'entries' ? [one] : []))
    const all = () => batches().flatMap(({ entries }) => entries.filter((one) => one.kind === 'requests'))
    await vi.waitFor(() => expect(all().reduce((sum, one) => sum + one.count, 0)).toBe(count), 20_000)
    const first = onLogged.flatMap((one) => (one.type === 'opened' ? [one.book] : []))
    const book = batches().findLast((one) => one.book)?.book ?? (first[0] as LogDictionary)
    const buffer = makeRequestBuffer(
      { stages: book.stages.length, width: 2, features: book.features?.length ?? 0 },
      2000,
    )
    for (const one of all()) appendRequests(buffer, one)
    const chain = hashLog()
    for (const { entries, through } of batches()) chain.push(entries, through)
    return { ring: buffer, book, isChained: stableJson(chain.link) === stableJson(batches().at(-1)?.link) }
  }
  return { call, say, received: onLogged, logged }
}

const infer = (name: string) => `/v2/models/${name}/infer`
const POINT = JSON.stringify({ inputs: [{ name: 'x', shape: [1], datatype: 'FP32', data: [0.2] }] })

describe('a service behind the URL', () => {
  test.each(['points', 'net'])('follows the API contract under the name %s', async (name) => {
    const { call } = await opened()
    const meta = JSON.parse((await call('GET', `/v2/models/${name}`)).body) as ModelMeta
    expect(meta.table.every(({ range }) => range)).toBe(true)
    const wrong: string[] = []
    for (const one of contractFor(meta)) {
      const { method, path, body, pad = 0, headers } = one.request
      const reply = await call(method, path, body + ' '.repeat(pad), headers)
      for (const what of differences(one, reply)) wrong.push(`${one.name}: ${what}`)
    }
    expect(wrong).toEqual([])
  })

  test('logs every request: through the diagram, to a version by its number, and refused', async () => {
    const { call, logged } = await opened()
    const meta = JSON.parse((await call('GET', '/v2/models/points')).body) as ModelMeta
    const [tensor] = meta.inputs
    const inputs = [{ ...tensor, shape: [2, ...(tensor?.shape.slice(1) ?? [])], data: [0.1, 0.2, 0.3, 0.4] }]
    const body = JSON.stringify({ inputs })
    const through = JSON.parse((await call('POST', infer('points'), body)).body)
    expect(through.parameters).toMatchObject({ request: 0, status: 'ok' })
    expect(through.parameters['ms.champion'] ?? through.parameters['ms.challenger']).toBeGreaterThan(0)
    const direct = JSON.parse((await call('POST', '/v2/models/net/versions/2/infer', body)).body)
    expect(direct).toMatchObject({ model_version: '2', id: traceOf(11, 2) })
    expect(direct.parameters).toMatchObject({ request: 2, status: 'ok', trace: traceOf(11, 2) })
    const wrong = JSON.stringify({ inputs: [{ ...inputs[0], shape: [4, 1] }] })
    for (const body of [wrong, '{}', '[NaN]', ' '.repeat(MAX_BODY_BYTES + 1)]) {
      expect((await call('POST', infer('points'), body)).status).toBeGreaterThanOrEqual(400)
    }
    const { ring: buffer, book } = await logged(8)
    const records = [0, 1, 2, 3, 4, 5, 6, 7].map((id) => requestOf(buffer, book, 11, id))
    expect(records.map((one) => one?.source)).toEqual(new Array(8).fill('url'))
    const [first, , named] = records
    expect(first?.outputs.map((value) => Math.fround(value))).toEqual(
      through.outputs[1].data.slice(0, 2).map((value: number) => Math.fround(value)),
    )
    expect(named).toMatchObject({ status: 'ok', version: { model: 'net', version: 2 }, cached: false })
    // The version was requested by its number, so no alias is logged.
    expect(named?.alias).toBeUndefined()
    expect(named?.path.map(({ stage }) => stage)).toEqual(['source', 'validate', 'features', 'challenger', 'log'])
    expect(records.slice(4).map((one) => [one?.status, one?.verdict])).toEqual([
      ['invalid', 'url-shape'],
      ['invalid', 'url-inputs'],
      ['invalid', 'url-json-nan'],
      ['invalid', 'url-body-large'],
    ])
    expect(records[4]).toMatchObject({ outputs: [], path: [{ stage: 'source' }, { stage: 'log' }] })
  })

  test('a row that a version refuses is reported with its number, and logged', async () => {
    const { call, logged } = await opened()
    const meta = JSON.parse((await call('GET', '/v2/models/points')).body) as ModelMeta
    const table = meta.table.map(({ name }) => ({ name, shape: [2], datatype: 'FP32', data: [0.1, 1e6] }))
    const reply = await call('POST', '/v2/models/net/versions/1/infer', JSON.stringify({ inputs: table }))
    expect([reply.status, JSON.parse(reply.body).error]).toEqual([400, expect.stringMatching(/^Row 2: /)])
    const { ring: buffer, book } = await logged(2)
    expect(requestOf(buffer, book, 11, 1)).toMatchObject({ status: 'invalid', verdict: 'request-range' })
    expect(book.verdicts).toEqual(VERDICTS)
  })

  test('a flood of refused requests only adds log records, and later requests are answered', async () => {
    const { call, logged } = await opened()
    const replies = await Promise.all(Array.from({ length: 500 }, () => call('POST', infer('points'), '{}')))
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([400]))
    const meta = JSON.parse((await call('GET', '/v2/models/points')).body) as ModelMeta
    const inputs = meta.inputs.map((one) => ({ ...one, shape: [1, ...one.shape.slice(1)], data: [0.5, -0.25] }))
    const after = JSON.parse((await call('POST', infer('points'), JSON.stringify({ inputs }))).body)
    expect(after.parameters.request).toBe(500)
    const { book, isChained } = await logged(501)
    expect(book.verdicts.slice(VERDICTS.length)).toEqual(['url-inputs'])
    expect(isChained).toBe(true)
  })

  test('while versions are swapped, each response names the version that produced it, and none is lost', async () => {
    const { call, say } = await opened(start({ aliases: { net: { champion: 1 } } }))
    const meta = JSON.parse((await call('GET', '/v2/models/points')).body) as ModelMeta
    const body = JSON.stringify({
      inputs: meta.inputs.map((one) => ({ ...one, shape: [1, ...one.shape.slice(1)], data: [0.5, -0.25] })),
    })
    const known = new Map<string, string>()
    for (const version of ['1', '2']) {
      const { outputs } = JSON.parse((await call('POST', `/v2/models/net/versions/${version}/infer`, body)).body)
      known.set(version, JSON.stringify(outputs))
    }
    expect(known.get('1')).not.toBe(known.get('2'))
    const replies = []
    for (let i = 0; i < 200; i++) {
      if (i % 7 === 0) {
        const champion = 1 + ((i / 7) % 2)
        say({ type: 'aliases', id: 10 + i, aliases: { net: { champion } }, by: 'test', why: 'swapped' })
      }
      replies.push(call('POST', infer('points'), body))
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    }
    const versions = new Set<string>()
    for (const { status, body: text } of await Promise.all(replies)) {
      const { model_version: version, outputs } = JSON.parse(text)
      expect([status, JSON.stringify(outputs)]).toEqual([200, known.get(version)])
      versions.add(version)
    }
    expect([...versions].sort()).toEqual(['1', '2'])
  })

  test('without any alias, the diagram answers as far as it can, and a version by its number', async () => {
    const { call, say } = await opened()
    const { inputs } = JSON.parse((await call('GET', '/v2/models/points')).body) as ModelMeta
    const body = JSON.stringify({
      inputs: inputs.map((one) => ({ ...one, shape: [1, ...one.shape.slice(1)], data: [0.5, -0.25] })),
    })
    say({ type: 'aliases', id: 2, aliases: {}, by: 'test', why: 'taken down' })
    const ready = () => call('GET', '/v2/health/ready').then(({ status }) => status)
    await vi.waitFor(async () => expect(await ready()).toBe(503), 20_000)
    const byDrawing = await call('POST', infer('points'), body)
    const byNumber = await call('POST', '/v2/models/net/versions/1/infer', body)
    expect([byDrawing.status, JSON.parse(byDrawing.body).parameters.status]).toEqual([200, 'fallback'])
    expect([byNumber.status, JSON.parse(byNumber.body).model_version]).toEqual([200, '1'])

    // If the diagram has no stage for a model, the response must not suggest a retry, which would not help.
    const { stages, ...rest } = start().spec
    const abstain = stages.findIndex(({ class_name }) => class_name === 'Abstain')
    const others = stages
      .filter(({ class_name }) => class_name !== 'Fallback')
      .map((one) => (one.class_name === 'Log' ? { ...one, from: [abstain] } : one))
    say({ type: 'spec', id: 3, spec: { ...rest, stages: others }, by: 'test', why: 'test' })
    const refused = await vi.waitFor(async () => {
      const reply = await call('POST', infer('points'), body)
      expect(reply.status).toBe(503)
      return reply
    }, 20_000)
    expect([JSON.parse(refused.body).code, refused.headers['retry-after']]).toEqual(['url-no-champion', undefined])
  })

  test('requests that wait when the service closes get an error', async () => {
    const { call, say } = await opened()
    const meta = JSON.parse((await call('GET', '/v2/models/points')).body) as ModelMeta
    const body = JSON.stringify({
      inputs: meta.inputs.map((one) => ({ ...one, shape: [1, ...one.shape.slice(1)], data: [0.5, -0.25] })),
    })
    const first = Array.from({ length: 20 }, () => call('POST', infer('points'), body))
    await first[0]
    say({ type: 'close', id: 2 })
    const replies = await Promise.all([...first, call('POST', infer('points'), body)])
    expect(replies.at(-1)?.status).toBe(503)
    expect(replies.every(({ status }) => status === 200 || status === 503)).toBe(true)
  })

  test('a closed service reports that no model is warm', async () => {
    const { call, say } = await opened()
    say({ type: 'close', id: 2 })
    const reply = await call('POST', infer('points'), POINT)
    expect([reply.status, JSON.parse(reply.body).code]).toEqual([503, 'url-unready'])
    expect((await call('GET', '/v2/health/ready')).status).toBe(503)
  })
})
