/** @file openHttp: the contract of the URL over whatever is served: the Open Inference Protocol v2 and Prometheus' metrics. */
import { type Message, message, formatMessage } from '../../messages/message'
import '../../messages/en/url'
import { fail, ok, type Result } from '../../base/result'
import { HTTP_STATUS, type Status } from '../../ops/record'
import type { Ask, HttpReply, HttpRequest, RowAnswer, Served, ServedModel, ServedVersion } from './http'
import { labelProblem } from './label-problem'
import { makeMetrics } from './metrics'
import { readBody } from './read-body'
import { readInputs } from './read-inputs'
import { METHOD_OF, type Route, routeOf } from './route'
import { inputNames, tableIn, tensorsIn, tensorsOut } from './schema'
import { serverTiming, unknownOutput, writeAnswer } from './write-answer'

export type Handle = (request: HttpRequest) => Promise<HttpReply>

/** What is counted of a reply besides its code. */
type Counted = HttpReply & { readonly model?: string; readonly version?: string; readonly by?: 'fallback' }

type ModelRoute = Extract<Route, { name: string }>

/** Handles requests and counts them. `now` is in milliseconds. Never rejects. */
export function openHttp(served: Served, now: () => number): Handle {
  const metrics = makeMetrics()
  return async (request) => {
    const began = now()
    const {
      model = '',
      version = '',
      by,
      ...reply
    } = await answer(served, request, () =>
      [metrics.text(), served.metrics()].filter((part) => part !== '').join('\n'),
    ).catch((): Counted => refusal(500, message('url-failed', { name: 'the server' })))
    metrics.observe({ model, version, code: reply.status, seconds: (now() - began) / 1000, ...(by && { by }) })
    return request.method === 'HEAD' ? { ...reply, body: '' } : reply
  }
}

async function answer(served: Served, request: HttpRequest, metrics: () => string): Promise<Counted> {
  const routed = routeOf(request.path)
  if (!routed.ok) return refusal(routed.error.code === 'url-path' ? 404 : 400, routed.error)
  const route = routed.value
  const wants = METHOD_OF[route.at]
  // Whoever answers GET answers HEAD (RFC 9110, 9.1): the same without its body.
  const method = request.method === 'HEAD' ? 'GET' : request.method
  if (method !== wants) {
    const allow = wants === 'GET' ? 'GET, HEAD' : wants
    const said = message('url-method', { method: request.method.slice(0, 20), path: request.path.slice(0, 200), wants })
    return { ...refusal(405, said), headers: { ...JSON_HEADERS, allow } }
  }
  if (route.at === 'metrics') return { status: 200, headers: { 'content-type': PROMETHEUS }, body: `${metrics()}\n` }
  if ('name' in route) return ofModel(served, route, request)
  if (route.at === 'live') return json(200, { live: true })
  if (route.at === 'ready') return json(served.ready() ? 200 : 503, { ready: served.ready() })
  return json(200, { name: 'netloom', version: '2', extensions: ['table_inputs'] })
}

async function ofModel(served: Served, route: ModelRoute, request: HttpRequest): Promise<Counted> {
  const { name } = route
  const models = served.models()
  if (models.length === 0) return unready(name, '')
  const model = models.find((one) => one.name === name)
  if (!model) {
    // Names of ours, and no more than a person reads.
    const names = models.map((one) => one.name).slice(0, 10)
    return refusal(404, message('url-no-model', { name: name.slice(0, 80), names }))
  }
  const version = versionOf(model, route.version)
  if (!version) {
    const asked = (route.version ?? String(model.current ?? '')).slice(0, 40)
    const versions = model.versions.map((one) => one.version)
    if (route.version === undefined) return unready(name, '')
    return { ...refusal(404, message('url-no-version', { name, version: asked, versions })), model: name }
  }
  const counted = { model: name, version: String(version.version) }
  if (route.at === 'model') return { ...json(200, metadata(model, version)), ...counted }
  if (route.at === 'model-ready') {
    const { ready } = version
    return { ...json(ready ? 200 : 503, { name, version: counted.version, ready }), ...counted }
  }
  return { ...counted, ...(await infer(served, route, version, request)) }
}

function versionOf({ versions, current }: ServedModel, asked: string | undefined): ServedVersion | undefined {
  return versions.find(({ version }) => (asked === undefined ? version === current : String(version) === asked))
}

function metadata({ name, versions }: ServedModel, { pipeline, version, ranges }: ServedVersion) {
  return {
    name,
    versions: versions.map((one) => String(one.version)),
    platform: 'netloom',
    inputs: tensorsIn(pipeline),
    outputs: tensorsOut(pipeline),
    // Beside the protocol: the version told of, and the same inputs as columns of a table.
    version: String(version),
    table: tableIn(pipeline, ranges),
  }
}

/** What is asked, once the body is read. */
interface Read {
  readonly ask: Ask
  readonly id?: string
  readonly outputs?: readonly string[]
}

async function infer(
  served: Served,
  route: ModelRoute,
  version: ServedVersion,
  { body }: HttpRequest,
): Promise<Counted> {
  const read = readAsk(route, version, body)
  if (!read.ok) {
    await served.turnAway?.(read.error.code)
    return refusal(read.error.code === 'url-body-large' ? 413 : 400, read.error)
  }
  const { name } = route
  const { ask, ...wanted } = read.value
  const rows = await served.infer(ask)
  const ended = rows.findIndex(({ status }) => HTTP_STATUS[status] !== 200)
  if (ended >= 0) return ofEnded(name, rows, ended)
  const answeredBy = rows[0]?.version
  return {
    status: 200,
    headers: { ...JSON_HEADERS, 'server-timing': serverTiming(rows) },
    body: writeAnswer({ model: name, pipeline: version.pipeline, rows, ...wanted }),
    ...(answeredBy === undefined ? {} : { version: String(answeredBy) }),
    ...(rows.some(({ status }) => status === 'fallback') ? { by: 'fallback' } : {}),
  }
}

/** The request behind a body, or the first thing of it that does not fit the contract. */
function readAsk(
  { name, version: asked }: ModelRoute,
  { pipeline, version }: ServedVersion,
  body: HttpRequest['body'],
): Result<Read, Message> {
  const read = readBody(body, inputNames(pipeline))
  if (!read.ok) return read
  const { inputs, id, label, source, outputs } = read.value
  const unknown = outputs && unknownOutput(pipeline, outputs)
  if (unknown !== undefined) {
    const wants = tensorsOut(pipeline).map((one) => one.name)
    return fail(message('url-output-unknown', { name: unknown, wants }))
  }
  const unfit = label === undefined ? undefined : labelProblem(pipeline, label)
  if (unfit) return fail(unfit)
  const given = readInputs(pipeline, inputs)
  if (!given.ok) return given
  return ok({
    ask: {
      model: name,
      given: given.value,
      ...(asked === undefined ? {} : { version }),
      ...(label === undefined ? {} : { label }),
      ...(source ? { source } : {}),
    },
    ...(id === undefined ? {} : { id }),
    ...(outputs ? { outputs } : {}),
  })
}

/** A row that was not answered speaks for the request: half an answer is none. */
function ofEnded(name: string, rows: readonly RowAnswer[], at: number): Counted {
  const { status, said, version } = rows[at] as RowAnswer
  const counted = version === undefined ? {} : { version: String(version) }
  if (status === 'unready' && said) return { ...refusal(503, said), ...counted }
  if (status === 'unready') return unready(name, counted.version ?? '')
  if (status === 'limited') {
    const reply = refusal(429, said ?? message('url-limited', { seconds: 1 }))
    return { ...reply, ...counted, headers: { ...reply.headers, 'retry-after': '1' } }
  }
  const why = said ?? usual(status, name)
  const place = rows.length > 1 ? `Row ${at + 1}: ` : ''
  const body = { error: place + formatMessage(why), code: why.code }
  return { ...json(HTTP_STATUS[status], body), ...counted }
}

function usual(status: Status, name: string): Message {
  return status === 'invalid' ? message('url-invalid', { name }) : message('url-failed', { name })
}

function unready(name: string, version: string): Counted {
  const reply = refusal(503, message('url-unready', { name }))
  return { ...reply, headers: { ...reply.headers, 'retry-after': '1' }, model: name, version }
}

/** Neither caches nor pages of other kinds make something else of what is said. */
const SAFE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const
const JSON_HEADERS = { 'content-type': 'application/json', ...SAFE } as const
const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8'

function json(status: number, value: unknown): HttpReply {
  return { status, headers: JSON_HEADERS, body: JSON.stringify(value) }
}

/** What the protocol calls an error object, with the code beside the sentence. */
function refusal(status: number, said: Message): HttpReply {
  return json(status, { error: formatMessage(said), code: said.code })
}
