/**
 * @file faultsFor: malformed and malicious request bodies as test cases for the protocol: each one must be rejected
 * with an error code, or accepted if it is valid JSON.
 */
import type { TensorMeta } from './model-metadata'

/** A tensor that is valid in a request. */
export interface GoodTensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly datatype: string
  readonly data: readonly unknown[]
}

export interface FaultyBody {
  readonly name: string
  readonly body: string
  /** The expected error code; absent if the body must be accepted. */
  readonly code?: string
}

/** The parts of a valid request into which faults are injected: the inputs of one row, both encoded and as columns. */
interface Parts {
  readonly tensors: readonly GoodTensor[]
  readonly table: readonly GoodTensor[]
  /** The protocol metadata of the columns. */
  readonly columns: readonly TensorMeta[]
  readonly outputs: readonly TensorMeta[]
}

/** All bodies with a fault in the JSON syntax, the protocol or a datatype. */
export function faultsFor(parts: Parts): readonly FaultyBody[] {
  return [...ofJson(parts), ...ofLabels(parts), ...ofNesting(parts), ...ofNumbers(parts)]
}

function ofJson({ tensors }: Parts): readonly FaultyBody[] {
  const [first] = tensors
  const inputs = JSON.stringify(tensors)
  const extraMs = (more: object) => JSON.stringify({ ...more, inputs: tensors })
  const refused = (name: string, body: string, code: string) => ({ name, body, code })
  const other = (more: object) => JSON.stringify({ inputs: [{ ...first, ...more }, ...tensors.slice(1)] })
  return [
    { name: 'a repeated key, whose last value counts', body: `{"inputs": [], "inputs": ${inputs}}` },
    { name: 'the key __proto__', body: `{"__proto__": {"inputs": 1}, "inputs": ${inputs}}` },
    { name: 'an id with half a surrogate pair', body: extraMs({ id: '\ud800' }) },
    {
      name: 'null fields besides the inputs',
      body: extraMs({ id: null, outputs: null, parameters: null }),
    },
    refused('inputs that are inherited', `{"__proto__": {"inputs": ${inputs}}}`, 'url-inputs'),
    refused('an input that every object has', other({ name: 'constructor' }), 'url-input-unknown'),
    refused('an id that is a number', extraMs({ id: 5 }), 'url-field'),
    refused('an id that is a book', extraMs({ id: 'x'.repeat(5000) }), 'url-field'),
    refused('outputs that are a text', extraMs({ outputs: 'all' }), 'url-field'),
    refused('outputs without names', extraMs({ outputs: [1] }), 'url-field'),
    refused('parameters that are a list', extraMs({ parameters: [] }), 'url-field'),
    refused('a label that is an object', extraMs({ parameters: { label: {} } }), 'url-label'),
    refused('a shape of many axes', other({ shape: new Array(1000).fill(1) }), 'url-input'),
    refused('a shape of texts', other({ shape: first?.shape.map(String) }), 'url-input'),
    refused('a shape of halves', other({ shape: first?.shape.map((n) => n + 0.5) }), 'url-input'),
    refused(
      'a shape beyond all numbers',
      other({ shape: first?.shape.map((n, axis) => (axis === 0 ? n : 2 ** 52)) }),
      'url-shape',
    ),
    refused('a datatype that is a book', other({ datatype: 'FP32'.repeat(2000) }), 'url-input'),
    refused('a name that is a book', other({ name: 'x'.repeat(5000) }), 'url-input'),
    refused('data that is an object', other({ data: { 0: 1 } }), 'url-input'),
    refused('a comma too many', `{"inputs": ${inputs},}`, 'url-json'),
    refused('half of JSON, with NaN in a text', '{"a": "no, NaN", "inputs": [', 'url-json'),
    refused('lists within lists alone', '['.repeat(2000) + ']'.repeat(2000), 'url-json-deep'),
  ]
}

/** Invalid labels, if the first output is a class. */
function ofLabels({ tensors, outputs: [output] }: Parts): readonly FaultyBody[] {
  const labels = output?.labels
  if (!labels) return []
  const of = (label: string | number) => JSON.stringify({ parameters: { label }, inputs: tensors })
  const code = 'url-label-unknown'
  return [
    { name: 'a label by its name', body: of(labels[0] ?? '') },
    { name: 'a label by its place', body: of(labels.length - 1) },
    { name: 'a label that no class has', body: of('of no class'), code },
    { name: 'a label beyond the classes', body: of(labels.length), code },
    { name: 'a label between two classes', body: of(0.5), code },
  ]
}

function ofNesting({ tensors }: Parts): readonly FaultyBody[] {
  const [first] = tensors
  if (!first) return []
  const size = first.data.length
  const of = (name: string, rows: number, data: string, code = 'url-nesting') => {
    const inputs = tensors.map((one) => ({
      ...one,
      shape: [rows, ...one.shape.slice(1)],
      data: Array.from({ length: rows }, () => one.data).flat(),
    }))
    const body = JSON.stringify({ inputs: [{ ...inputs[0], data: 0 }, ...inputs.slice(1)] })
    return { name, body: body.replace('"data":0', `"data":${data}`), code }
  }
  const rows = size === 3 ? 2 : 3
  const value = first.data[0]
  const list = (length: number) => new Array<unknown>(length).fill(value)
  return [
    of('rows and values turned', rows, JSON.stringify(Array.from({ length: size }, () => list(rows)))),
    of('rows of different lengths', 2, JSON.stringify([list(size + 1), list(size - 1)])),
    of('values beside lists', 1, JSON.stringify([value, [value]])),
    of('deeper than there are axes', 1, '['.repeat(40) + ']'.repeat(40)),
    of('deeper than any request', 1, '['.repeat(1000) + ']'.repeat(1000), 'url-json-deep'),
    of('wide and deep', 1, `[${'1,'.repeat(5000)}${'['.repeat(40)}${']'.repeat(40)}]`),
  ]
}

/** Values that an integer datatype cannot represent, placed in the first numeric scalar column. */
function ofNumbers({ table, columns }: Parts): readonly FaultyBody[] {
  const column = columns.find(({ datatype, shape }) => datatype === 'FP32' && shape.length === 1)
  if (!column) return []
  const of = (name: string, datatype: string, value: unknown, code: string) => {
    const inputs = table.map((one) => (one.name === column.name ? { ...one, datatype, data: [value] } : one))
    return { name, body: JSON.stringify({ inputs }), code }
  }
  return [
    of('half a whole number', 'INT32', 0.5, 'url-value'),
    of('a byte of 256', 'UINT8', 256, 'url-value'),
    of('a number below nothing', 'UINT64', -1, 'url-value'),
    of('a whole number that JSON does not bring', 'INT64', 2 ** 53, 'url-value'),
    of('yes for a number', 'FP32', true, 'url-value'),
    of('a datatype of yes and no', 'BOOL', true, 'url-datatype'),
  ]
}
