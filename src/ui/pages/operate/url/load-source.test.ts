/** Tests that requests from a load test and requests replayed against one version are logged with the right source. */
import { afterEach, expect, test, vi } from 'vitest'
import { SOURCES } from '../../../../ops/log-entry'
import { openCaller } from '../../../../protocol/service-url-messages'
import type { FromServing, ToServing } from '../../../../protocol/serving-messages'
import '../../../../training/testing/node-wasm'
import { testScope } from '../../../../protocol/worker-scope.test-help'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import { serveService } from '../../../../serving/serve-service'
import { start } from '../../../../serving/testing/fixture'
import { bodyFor } from '../request/request-actions'
import { loadBodies } from './infer-request'

const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

test('requests of a load test contain one row each, and are logged as load test requests', async () => {
  const messages: FromServing[] = []
  const { scope, deliver: say } = testScope<ToServing, FromServing>((message) => messages.push(message))
  const close = serveService(scope)
  endings.push(close)
  say({ type: 'open', id: 1, ...start() })
  await vi.waitFor(() => expect(messages.some(({ type }) => type === 'opened')).toBe(true), 20_000)
  const { port1, port2 } = new MessageChannel()
  say({ type: 'listen', port: port1 })
  const caller = openCaller(port2)
  endings.push(caller.close)
  const path = `/v2/models/${encodeURIComponent(start().spec.name)}`
  const call = async (method: string, to: string, body = '') => {
    const reply = await caller.call({ method, path: path + to, headers: {}, body })
    return { status: reply?.status, body: JSON.parse(reply?.body ?? '') as Record<string, unknown> }
  }
  const meta = (await call('GET', '')).body as unknown as ModelMeta
  const bodyAt = loadBodies(meta, [
    { x: 0.5, y: -0.25 },
    { x: Float32Array.of(0.25), y: 0.125 },
  ])
  expect(bodyAt(2)).toBe(bodyAt(0))
  expect(bodyAt(1)).not.toBe(bodyAt(0))
  for (const index of [0, 1, 2]) expect((await call('POST', '/infer', bodyAt(index))).status).toBe(200)
  expect((await call('POST', '/infer', bodyAt(0).replace('{"load_test":true}', '{}'))).status).toBe(200)
  const again = bodyFor(meta, { kind: 'given', input: { kind: 'values', values: { x: 0.5, y: -0.25 } } })
  expect((await call('POST', '/infer', again)).status).toBe(200)
  const wrong = await call('POST', '/infer', bodyAt(0).replace('{"load_test":true}', '{"load_test":"yes"}'))
  expect(wrong).toMatchObject({ status: 400, body: { error: expect.stringContaining('"load_test"') } })
  const all = () => messages.flatMap((one) => (one.type === 'entries' ? one.entries : []))
  const sources = () =>
    all().flatMap((one) => (one.kind === 'requests' ? Array.from(one.source, (at) => SOURCES[at]) : []))
  await vi.waitFor(() => expect(sources().slice(0, 5)).toEqual(['load', 'load', 'load', 'url', 'again']), 20_000)
  const features = all().flatMap((one) => (one.kind === 'requests' ? [...one.features] : []))
  expect(features.slice(0, 6)).toEqual([0.5, -0.25, 0.25, 0.125, 0.5, -0.25])
})
