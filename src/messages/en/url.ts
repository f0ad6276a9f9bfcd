/** @file English sentences of the URL: what a request lacks and how it is mended. They come with what serves. */
import { defineMessages } from '../define'
import { byteSize, count, counted, list } from '../format'

const dims = (shape: readonly number[]) => `[${shape.map((n) => (n < 0 ? 'rows' : String(n))).join(', ')}]`
const quoted = (names: readonly string[]) => list(names.map((name) => `"${name}"`))
/** Names that a sentence lists. */
const LISTED = 20
const some = (names: readonly string[]) =>
  names.length > LISTED
    ? list([...names.slice(0, LISTED).map((name) => `"${name}"`), `${count(names.length - LISTED)} more`])
    : quoted(names)

/** The two ways in which a model takes its inputs: values by column, or the numbers that the network gets. */
interface Wants {
  readonly columns: readonly string[]
  readonly encoded: readonly string[]
}
const either = ({ columns, encoded }: Wants) =>
  String(columns) === String(encoded)
    ? `${some(encoded)} (${columns.length === 1 ? 'as it is' : 'as they are'}, or encoded)`
    : `${some(columns)} (${columns.length === 1 ? 'as it is' : 'as they are'}) or else ${some(encoded)} (encoded)`

export const url = defineMessages('url', {
  'url-path': (a: { path: string }) =>
    `There is nothing at ${a.path}; there are /v2, /v2/health/live, /v2/health/ready, /v2/models/{name}, /v2/models/{name}/ready, /v2/models/{name}/infer, the same with /versions/{n} behind the name, and /metrics.`,
  'url-path-escape': (a: { path: string }) =>
    `${a.path} has a % that is not followed by two hexadecimal digits of UTF-8; write names with encodeURIComponent.`,
  'url-method': (a: { method: string; path: string; wants: string }) =>
    `${a.method} is not answered at ${a.path}; use ${a.wants}.`,
  'url-no-model': (a: { name: string; names: readonly string[] }) =>
    a.names.length === 0
      ? `No model is served, so there is no "${a.name}"; open a service first.`
      : `No model "${a.name}" is served; there ${a.names.length === 1 ? 'is' : 'are'} ${quoted(a.names)}.`,
  'url-no-version': (a: { name: string; version: string; versions: readonly number[] }) =>
    `"${a.name}" has no version ${a.version} that is served; there ${a.versions.length === 1 ? 'is' : 'are'} ${list(a.versions.map(String))}.`,
  'url-body-large': (a: { most: number }) =>
    `The body has more than the ${count(a.most)} bytes that it may have. Send the rows in several requests.`,
  'url-http': (a: { why: string }) =>
    `What came is no HTTP request (${a.why}); send it with a client such as curl or fetch.`,
  'url-head-large': (a: { most: number }) =>
    `The headers of the request have more than ${byteSize(a.most)}; send fewer, and the rows in the body.`,
  'url-late': (a: { seconds: number }) =>
    `The request did not come in whole within ${counted(a.seconds, 'second')}; send it faster, or its rows in several requests.`,
  'url-body-empty': (_: object) =>
    'The body is empty; send JSON with "inputs": [{"name", "shape", "datatype", "data"}].',
  'url-json': (a: { why: string }) => `The body is not JSON (${a.why}); send {"inputs": [...]}.`,
  'url-json-nan': (a: { word: string }) =>
    `The body is not JSON: it says ${a.word}, which JSON has no number for. Send null for a missing value of a column, or leave the row out.`,
  'url-json-deep': (a: { most: number }) =>
    `The body has lists within lists more than ${count(a.most)} deep; nest "data" as its shape says, or send all values in one list.`,
  'url-json-object': (a: { found: string }) => `The body is ${a.found}; it must be an object with "inputs".`,
  'url-inputs': (a: { found: string; wants: Wants }) =>
    `"inputs" is ${a.found}; it must be a list that has ${either(a.wants)}.`,
  'url-input': (a: { at: number; key: string; found: string; wants: string }) =>
    `Input ${count(a.at + 1)}: "${a.key}" is ${a.found}; it must be ${a.wants}.`,
  'url-binary': (a: { name: string }) =>
    `"${a.name}" comes as bytes behind the JSON; this server reads "data" in the JSON alone. Put the numbers there.`,
  'url-input-twice': (a: { name: string }) => `"${a.name}" is given twice; give each input once.`,
  'url-input-unknown': (a: { name: string; wants: Wants }) =>
    `There is no input "${a.name}"; the model takes ${either(a.wants)}.`,
  'url-input-missing': (a: { name: string; given: readonly string[] }) =>
    `"${a.name}" is missing; given ${a.given.length === 1 ? 'is' : 'are'} ${quoted(a.given)}. Add it to "inputs".`,
  'url-output-unknown': (a: { name: string; wants: readonly string[] }) =>
    `There is no output "${a.name}"; the model gives ${quoted(a.wants)}.`,
  'url-datatype': (a: { name: string; is: string; wants: readonly string[] }) =>
    `"${a.name}" has the datatype ${a.is}; it takes ${a.wants.join(' or ')}.`,
  'url-rank': (a: { name: string; is: readonly number[]; wants: readonly number[] }) =>
    `"${a.name}" has ${counted(a.is.length, 'axis', 'axes')} ${dims(a.is)}; it takes ${count(a.wants.length)}: ${dims(a.wants)}.`,
  'url-shape': (a: { name: string; is: readonly number[]; wants: readonly number[] }) =>
    `"${a.name}" has the shape ${dims(a.is)}; it takes ${dims(a.wants)}.`,
  'url-shape-order': (a: { name: string; is: readonly number[]; wants: readonly number[] }) =>
    `"${a.name}" has the axes ${dims(a.is)} in another order; it takes ${dims(a.wants)}${a.wants.length === 4 ? ' (lines, pixels, channels last)' : ''}.`,
  'url-length': (a: { name: string; has: number; wants: number; shape: readonly number[] }) =>
    `"data" of "${a.name}" has ${counted(a.has, 'value')}; its shape ${dims(a.shape)} needs ${count(a.wants)}.`,
  'url-nesting': (a: { name: string; shape: readonly number[]; depth: number; found: string; wants?: number }) =>
    `"data" of "${a.name}" does not follow its shape ${dims(a.shape)}: at depth ${count(a.depth)} there is ${a.found} and should be ${a.wants === undefined ? 'a value' : `a list of ${counted(a.wants, 'value')}`}. Nest it as the shape says, or send all values in one list.`,
  'url-rows-differ': (a: { name: string; rows: number; first: string; firstRows: number }) =>
    `"${a.name}" has ${counted(a.rows, 'row')} and "${a.first}" has ${count(a.firstRows)}; give as many of each.`,
  'url-rows-none': (a: { name: string }) => `"${a.name}" has 0 rows; send 1 at least.`,
  'url-rows-many': (a: { name: string; rows: number; most: number }) =>
    `"${a.name}" has ${counted(a.rows, 'row')}; a request may have ${count(a.most)}. Send them in ${counted(Math.ceil(a.rows / a.most), 'request')}.`,
  'url-value': (a: { name: string; row: number; found: string; wants: string }) =>
    `"${a.name}", row ${count(a.row + 1)}: a value is ${a.found}; it must be ${a.wants}.`,
  'url-range': (a: { name: string; row: number; value: number; low: number; high: number }) =>
    `"${a.name}", row ${count(a.row + 1)}: a value is ${a.value}; it lies from ${a.low} to ${a.high}. Encode it as the model's pipeline says.`,
  'url-field': (a: { key: string; found: string; wants: string }) =>
    `"${a.key}" is ${a.found}; it must be ${a.wants}, or be left out.`,
  'url-label': (a: { found: string }) =>
    `The parameter "label" is ${a.found}; it must be the class's name or the number that is right.`,
  'url-label-unknown': (a: { found: string; labels: readonly string[]; all: number }) =>
    `The parameter "label" is ${a.found}, and the model has no such class; there ${a.all === 1 ? 'is' : 'are'} ${a.all > a.labels.length ? `${count(a.all)}, the first of them ${quoted(a.labels)}` : quoted(a.labels)}.`,
  'url-limited': (a: { seconds: number }) =>
    `More requests come than the service lets through; try again in ${counted(a.seconds, 'second')}.`,
  'url-unready': (a: { name: string }) =>
    `No replica of "${a.name}" is warm yet; try again in 1 second, or ask /v2/models/${a.name}/ready first.`,
  'url-no-champion': (a: { name: string }) =>
    `No version answers "${a.name}" now, and no stage in its place: its models have no flag on any. Set the champion's flag in the registry, or ask a version by its number.`,
  'server-lacks': (a: { name: string; version: number; why: string }) =>
    `serve.mjs cannot run "${a.name}", version ${a.version}: ${a.why}. Export it as a plain artifact, and serve it here.`,
  'server-absent': (_: object) =>
    'serve.mjs could not be fetched from where Netloom lies; go online once and export again.',
  'url-nobody': (_: object) =>
    'No page of this origin serves a model now; open Netloom, go to Operate and open a service there. Then send it again.',
  'url-silent': (a: { seconds: number }) =>
    `The page that serves did not answer within ${counted(a.seconds, 'second')}; look at it, then send it again.`,
  'url-busy': (a: { waiting: number }) =>
    `${counted(a.waiting, 'request')} wait already; send the next when some are answered.`,
  'url-failed': (a: { name: string }) => `"${a.name}" could not answer this request; the service's log has why.`,
  'url-invalid': (a: { name: string }) => `The service behind "${a.name}" does not take this input; its log has why.`,
})
