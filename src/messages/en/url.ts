/**
 * @file Errors of a service's URL: what is wrong with a request and how to fix it. Loaded with the code that serves.
 */
import { defineMessages } from '../define'
import { byteSize, count, counted, list, listOr, plural, identifier } from '../format'

const dims = (shape: readonly number[]) => `[${shape.map((n) => (n < 0 ? 'rows' : String(n))).join(', ')}]`
const quoted = (names: readonly string[]) => list(names.map((name) => `"${name}"`))
/** The maximum number of names to list in a sentence. */
const LISTED = 20
const some = (names: readonly string[]) =>
  names.length > LISTED
    ? list([...names.slice(0, LISTED).map((name) => `"${name}"`), `${count(names.length - LISTED)} more`])
    : quoted(names)

/** The two input formats that a model accepts: raw values by column, or the encoded numbers that its network takes. */
interface Wants {
  readonly columns: readonly string[]
  readonly encoded: readonly string[]
}
const either = ({ columns, encoded }: Wants) =>
  String(columns) === String(encoded)
    ? `${some(encoded)} (raw or encoded)`
    : `${some(columns)} (raw), or ${some(encoded)} (encoded)`

export const url = defineMessages('url', {
  'url-path': (a: { path: string }) =>
    `There is no endpoint ${a.path}. Endpoints: /v2, /v2/health/live, /v2/health/ready, /v2/models/{name}, /v2/models/{name}/ready, /v2/models/{name}/infer, the same with /versions/{n} after the name, and /metrics.`,
  'url-path-escape': (a: { path: string }) =>
    `${a.path} contains a % that is not part of a valid UTF-8 escape. Encode names with encodeURIComponent.`,
  'url-method': (a: { method: string; path: string; wants: string }) =>
    `${a.path} does not support ${a.method}. Use ${a.wants}.`,
  'url-no-model': (a: { name: string; names: readonly string[] }) =>
    a.names.length === 0
      ? `There is no model "${a.name}": no model is being served. Open a service first.`
      : `There is no model "${a.name}". Models being served: ${quoted(a.names)}.`,
  'url-no-version': (a: { name: string; version: string; versions: readonly number[] }) =>
    `Version ${a.version} of "${a.name}" is not being served. Versions being served: ${list(a.versions.map(String))}.`,
  'url-body-large': (a: { most: number }) =>
    `The body is larger than the limit of ${count(a.most)} bytes. Split the rows across several requests.`,
  'url-encoding': (a: { coding: string }) =>
    `The body is compressed ("content-encoding: ${a.coding}"). Send it without compression.`,
  'url-media': (a: { type: string }) =>
    `The body is "${a.type}", but this server reads JSON. Send the header "content-type: application/json".`,
  'url-http': (a: { why: string }) => `Not a valid HTTP request (${a.why}). Use a client such as curl or fetch.`,
  'url-head-large': (a: { most: number }) =>
    `The headers are larger than the limit of ${byteSize(a.most)}. Send fewer headers, and put the rows in the body.`,
  'url-late': (a: { seconds: number }) =>
    `The request did not arrive in full within ${counted(a.seconds, 'second')}. Send it faster, or split the rows across several requests.`,
  'url-body-empty': (_: object) =>
    'The body is empty. Send JSON with "inputs": [{"name", "shape", "datatype", "data"}].',
  'url-json': (a: { why: string }) => `The body is not valid JSON (${a.why}). Send {"inputs": [...]}.`,
  'url-json-nan': (a: { word: string }) =>
    `The body is not valid JSON: it contains ${a.word}, which JSON does not support. Send null for a missing value, or leave out the row.`,
  'url-json-deep': (a: { most: number }) =>
    `The body nests lists more than ${count(a.most)} levels deep. Nest "data" to match its shape, or send all values in one list.`,
  'url-json-object': (a: { found: string }) => `The body is ${a.found}. It must be an object with "inputs".`,
  'url-inputs': (a: { found: string; wants: Wants }) =>
    `"inputs" is ${a.found}. It must be a list that contains ${either(a.wants)}.`,
  'url-input': (a: { at: number; key: string; found: string; wants: string }) =>
    `Input ${count(a.at + 1)}: "${a.key}" is ${a.found}. It must be ${a.wants}.`,
  'url-binary': (a: { name: string }) =>
    `"${a.name}" is sent as binary data after the JSON, which this server does not support. Put the numbers in "data" in the JSON.`,
  'url-input-twice': (a: { name: string }) => `"${a.name}" appears twice. Send each input once.`,
  'url-input-unknown': (a: { name: string; wants: Wants }) =>
    `There is no input "${a.name}". The model takes ${either(a.wants)}.`,
  'url-input-missing': (a: { name: string; given: readonly string[] }) =>
    a.given.length === 0
      ? `"${a.name}" is missing. Add it to "inputs", which is empty.`
      : `"${a.name}" is missing. Add it to "inputs", which has only ${quoted(a.given)}.`,
  'url-output-unknown': (a: { name: string; wants: readonly string[] }) =>
    `There is no output "${a.name}". The model returns ${quoted(a.wants)}.`,
  'url-datatype': (a: { name: string; is: string; wants: readonly string[] }) =>
    `"${a.name}" has the datatype ${a.is}. It must be ${listOr(a.wants)}.`,
  'url-rank': (a: { name: string; is: readonly number[]; wants: readonly number[] }) =>
    `"${a.name}" has ${counted(a.is.length, 'axis', 'axes')} ${dims(a.is)}. It must have ${count(a.wants.length)}: ${dims(a.wants)}.`,
  'url-shape': (a: { name: string; is: readonly number[]; wants: readonly number[] }) =>
    `"${a.name}" has the shape ${dims(a.is)}. It must be ${dims(a.wants)}.`,
  'url-shape-order': (a: { name: string; is: readonly number[]; wants: readonly number[] }) =>
    `"${a.name}" has its axes in a different order: ${dims(a.is)}. It must be ${dims(a.wants)}${a.wants.length === 4 ? ' (height, width, channels last)' : ''}.`,
  'url-length': (a: { name: string; has: number; wants: number; shape: readonly number[] }) =>
    `"data" of "${a.name}" has ${counted(a.has, 'value')}, but its shape ${dims(a.shape)} needs ${count(a.wants)}.`,
  'url-nesting': (a: { name: string; shape: readonly number[]; depth: number; found: string; wants?: number }) =>
    `"data" of "${a.name}" does not match its shape ${dims(a.shape)}: at depth ${count(a.depth)} there is ${a.found} instead of ${a.wants === undefined ? 'a value' : `a list of ${counted(a.wants, 'value')}`}. Nest the lists to match the shape, or send all values in one list.`,
  'url-rows-differ': (a: { name: string; rows: number; first: string; firstRows: number }) =>
    `"${a.name}" has ${counted(a.rows, 'row')}, but "${a.first}" has ${count(a.firstRows)}. Send the same number of rows for each input.`,
  'url-rows-none': (a: { name: string }) => `"${a.name}" has no rows. Send at least 1.`,
  'url-rows-many': (a: { name: string; rows: number; most: number }) =>
    `"${a.name}" has ${counted(a.rows, 'row')}; the limit per request is ${count(a.most)}. Split them across ${counted(Math.ceil(a.rows / a.most), 'request')}.`,
  'url-value': (a: { name: string; row: number; found: string; wants: string }) =>
    `"${a.name}", row ${identifier(a.row + 1)}: a value is ${a.found}. It must be ${a.wants}.`,
  'url-range': (a: { name: string; row: number; value: number; low: number; high: number }) =>
    `"${a.name}", row ${identifier(a.row + 1)}: a value is ${a.value}. It must be between ${a.low} and ${a.high}. Encode it as the model's pipeline describes.`,
  'url-field': (a: { key: string; found: string; wants: string }) =>
    `"${a.key}" is ${a.found}. It must be ${a.wants}, or be omitted.`,
  'url-label': (a: { found: string }) =>
    `The parameter "label" is ${a.found}. It must be the correct class name or the correct number.`,
  'url-label-unknown': (a: { found: string; labels: readonly string[]; all: number }) =>
    a.all > a.labels.length
      ? `The parameter "label" is ${a.found}, which is not a class of this model. The first of its ${count(a.all)} classes: ${quoted(a.labels)}.`
      : `The parameter "label" is ${a.found}, which is not a class of this model. Its classes: ${quoted(a.labels)}.`,
  'url-limited': (a: { seconds: number }) =>
    `The rate limit of the service is exceeded. Try again in ${counted(a.seconds, 'second')}.`,
  'url-unready': (a: { name: string }) =>
    `No replica of "${a.name}" is ready yet. Try again in 1 second, or check /v2/models/${a.name}/ready first.`,
  'url-no-champion': (a: { name: string }) =>
    `"${a.name}" cannot answer: no model of the service has a champion, and there is no fallback. Set the champion alias in the registry, or request a version by number.`,
  'server-host': (a: { host: string }) =>
    `This server does not accept requests for the host "${a.host}". Use localhost or the IP address, or start the server with --allow-host.`,
  'server-key': (_: object) =>
    'The API key is missing or wrong. Send the header "Authorization: Bearer KEY" with the key in NETLOOM_API_KEY.',
  'server-stopping': (_: object) => 'The server is stopping. Send the request to another server.',
  'server-lacks': (a: { name: string; version: number; why: string }) =>
    `serve.mjs cannot run version ${a.version} of "${a.name}": ${a.why}. Export the model without the server, and serve it in Netloom.`,
  'server-absent': (_: object) =>
    'serve.mjs could not be downloaded from the Netloom site. Go online once, then export again.',
  'url-nobody': (_: object) =>
    'No Netloom page is currently serving a model. Open Netloom, go to Operate, open a service, then send the request again.',
  'url-silent': (a: { seconds: number }) =>
    `The Netloom page that serves the model did not respond within ${counted(a.seconds, 'second')}. Check that page, then send the request again.`,
  'url-busy': (a: { waiting: number }) =>
    plural(a.waiting, {
      one: 'Too many requests: # request is waiting. Wait for a response before you send the next one.',
      other: 'Too many requests: # requests are waiting. Wait for a response before you send the next one.',
    }),
  'url-failed': (a: { name: string }) => `"${a.name}" failed on this request. See the service log for the reason.`,
  'url-invalid': (a: { name: string }) =>
    `The service of "${a.name}" does not accept this input. See the service log for the reason.`,
})
