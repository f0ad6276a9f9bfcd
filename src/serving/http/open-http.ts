/** @file openHttp: the HTTP interface of a backend: the Open Inference Protocol v2 and Prometheus metrics. */
import { formatMessage, type Message, message } from '../../messages/message'
import '../../messages/en/url'
import { fail, ok, type Result } from '../../base/result'
import { describeValue } from '../../data/describe-value'
import type { Pipeline } from '../../data/pipeline'
import { HTTP_STATUS, type Status } from '../../ops/log-entry'
import type {
  HttpBackend,
  HttpReply,
  HttpRequest,
  InferRequest,
  RowResult,
  ServedModel,
  ServedVersion,
} from './http-types'
import { makeMetrics } from './metrics'
import { inputNames, tableIn, tensorsIn, tensorsOut } from './model-metadata'
import { readBody } from './read-body'
import { readInputs } from './read-inputs'
import { serverTiming, unknownOutput, writeResponse } from './write-response'

export type Handle = (request: HttpRequest) => Promise<HttpReply>

/** A response with the label values for the request's metrics. */
type Counted = HttpReply & {
  readonly model?: string
  readonly version?: string
  readonly by?: 'fallback' | 'abstention'
  readonly flagged?: number
  /** Whether a load test sent the request, which no metric counts. */
  readonly isLoadTest?: boolean
}

type ModelRoute = Extract<Route, { name: string }>

/** A request that an adapter refused before it read the body, with the status of its response. */
export type Refused = Pick<HttpRequest, 'path' | 'receivedAt'> & Pick<HttpReply, 'status'>

/** A handler that counts its own responses, and can count those that its adapter gives. */
export type CountingHandle = Handle & { countRefused(refused: Refused): void }

/** Creates a handler that counts requests for predictions, not probes, and never rejects; `now` returns the current time in milliseconds. */
export function openHttp(served: HttpBackend, now: () => number): CountingHandle {
  const metrics = makeMetrics()
  async function handle(request: HttpRequest): Promise<HttpReply> {
    const handledAt = now()
    // Clients also wait before the handler runs, while earlier requests are served.
    const began = Math.min(request.receivedAt ?? handledAt, handledAt)
    const routed = routeOf(request.path)
    const {
      model = '',
      version = '',
      by,
      flagged = 0,
      isLoadTest,
      ...reply
    } = await answer(served, request, routed, () =>
      [metrics.text(), served.metrics()].filter((part) => part !== '').join('\n'),
    ).catch((): Counted => refusal(500, message('url-failed', { name: 'the server' })))
    if (routed.ok && routed.value.at === 'infer' && !isLoadTest)
      metrics.observe({
        ...{ model, version, code: reply.status, seconds: (now() - began) / 1000, flagged },
        ...(by && { by }),
      })
    return request.method === 'HEAD' ? { ...reply, body: '' } : reply
  }
  function countRefused({ path, receivedAt = now(), status }: Refused): void {
    const routed = routeOf(path)
    if (!routed.ok || routed.value.at !== 'infer') return
    const { name, version: asked } = routed.value
    const model = served.models().find((one) => one.name === name)
    const version = model && versionOf(model, asked)
    const labels = { model: model ? name : '', version: version ? String(version.version) : '' }
    metrics.observe({ ...labels, code: status, seconds: Math.max(0, now() - receivedAt) / 1000 })
  }
  return Object.assign(handle, { countRefused })
}

async function answer(
  served: HttpBackend,
  request: HttpRequest,
  routed: Result<Route, Message>,
  metrics: () => string,
): Promise<Counted> {
  if (!routed.ok) return refusal(routed.error.code === 'url-path' ? 404 : 400, routed.error)
  const route = routed.value
  const required = METHOD_OF[route.at]
  // A server that supports GET must also support HEAD (RFC 9110, 9.1): the same response without its body.
  const method = request.method === 'HEAD' ? 'GET' : request.method
  if (method !== required) {
    const allow = required === 'GET' ? 'GET, HEAD' : required // not text: an HTTP header
    const problem = message('url-method', {
      method: request.method.slice(0, 20),
      path: request.path.slice(0, 200),
      wants: required,
    })
    return { ...refusal(405, problem), headers: { ...JSON_HEADERS, allow } }
  }
  if (route.at === 'metrics') return { status: 200, headers: { 'content-type': PROMETHEUS }, body: `${metrics()}\n` }
  if ('name' in route) return modelReply(served, route, request)
  if (route.at === 'live') return json(200, { live: true })
  if (route.at === 'ready') return json(served.ready() ? 200 : 503, { ready: served.ready() })
  return json(200, { name: 'netloom', version: '2', extensions: ['table_inputs'] })
}

async function modelReply(served: HttpBackend, route: ModelRoute, request: HttpRequest): Promise<Counted> {
  const { name } = route
  const models = served.models()
  if (models.length === 0) return unready(name, '')
  const model = models.find((one) => one.name === name)
  if (!model) {
    // Lists only the first few served names and shortens the requested name, so that the message stays readable.
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
    const { isReady: ready } = version
    return { ...json(ready ? 200 : 503, { name, version: counted.version, ready }), ...counted }
  }
  return { ...counted, ...(await infer(served, route, version, request)) }
}

function versionOf({ versions, current }: ServedModel, request: string | undefined): ServedVersion | undefined {
  return versions.find(({ version }) => (request === undefined ? version === current : String(version) === request))
}

function metadata({ name, versions }: ServedModel, { pipeline, version, ranges }: ServedVersion) {
  return {
    name,
    versions: versions.map((one) => String(one.version)),
    platform: 'netloom',
    inputs: tensorsIn(pipeline),
    outputs: tensorsOut(pipeline),
    // Extensions to the protocol: the version that the metadata describes, and the inputs as table columns.
    version: String(version),
    table: tableIn(pipeline, ranges),
  }
}

/** A parsed request body. */
interface ParsedRequest {
  readonly request: InferRequest
  readonly id?: string
  readonly outputs?: readonly string[]
}

async function infer(
  served: HttpBackend,
  route: ModelRoute,
  version: ServedVersion,
  { headers, body }: HttpRequest,
): Promise<Counted> {
  const unreadable = mediaProblem(headers)
  if (unreadable) {
    await served.logRejection?.(unreadable.code)
    const reply = refusal(415, unreadable)
    return { ...reply, headers: { ...reply.headers, ...ACCEPTED } }
  }
  const parsed = readRequest(route, version, body)
  if (!parsed.ok) {
    await served.logRejection?.(parsed.error.code)
    return refusal(parsed.error.code === 'url-body-large' ? 413 : 400, parsed.error)
  }
  const { name } = route
  const { request: ask, ...pending } = parsed.value
  const rows = await served.infer(ask)
  const isLoadTest = ask.source === 'load'
  const ended = rows.findIndex(({ status }) => HTTP_STATUS[status] !== 200)
  if (ended >= 0) return { ...failureReply(name, rows, ended), isLoadTest }
  const answeredBy = rows[0]?.version
  return {
    status: 200,
    headers: { ...JSON_HEADERS, 'server-timing': serverTiming(rows) },
    body: writeResponse({ model: name, pipeline: version.pipeline, rows, ...pending }),
    ...(answeredBy === undefined ? {} : { version: String(answeredBy) }),
    ...withoutPrediction(rows),
    flagged: rows.filter(({ flagged }) => flagged).length,
    isLoadTest,
  }
}

/** Media types of a body: JSON, and those that `fetch` and `curl -d` send with a string unless they are told otherwise. */
const MEDIA_TYPES = /^(application\/([\w.-]+\+)?json|text\/plain|application\/x-www-form-urlencoded)\s*(;|$)/i
/** What a client may send instead of an unsupported body (RFC 9110, 15.5.16). */
const ACCEPTED = { accept: 'application/json', 'accept-encoding': 'identity' } as const

/** The problem with a body that is compressed or not JSON, according to its headers. */
function mediaProblem(headers: HttpRequest['headers']): Message | undefined {
  const coding = headers['content-encoding']?.trim() ?? ''
  if (coding !== '' && coding.toLowerCase() !== 'identity')
    return message('url-encoding', { coding: coding.slice(0, MAX_HEADER_SHOWN) })
  const type = headers['content-type']?.trim() ?? ''
  if (type === '' || MEDIA_TYPES.test(type)) return undefined
  return message('url-media', { type: type.slice(0, MAX_HEADER_SHOWN) })
}

/** Maximum number of characters of a header that a message quotes. */
const MAX_HEADER_SHOWN = 80

/** Whether a row of a response has no prediction of a model, for the metrics. */
function withoutPrediction(rows: readonly RowResult[]): Pick<Counted, 'by'> {
  if (rows.some(({ status }) => status === 'fallback')) return { by: 'fallback' }
  return rows.some(({ status }) => status === 'abstained') ? { by: 'abstention' } : {}
}

/** Parses the inference request in a body, or returns the first problem with it. */
function readRequest(
  { name, version: request }: ModelRoute,
  { pipeline, version }: ServedVersion,
  body: HttpRequest['body'],
): Result<ParsedRequest, Message> {
  const parsed = readBody(body, inputNames(pipeline))
  if (!parsed.ok) return parsed
  const { inputs, id, label, source, outputs } = parsed.value
  const unknown = outputs && unknownOutput(pipeline, outputs)
  if (unknown !== undefined) {
    const wants = tensorsOut(pipeline).map((one) => one.name)
    return fail(message('url-output-unknown', { name: unknown, wants }))
  }
  const unfit = label === undefined ? undefined : labelProblem(pipeline, label)
  if (unfit) return fail(unfit)
  const input = readInputs(pipeline, inputs)
  if (!input.ok) return input
  return ok({
    request: {
      model: name,
      input: input.value,
      ...(request === undefined ? {} : { version }),
      ...(label === undefined ? {} : { label }),
      ...(source ? { source } : {}),
    },
    ...(id === undefined ? {} : { id }),
    ...(outputs ? { outputs } : {}),
  })
}

/** The error response of a request in which one row failed; there are no partial responses. */
function failureReply(name: string, rows: readonly RowResult[], at: number): Counted {
  const { status, problem, version } = rows[at] as RowResult
  const counted = version === undefined ? {} : { version: String(version) }
  if (status === 'unready' && problem) return { ...refusal(503, problem), ...counted }
  if (status === 'unready') return unready(name, counted.version ?? '')
  if (HTTP_STATUS[status] === 429) {
    const reply = refusal(429, problem ?? message('url-limited', { seconds: 1 }))
    return { ...reply, ...counted, headers: { ...reply.headers, 'retry-after': '1' } }
  }
  const why = problem ?? defaultProblem(status, name)
  const place = rows.length > 1 ? `Row ${at + 1}: ` : ''
  const body = { error: place + formatMessage(why), code: why.code }
  return { ...json(HTTP_STATUS[status], body), ...counted }
}

function defaultProblem(status: Status, name: string): Message {
  return status === 'invalid' ? message('url-invalid', { name }) : message('url-failed', { name })
}

function unready(name: string, version: string): Counted {
  const reply = refusal(503, message('url-unready', { name }))
  return { ...reply, headers: { ...reply.headers, 'retry-after': '1' }, model: name, version }
}

/** Headers that prevent caching and content sniffing. */
const SAFE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const
const JSON_HEADERS = { 'content-type': 'application/json', ...SAFE } as const
const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8'

function json(status: number, value: unknown): HttpReply {
  return { status, headers: JSON_HEADERS, body: JSON.stringify(value) }
}

/** Returns an error object as defined by the protocol, with an additional code. */
function refusal(status: number, problem: Message): HttpReply {
  return json(status, { error: formatMessage(problem), code: problem.code })
}

/** Maximum number of classes that a message lists. */
const LISTED = 20

/**
 * Returns the problem with a label; undefined if it is valid. A class is specified by its name or its index, counted
 * from 0.
 */
function labelProblem({ outputs }: Pipeline, label: string | number): Message | undefined {
  const [output] = outputs
  if (output?.kind === 'classes') {
    const { labels } = output
    const isKnown =
      typeof label === 'string'
        ? labels.includes(label)
        : Number.isInteger(label) && label >= 0 && label < labels.length
    if (isKnown) return undefined
    return message('url-label-unknown', {
      found: describeValue(label),
      labels: labels.slice(0, LISTED),
      all: labels.length,
    })
  }
  if (output?.kind !== 'number' || Number.isFinite(label)) return undefined
  return message('url-label', { found: describeValue(label) })
}

// routeOf: finds the route for a URL path. Names are decoded after the path is split, so that a name can contain a
// slash.

export type Route =
  | { readonly at: 'server' | 'live' | 'ready' | 'metrics' }
  | {
      readonly at: 'model' | 'model-ready' | 'infer'
      readonly name: string
      /** The version as written in the path, which is not necessarily a number. */
      readonly version?: string
    }

/** The HTTP method of each route. */
const METHOD_OF: Readonly<Record<Route['at'], 'GET' | 'POST'>> = {
  server: 'GET',
  live: 'GET',
  ready: 'GET',
  metrics: 'GET',
  model: 'GET',
  'model-ready': 'GET',
  infer: 'POST',
}

/** Returns the route for a path, or the problem with the path. */
function routeOf(path: string): Result<Route, Message> {
  const shown = path.slice(0, 200)
  const [bare = ''] = path.split(/[?#]/, 1)
  const parts: string[] = []
  for (const part of bare.split('/').slice(1)) {
    const decoded = decode(part)
    if (decoded === undefined) return fail(message('url-path-escape', { path: shown }))
    parts.push(decoded)
  }
  // Ignore a trailing slash.
  if (parts.at(-1) === '') parts.pop()
  const route = find(parts)
  return route ? ok(route) : fail(message('url-path', { path: shown }))
}

function find([first, second, name, ...rest]: readonly string[]): Route | undefined {
  if (first === 'metrics' && second === undefined) return { at: 'metrics' }
  if (first !== 'v2') return undefined
  if (second === undefined) return { at: 'server' }
  if (name === undefined || name === '') return undefined
  if (second === 'health') {
    return rest.length === 0 && (name === 'live' || name === 'ready') ? { at: name } : undefined
  }
  if (second !== 'models') return undefined
  const [versions, version] = rest
  const versioned = versions === 'versions' && version !== undefined && version !== ''
  const ends = versioned ? rest.slice(2) : rest
  const of = { name, ...(versioned ? { version } : {}) }
  if (ends.length === 0) return { at: 'model', ...of }
  if (ends.length > 1) return undefined
  if (ends[0] === 'ready') return { at: 'model-ready', ...of }
  return ends[0] === 'infer' ? { at: 'infer', ...of } : undefined
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
