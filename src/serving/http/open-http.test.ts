import { describe, expect, test } from 'vitest'
import { message } from '../../messages/message'
import '../../messages/en/serving'
import type { Pipeline } from '../../data/pipeline'
import type { Status } from '../../ops/log-entry'
import { type HttpBackend, type InferRequest, MAX_BODY_BYTES, type RowResult } from './http-types'
import { openHttp } from './open-http'

const PIPELINE: Pipeline = {
  inputs: [
    {
      label: 'Columns',
      kind: 'columns',
      shape: [2],
      columns: [
        { column: 'age', from: { type: 'number', shape: [] }, steps: [] },
        { column: 'height', from: { type: 'number', shape: [] }, steps: [] },
      ],
    },
  ],
  outputs: [{ label: 'Kind', kind: 'classes', column: 'kind', labels: ['a', 'b'] }],
}

const row = (status: Status, more: Partial<RowResult> = {}): RowResult => ({
  status,
  version: 3,
  outputs: status === 'ok' ? [Float32Array.of(0.25, 0.75)] : [],
  stages: [{ stage: 'model a', ms: 1.5 }],
  ...more,
})

/** Serves a model with this name that returns the given results for its rows. */
function over(rows: readonly RowResult[], name = 'kind', ready = true): { served: HttpBackend; asked: InferRequest[] } {
  const request: InferRequest[] = []
  const served: HttpBackend = {
    models: () => [
      { name, versions: [{ version: 3, pipeline: PIPELINE, isReady: ready }], ...(ready ? { current: 3 } : {}) },
    ],
    ready: () => ready,
    metrics: () => '',
    async infer(ask) {
      request.push(ask)
      return rows
    },
  }
  return { served, asked: request }
}

function post(served: HttpBackend, inputs: readonly unknown[], more: object = {}, name = 'kind') {
  const path = `/v2/models/${encodeURIComponent(name)}/infer`
  const body = JSON.stringify({ ...more, inputs })
  return openHttp(served, () => 0)({ method: 'POST', path, headers: {}, body })
}

const ONE = [{ name: 'Columns', shape: [1, 2], datatype: 'FP32', data: [1, 2] }]

describe('the status of the response follows from the result of its row', () => {
  test.each([
    ['ok', 200],
    ['abstained', 200],
    ['fallback', 200],
    ['invalid', 400],
    ['limited', 429],
    ['unready', 503],
    ['failed', 500],
  ] as const)('%s is %i', async (status, code) => {
    const { served } = over([row(status)])
    const reply = await post(served, ONE)
    expect(reply.status).toBe(code)
    expect(reply.headers['retry-after']).toBe(code === 429 || code === 503 ? '1' : undefined)
    if (code !== 200) expect(JSON.parse(reply.body).error).toMatch(/\.$/)
  })

  test('if one row is refused, the response is its message with its row number', async () => {
    const problem = message('request-range', { column: 'age', value: 900, least: 0, most: 120 })
    const { served } = over([row('ok'), row('invalid', { problem })])
    const reply = await post(served, ONE)
    expect([reply.status, JSON.parse(reply.body)]).toEqual([
      400,
      { code: 'request-range', error: 'Row 2: "age" is 900, outside the training range of 0 to 120.' },
    ])
  })

  test('an exception is a 500 with a message and no internals', async () => {
    const { served } = over([])
    const reply = await post({ ...served, infer: () => Promise.reject(new Error('/home/secret')) }, ONE)
    expect(reply.status).toBe(500)
    expect(reply.body).not.toContain('secret')
  })
})

test('times have microsecond resolution, and no more digits than the difference of two clocks allows', async () => {
  const stages = [{ stage: 'model', ms: 0.09999999776482582 }]
  const { served } = over([row('ok', { stages, waitedMs: 1.2999999970197678, coldMs: 28.400000035762787 })])
  const { headers, body } = await post(served, ONE)
  expect(headers['server-timing']).toBe('model;dur=0.1')
  expect(JSON.parse(body).parameters).toMatchObject({ 'ms.model': 0.1, waited_ms: 1.3, cold_ms: 28.4 })
})

test('a response contains the version, the model name and the time of each stage', async () => {
  const { served } = over([row('ok', { trace: 'abc', id: 7, cached: true }), row('abstained', { version: 4 })])
  const reply = await post(served, ONE, { id: 'mine' })
  expect(reply.headers['server-timing']).toBe('model_a;dur=1.5')
  expect(JSON.parse(reply.body)).toEqual({
    model_name: 'kind',
    model_version: '3',
    id: 'mine',
    parameters: { status: 'ok,abstained', versions: '3,4', trace: 'abc', request: 7, cached: true, 'ms.model a': 1.5 },
    outputs: [
      { name: 'Kind', datatype: 'BYTES', shape: [2], data: ['b', ''] },
      { name: 'Kind.probabilities', datatype: 'FP32', shape: [2, 2], data: [0.25, 0.75, 0, 0] },
    ],
  })
})

test('a table reaches the service as rows by column, a tensor unchanged, with the version and the label', async () => {
  const { served, asked: request } = over([row('ok')])
  await post(served, [
    { name: 'height', shape: [2], datatype: 'FP64', data: [1.7, null] },
    { name: 'age', shape: [2], datatype: 'INT32', data: [3, 4] },
  ])
  await post(served, ONE, { parameters: { label: 'b' } })
  const [table, tensor] = request
  expect(table?.input).toEqual({
    rows: [
      { age: 3, height: 1.7 },
      { age: 4, height: null },
    ],
  })
  expect(tensor).toEqual({ model: 'kind', label: 'b', input: { encoded: [Float32Array.of(1, 2)], count: 1 } })
})

test('a request with an unknown input gets a message that lists both input formats', async () => {
  const { served, asked: request } = over([row('ok')])
  const errorOf = async (inputs: readonly unknown[]) => JSON.parse((await post(served, inputs)).body).error
  const both = '"age" and "height" (raw), or "Columns" (encoded)'
  expect(await errorOf([])).toBe(`"inputs" is an empty list. It must be a list that contains ${both}.`)
  const unknownTensor = { name: 'x', shape: [1], datatype: 'FP32', data: [1] }
  expect(await errorOf([unknownTensor])).toBe(`There is no input "x". The model takes ${both}.`)
  expect(await errorOf([...ONE, unknownTensor])).toBe(`There is no input "x". The model takes ${both}.`)
  expect(request).toEqual([])
  // Both input formats are accepted: encoded tensors and table columns.
  await post(served, ONE)
  await post(served, [
    { name: 'age', shape: [1], datatype: 'FP32', data: [3] },
    { name: 'height', shape: [1], datatype: 'FP32', data: [1.7] },
  ])
  expect(request.length).toBe(2)
})

test('a refused request is logged with its error code only', async () => {
  const { served, asked: request } = over([row('ok')])
  const codes: string[] = []
  const entries: HttpBackend = { ...served, logRejection: async (code) => void codes.push(code) }
  await post(entries, [])
  await post(entries, [{ ...ONE[0], shape: [2, 1] }])
  await post(entries, ONE, { parameters: { label: 'of none' } })
  const path = '/v2/models/kind/versions/3/infer'
  const large = ' '.repeat(MAX_BODY_BYTES + 1)
  expect((await openHttp(entries, () => 0)({ method: 'POST', path, headers: {}, body: large })).status).toBe(413)
  expect(codes).toEqual(['url-inputs', 'url-shape', 'url-label-unknown', 'url-body-large'])
  // A request for an unknown model, or to a path that is not an inference path, is not logged.
  await post(entries, ONE, {}, 'nobody')
  await openHttp(entries, () => 0)({ method: 'GET', path, headers: {}, body: '' })
  await post(entries, ONE)
  expect([codes.length, request.length]).toEqual([4, 1])
})

test('without a warm model, the server is live but not ready, and refuses inference', async () => {
  const { served, asked: request } = over([row('ok')], 'kind', false)
  const handle = openHttp(served, () => 0)
  const get = async (path: string) => (await handle({ method: 'GET', path, headers: {}, body: '' })).status
  expect(await get('/v2/health/live')).toBe(200)
  expect(await get('/v2/health/ready')).toBe(503)
  expect(await get('/v2/models/kind/versions/3/ready')).toBe(503)
  expect((await post(served, ONE)).status).toBe(503)
  expect(request).toEqual([])
})

test('durations include the wait before the handler, as clients see them, and abstentions are counted', async () => {
  const { served } = over([row('abstained')])
  const handle = openHttp(served, () => 3000)
  const body = JSON.stringify({ inputs: ONE })
  await handle({ method: 'POST', path: '/v2/models/kind/infer', headers: {}, body, receivedAt: 500 })
  const { body: text } = await handle({ method: 'GET', path: '/metrics', headers: {}, body: '' })
  const labels = text.match(/netloom_abstained_answers_total\{(.*)\} 1\n/)?.[1]
  expect(text).toContain(`netloom_request_duration_seconds_bucket{${labels},le="1"} 0`)
  expect(text).toContain(`netloom_request_duration_seconds_bucket{${labels},le="2.5"} 1`)
})

test('names in any script are found and counted; labels are escaped, buckets add up, unknown names share one row', async () => {
  const name = 'a "b"/\\\n%41'
  const { served } = over([row('ok')], name)
  const times = [0, 0.9, 0.9, 20, 20, 20 + 7, 30, 30, 40, 40]
  const handle = openHttp(served, () => times.shift() ?? 40)
  const path = `/v2/models/${encodeURIComponent(name)}`
  const body = JSON.stringify({ inputs: ONE })
  for (const method of ['POST', 'POST']) await handle({ method, path: `${path}/infer`, headers: {}, body })
  for (const one of ['x', 'y']) await handle({ method: 'POST', path: `/v2/models/${one}/infer`, headers: {}, body })
  const { body: text, headers } = await handle({ method: 'GET', path: '/metrics', headers: {}, body: '' })
  expect(headers['content-type']).toContain('version=0.0.4')
  const labels = 'model="a \\"b\\"/\\\\\\n%41",version="3",code="200"'
  const queueKeyNow = text.split('\n')
  expect(queueKeyNow).toContain(`netloom_requests_total{${labels}} 2`)
  expect(queueKeyNow).toContain('netloom_requests_total{model="",version="",code="404"} 2')
  expect(queueKeyNow).toContain(`netloom_request_duration_seconds_bucket{${labels},le="0.001"} 1`)
  expect(queueKeyNow).toContain(`netloom_request_duration_seconds_bucket{${labels},le="0.015"} 1`)
  expect(queueKeyNow).toContain(`netloom_request_duration_seconds_bucket{${labels},le="0.025"} 2`)
  expect(queueKeyNow).toContain(`netloom_request_duration_seconds_bucket{${labels},le="+Inf"} 2`)
  expect(text.endsWith('\n')).toBe(true)
})

test('requests of a load test are in no metric, whether they are answered or not', async () => {
  const path = '/v2/models/kind/infer'
  for (const status of ['ok', 'failed'] as const) {
    const { served } = over([row(status)])
    const handle = openHttp(served, () => 0)
    const ask = (parameters: object) =>
      handle({ method: 'POST', path, headers: {}, body: JSON.stringify({ inputs: ONE, parameters }) })
    for (const parameters of [{ load_test: true }, {}, { load_test: true }]) await ask(parameters)
    const { body: text } = await handle({ method: 'GET', path: '/metrics', headers: {}, body: '' })
    expect(text.match(/netloom_requests_total\{.*\} (\d+)/)?.[1]).toBe('1')
  }
})

test('probes of health, readiness, and metadata are not requests: they would dilute error rates', async () => {
  const { served } = over([row('ok')])
  const handle = openHttp(served, () => 0)
  const get = (path: string) => handle({ method: 'GET', path, headers: {}, body: '' })
  const paths = ['/v2', '/v2/health/ready', '/v2/models/kind', '/v2/models/kind/ready', '/nowhere', '/metrics']
  for (const path of paths) await get(path)
  expect((await get('/metrics')).body).not.toContain('netloom_requests_total{')
})
