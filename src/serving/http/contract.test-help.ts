/**
 * @file The protocol as a table of requests and expected responses. The table is built from the metadata returned by
 * `GET /v2/models/{name}`, so that it can test the request handler, the page's service worker and serve.mjs with any
 * model.
 */
import { faultsFor, type GoodTensor as Tensor } from './contract-faults.test-help'
import type { HttpReply } from './http-types'
import { MAX_BODY_BYTES, MAX_ROWS } from './http-types'
import type { ModelMeta, TensorMeta } from './model-metadata'

export interface ContractCase {
  readonly name: string
  readonly request: {
    readonly method: string
    readonly path: string
    readonly body: string
    readonly headers?: Readonly<Record<string, string>>
    /** Number of spaces to append to the body; writing them out would make the table itself too large. */
    readonly pad?: number
  }
  readonly expect: {
    readonly status: number
    /** The expected error code. */
    readonly code?: string
    readonly allow?: string
    /** Keys that the body must contain, with their values. */
    readonly body?: Readonly<Record<string, unknown>>
    /** Outputs that the body must contain, with the shape of each. */
    readonly outputs?: Readonly<Record<string, readonly number[]>>
    /** Set if the response must have an id, a trace id and a request number. */
    readonly numbered?: true
    /** A line that the response text must contain. */
    readonly line?: string
    /** Set if the response must have no body. */
    readonly empty?: true
  }
}

/** All requests that every server must answer in the same way for this model once the model is warm. */
export function contractFor(meta: ModelMeta): readonly ContractCase[] {
  const path = `/v2/models/${encodeURIComponent(meta.name)}`
  return [
    ...ofServer(meta),
    ...ofPaths(meta, path),
    ...ofAnswers(meta, path),
    ...ofBodies(path),
    ...ofInputs(meta, path),
    ...ofFaults(meta, `${path}/infer`),
  ]
}

/** Describes how a response differs from the expected one; empty if it matches. */
export function differences({ expect }: ContractCase, { status, headers, body }: HttpReply): readonly string[] {
  const wrong: string[] = []
  if (status !== expect.status) wrong.push(`status ${status} for ${expect.status}: ${body.slice(0, 200)}`)
  if (expect.allow !== undefined && headers.allow !== expect.allow) wrong.push(`allow: ${headers.allow}`)
  if (expect.empty) return body === '' ? wrong : [...wrong, `a body: ${body.slice(0, 200)}`]
  if (expect.line !== undefined) {
    return body.split('\n').includes(expect.line) ? wrong : [...wrong, `no line ${expect.line}`]
  }
  const type = headers['content-type'] ?? ''
  if (!type.startsWith('application/json')) return [...wrong, `content-type: ${type}`]
  const json = JSON.parse(body) as Record<string, unknown>
  if (expect.code !== undefined) {
    if (json.code !== expect.code) wrong.push(`code ${String(json.code)} for ${expect.code}: ${String(json.error)}`)
    if (typeof json.error !== 'string' || !/[.;]$/.test(json.error)) wrong.push(`no sentence: ${String(json.error)}`)
  }
  for (const [key, value] of Object.entries(expect.body ?? {})) {
    if (JSON.stringify(json[key]) !== JSON.stringify(value)) wrong.push(`${key} is ${JSON.stringify(json[key])}`)
  }
  if (expect.numbered) {
    const { trace, request } = (json.parameters ?? {}) as Readonly<Record<string, unknown>>
    if (!(typeof trace === 'string' && /^[0-9a-f]{32}$/.test(trace))) wrong.push(`trace is ${String(trace)}`)
    if (!Number.isSafeInteger(request)) wrong.push(`request is ${String(request)}`)
    if (typeof json.id !== 'string' || json.id === '') wrong.push(`id is ${String(json.id)}`)
  }
  const outputs = (json.outputs ?? []) as readonly Tensor[]
  for (const [name, shape] of Object.entries(expect.outputs ?? {})) {
    const output = outputs.find((one) => one.name === name)
    if (String(output?.shape) !== String(shape)) wrong.push(`${name} has the shape ${String(output?.shape)}`)
    const size = shape.reduce((product, n) => product * n, 1)
    if (output?.data.length !== size) wrong.push(`${name} has ${output?.data.length} values`)
  }
  if (expect.outputs && outputs.length !== Object.keys(expect.outputs).length) wrong.push(`${outputs.length} outputs`)
  return wrong
}

const get = (name: string, path: string, expect: ContractCase['expect']): ContractCase => ({
  name,
  request: { method: 'GET', path, body: '' },
  expect,
})
const post = (name: string, path: string, body: string, expect: ContractCase['expect']): ContractCase => ({
  name,
  request: { method: 'POST', path, body },
  expect,
})

function ofServer({ name }: ModelMeta): readonly ContractCase[] {
  return [
    get('the server', '/v2', { status: 200, body: { name: 'netloom' } }),
    get('live', '/v2/health/live', { status: 200, body: { live: true } }),
    get('ready', '/v2/health/ready', { status: 200, body: { ready: true } }),
    get('metrics', '/metrics', { status: 200, line: '# TYPE netloom_requests_total counter' }),
    get('a slash at the end', '/v2/', { status: 200 }),
    get('what stands behind a question mark', `/v2/models/${encodeURIComponent(name)}?x=1`, { status: 200 }),
  ]
}

function ofPaths(meta: ModelMeta, path: string): readonly ContractCase[] {
  const { name, version } = meta
  const metadata = { name, inputs: meta.inputs, outputs: meta.outputs }
  return [
    get('a model', path, { status: 200, body: metadata }),
    get('a version', `${path}/versions/${version}`, { status: 200, body: metadata }),
    get('a model is ready', `${path}/ready`, { status: 200, body: { name, ready: true } }),
    get('a version is ready', `${path}/versions/${version}/ready`, { status: 200, body: { ready: true } }),
    get('no such path', '/v2/nothing', { status: 404, code: 'url-path' }),
    get('no name', '/v2/models/', { status: 404, code: 'url-path' }),
    get('a path too long', `${path}/infer/more`, { status: 404, code: 'url-path' }),
    get('no such model', '/v2/models/nobody%20serves%20this', { status: 404, code: 'url-no-model' }),
    get('a name of every object', '/v2/models/__proto__', { status: 404, code: 'url-no-model' }),
    get('a name with a slash', '/v2/models/a%2F..%2Fb', { status: 404, code: 'url-no-model' }),
    get('a name that is no UTF-8', '/v2/models/%ff', { status: 400, code: 'url-path-escape' }),
    get('no such version', `${path}/versions/999999`, { status: 404, code: 'url-no-version' }),
    get('a version that is no number', `${path}/versions/new`, { status: 404, code: 'url-no-version' }),
    get('asked to infer by GET', `${path}/infer`, { status: 405, code: 'url-method', allow: 'POST' }),
    post('asked for the model by POST', path, '{}', { status: 405, code: 'url-method', allow: 'GET, HEAD' }),
    {
      name: 'asked for the head of a model',
      request: { method: 'HEAD', path, body: '' },
      expect: { status: 200, empty: true },
    },
    {
      name: 'asked for the head of what only POST asks',
      request: { method: 'HEAD', path: `${path}/infer`, body: '' },
      expect: { status: 405, allow: 'POST', empty: true },
    },
    {
      name: 'asked what there is',
      request: { method: 'OPTIONS', path: `${path}/infer`, body: '' },
      expect: { status: 405, code: 'url-method', allow: 'POST' },
    },
    get('half a surrogate', '/v2/models/%ED%A0%80', { status: 400, code: 'url-path-escape' }),
    get('a version by another spelling', `${path}/versions/0${version}`, { status: 404, code: 'url-no-version' }),
    get('a long name', `/v2/models/${'x'.repeat(4000)}`, { status: 404, code: 'url-no-model' }),
    {
      name: 'asked to remove a model',
      request: { method: 'DELETE', path, body: '' },
      expect: { status: 405, code: 'url-method', allow: 'GET, HEAD' },
    },
  ]
}

function ofAnswers(meta: ModelMeta, path: string): readonly ContractCase[] {
  const { name, version } = meta
  const shapes = (rows: number) =>
    Object.fromEntries(meta.outputs.map((output) => [output.name, [rows, ...output.shape.slice(1)]]))
  const tensors = (rows: number) => body(meta.inputs.map((one) => good(one, rows)))
  const columns = (rows: number) => body(meta.table.map((one) => good(one, rows)))
  const [first] = meta.outputs
  return [
    post('encoded inputs', `${path}/infer`, tensors(1), {
      status: 200,
      outputs: shapes(1),
      body: { model_name: name },
      numbered: true,
    }),
    post('a version', `${path}/versions/${version}/infer`, tensors(1), {
      status: 200,
      outputs: shapes(1),
      body: { model_version: version },
      numbered: true,
    }),
    post('several rows', `${path}/infer`, tensors(3), { status: 200, outputs: shapes(3) }),
    post('columns of a table', `${path}/infer`, columns(1), { status: 200, outputs: shapes(1) }),
    post('several rows of a table', `${path}/infer`, columns(3), { status: 200, outputs: shapes(3) }),
    post(
      'lists within lists',
      `${path}/infer`,
      body(meta.inputs.map((one) => ({ ...good(one, 2), data: nest(good(one, 2)) }))),
      {
        status: 200,
        outputs: shapes(2),
      },
    ),
    post(
      'its own id',
      `${path}/infer`,
      body(
        meta.inputs.map((one) => good(one, 1)),
        { id: 'of-mine' },
      ),
      {
        status: 200,
        body: { id: 'of-mine' },
      },
    ),
    post(
      'one output',
      `${path}/infer`,
      body(
        meta.inputs.map((one) => good(one, 1)),
        { outputs: [{ name: first?.name }] },
      ),
      {
        status: 200,
        outputs: { [first?.name ?? '']: shapes(1)[first?.name ?? ''] ?? [] },
      },
    ),
    post(
      'an output there is not',
      `${path}/infer`,
      body(
        meta.inputs.map((one) => good(one, 1)),
        { outputs: [{ name: '?' }] },
      ),
      {
        status: 400,
        code: 'url-output-unknown',
      },
    ),
  ]
}

function ofBodies(path: string): readonly ContractCase[] {
  const at = `${path}/infer`
  const refused = (name: string, text: string, code: string) => post(name, at, text, { status: 400, code })
  return [
    refused('no body', '', 'url-body-empty'),
    refused('not JSON', 'inputs=1', 'url-json'),
    refused('half of JSON', '{"inputs": [', 'url-json'),
    refused('NaN as Python writes it', '{"inputs": [{"name": "x", "data": [NaN]}]}', 'url-json-nan'),
    refused('infinity as Python writes it', '{"inputs": [{"name": "x", "data": [-Infinity]}]}', 'url-json-nan'),
    refused('a list', '[]', 'url-json-object'),
    refused('no inputs', '{}', 'url-inputs'),
    refused('an empty list of inputs', '{"inputs": []}', 'url-inputs'),
    refused('an input that is a number', '{"inputs": [1]}', 'url-input'),
    refused('an input without a shape', '{"inputs": [{"name": "x", "datatype": "FP32", "data": []}]}', 'url-input'),
    refused(
      'a shape below zero',
      '{"inputs": [{"name": "x", "shape": [-1], "datatype": "FP32", "data": []}]}',
      'url-input',
    ),
    ...[
      { 'content-encoding': 'gzip' },
      { 'content-encoding': 'gzip', 'content-type': 'application/json' },
      { 'content-type': 'application/octet-stream' },
      { 'content-type': 'multipart/form-data; boundary=x' },
      { 'content-type': 'application/jsonlines' },
    ].map((headers) => ({
      name: `a body that is not plain JSON: ${Object.values(headers).join(', ')}`,
      request: { method: 'POST', path: at, body: '{"inputs": []}', headers },
      expect: { status: 415, code: 'content-encoding' in headers ? 'url-encoding' : 'url-media' },
    })),
    ...['Application/JSON; charset=utf-8', 'application/vnd.oip+json', 'application/x-www-form-urlencoded'].map(
      (type) => ({
        name: `a body that is JSON: ${type}`,
        request: { method: 'POST', path: at, body: '[]', headers: { 'content-type': type } },
        expect: { status: 400, code: 'url-json-object' },
      }),
    ),
    {
      name: 'a body that is too large',
      request: { method: 'POST', path: at, body: '{"inputs": []}', pad: MAX_BODY_BYTES },
      expect: { status: 413, code: 'url-body-large' },
    },
  ]
}

function ofInputs(meta: ModelMeta, path: string): readonly ContractCase[] {
  const at = `${path}/infer`
  const refused = (name: string, inputs: readonly unknown[], code: string) =>
    post(name, at, body(inputs), { status: 400, code })
  const [tensor] = meta.inputs
  if (!tensor) return []
  const one = good(tensor, 1)
  const rest = meta.inputs.slice(1).map((other) => good(other, 1))
  const table = meta.table.map((column) => good(column, 1))
  const cases = [
    refused('an input there is not', [{ ...one, name: '?' }, ...rest], 'url-input-unknown'),
    refused('an input twice', [one, one], 'url-input-twice'),
    refused(
      'no rows',
      [{ ...good(tensor, 0) }, ...rest.map((other) => ({ ...other, shape: [0], data: [] }))],
      'url-rows-none',
    ),
    refused('too many rows', [{ ...one, shape: [MAX_ROWS + 1, ...one.shape.slice(1)] }, ...rest], 'url-rows-many'),
    refused('a value short', [{ ...one, data: one.data.slice(1) }, ...rest], 'url-length'),
    refused('whole numbers for FP32', [{ ...one, datatype: 'INT32' }, ...rest], 'url-datatype'),
    refused('an axis too many', [{ ...one, shape: [...one.shape, 1] }, ...rest], 'url-rank'),
    refused(
      'an axis too long',
      [
        {
          ...one,
          shape: [1, ...tensor.shape.slice(1, -1), 2 * (tensor.shape.at(-1) ?? 1)],
          data: [...one.data, ...one.data],
        },
        ...rest,
      ],
      'url-shape',
    ),
    refused(
      'an axis too short, for which there are values left',
      [{ ...one, shape: [1, ...tensor.shape.slice(1, -1), Math.max(0, (tensor.shape.at(-1) ?? 1) - 1)] }, ...rest],
      'url-shape',
    ),
    refused('a value that is missing', [{ ...one, data: [null, ...one.data.slice(1)] }, ...rest], 'url-value'),
    refused('a text for a number', [{ ...one, data: ['1', ...one.data.slice(1)] }, ...rest], 'url-value'),
    refused('a number beyond float32', [{ ...one, data: [1e39, ...one.data.slice(1)] }, ...rest], 'url-value'),
    refused('a number beyond float64', [{ ...one, data: [1, ...one.data.slice(1)] }, ...rest], 'url-value'),
  ]
  // JSON.stringify cannot write a number that overflows to infinity, but a client's body may contain one.
  const last = cases[cases.length - 1] as ContractCase
  cases[cases.length - 1] = {
    ...last,
    request: { ...last.request, body: last.request.body.replace('"data":[1', '"data":[1e999') },
  }
  const [, height, width, channels] = tensor.shape
  if (channels !== undefined && channels !== height) {
    const first = { ...one, shape: [1, channels, height, width] }
    cases.push(refused('channels first', [first, ...rest], 'url-shape-order'))
  }
  if (table.length > 1) {
    cases.push(refused('a column that is missing', table.slice(1), 'url-input-missing'))
    const more = good(meta.table[0] as TensorMeta, 2)
    cases.push(refused('columns of different lengths', [more, ...table.slice(1)], 'url-rows-differ'))
  }
  for (const column of meta.table.filter(({ labels }) => labels).slice(0, 1)) {
    const unseen = table.map((metadata) =>
      metadata.name === column.name ? { ...metadata, data: ['never seen'] } : metadata,
    )
    cases.push(refused('a category nobody has seen', unseen, 'request-unseen'))
    const coded = table.map((metadata) =>
      metadata.name === column.name ? { ...metadata, datatype: 'INT64', data: [0] } : metadata,
    )
    cases.push(refused('a number for a category', coded, 'url-datatype'))
  }
  if (tensor.range) {
    const beyond = { ...one, data: [tensor.range[1] * 1.5, ...one.data.slice(1)] }
    cases.push(refused('an encoded value out of range', [beyond, ...rest], 'url-range'))
  }
  for (const column of meta.table.filter(({ shape }) => shape.length === 4).slice(0, 1)) {
    const bright = table.map((metadata) =>
      metadata.name === column.name ? { ...metadata, data: [256, ...metadata.data.slice(1)] } : metadata,
    )
    cases.push(refused('a pixel too bright', bright, 'url-range'))
  }
  return cases
}

function ofFaults({ inputs, table, outputs }: ModelMeta, at: string): readonly ContractCase[] {
  const one = (meta: TensorMeta) => good(meta, 1)
  return faultsFor({ tensors: inputs.map(one), table: table.map(one), columns: table, outputs }).map(
    ({ name, body, code }) => post(name, at, body, code === undefined ? { status: 200 } : { status: 400, code }),
  )
}

function body(inputs: readonly unknown[], more: object = {}): string {
  return JSON.stringify({ ...more, inputs })
}

/**
 * Returns a valid tensor, filled with the limits of each known range, each category in turn, or a string that can be
 * parsed as a date.
 */
function good({ name, datatype, shape, labels, range = [0, 1] }: TensorMeta, rows: number): Tensor {
  const whole = [rows, ...shape.slice(1)]
  const size = whole.reduce((product, n) => product * n, 1)
  const data = Array.from({ length: size }, (_, i) => {
    if (datatype === 'BYTES') return labels ? labels[i % labels.length] : '2020-01-01'
    return range[i % 2]
  })
  return { name, datatype, shape: whole, data }
}

/** The values as nested lists, with one level per axis. */
function nest({ shape, data }: Tensor): readonly unknown[] {
  return shape.slice(1).reduceRight<readonly unknown[]>((list, axis) => {
    const groups: unknown[] = []
    for (let i = 0; i < list.length; i += axis) groups.push(list.slice(i, i + axis))
    return groups
  }, data)
}
