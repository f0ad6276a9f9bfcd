/** @file Mixed: the value that several nodes share at one parameter, if they do, and a typed text as a value of its spec. */
import { type ParamSpec, type ParamSpecs, type ParamValue, problemOf } from '../../catalog/params'
import type { Message } from '../../messages/message'
import { fail, ok, type Result } from '../../base/result'
import type { DrawnNode } from '../../graph/drawing'
import { readInts, readWindow } from './value-text'

/** The value all of them have, undefined where they differ; unset is the default of the node's own kind. */
export function commonValue(
  nodes: readonly DrawnNode[],
  name: string,
  spec: ParamSpec,
  specsOf: (node: DrawnNode) => ParamSpecs,
): ParamValue | undefined {
  // Kinds that share a parameter may have different defaults: a stride of 1, or as wide as the window.
  const [first, ...others] = nodes.map((node) =>
    Object.hasOwn(node.params, name) ? node.params[name] : specsOf(node)[name]?.default,
  )
  const same = others.every((value) => JSON.stringify(value) === JSON.stringify(first))
  // A computed value, or an invalid one from a file, does not fit into a field.
  return same && first !== undefined && shows(spec, first) ? first : undefined
}

/** The text typed into the field of a mixed parameter, as a value or a problem. */
export function readTyped(spec: ParamSpec, text: string): Result<ParamValue, Message> {
  const value = valueIn(spec, text)
  const problem = problemOf(spec, value)
  return problem ? fail(problem) : ok(value)
}

function valueIn({ type }: ParamSpec, text: string): ParamValue {
  if (type === 'window') return readWindow(text)
  if (type === 'ints') return readInts(text)
  return type === 'int' || type === 'float' ? numberIn(text) : text
}

/** An empty text is not a number: Number would read it as 0. */
function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'))
}

function shows(spec: ParamSpec, value: ParamValue): boolean {
  const problem = problemOf(spec, value)
  return !problem || problem.code === 'param-range'
}
