/** @file Mixed: what several nodes have at one parameter, one value or several, and a typed text as a value of its spec. */
import { type ParamSpec, type ParamValue, problemOf } from '../../catalog/params'
import type { Message } from '../../base/messages/message'
import { fail, ok, type Result } from '../../base/result'
import type { DrawnNode } from '../../graph/drawing'
import { readInts, readWindow } from './value-text'

/** The value all of them have, undefined where they differ; unset is the default. */
export function commonValue(nodes: readonly DrawnNode[], name: string, spec: ParamSpec): ParamValue | undefined {
  const [first, ...others] = nodes.map(({ params }) => (Object.hasOwn(params, name) ? params[name] : spec.default))
  const same = others.every((value) => JSON.stringify(value) === JSON.stringify(first))
  // A worked-out value, or one a file brought, is no value of a field.
  return same && first !== undefined && shows(spec, first) ? first : undefined
}

/** What was typed into the field of a mixed parameter, as a value, or why it is none. */
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

/** Nothing is no number: Number would read it as 0. */
function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'))
}

function shows(spec: ParamSpec, value: ParamValue): boolean {
  const problem = problemOf(spec, value)
  return !problem || problem.code === 'param-range'
}
