/** @file Values of parameters: their text, and the value that several nodes share. */
import { type ParamSpec, type ParamSpecs, type ParamValue, problemOf } from '../../catalog/params'
import type { Message } from '../../messages/message'
import { fail, ok, type Result } from '../../base/result'
import type { DrawnNode } from '../../graph/drawing'

/**
 * The value shared by all nodes; undefined if the values differ. An unset parameter counts as the default of the node's
 * kind.
 */
export function commonValue(
  nodes: readonly DrawnNode[],
  name: string,
  spec: ParamSpec,
  specsOf: (node: DrawnNode) => ParamSpecs,
): ParamValue | undefined {
  // Kinds that share a parameter may have different defaults, such as a stride that defaults to 1 or to the window
  // size.
  const [first, ...others] = nodes.map((node) =>
    Object.hasOwn(node.params, name) ? node.params[name] : specsOf(node)[name]?.default,
  )
  const same = others.every((value) => JSON.stringify(value) === JSON.stringify(first))
  // A field cannot show a computed value or an invalid value from a file.
  return same && first !== undefined && isShowable(spec, first) ? first : undefined
}

/** Parses the text that the user typed into the field of a parameter whose value differs among the selected nodes. */
export function parseTyped(spec: ParamSpec, text: string): Result<ParamValue, Message> {
  const value = parseValue(spec, text)
  const problem = problemOf(spec, value)
  return problem ? fail(problem) : ok(value)
}

function parseValue({ type }: ParamSpec, text: string): ParamValue {
  if (type === 'window') return parseWindow(text)
  if (type === 'ints') return parseInts(text)
  return type === 'int' || type === 'float' ? parseNumber(text) : text
}

/** Parses a number. Empty text becomes NaN, not 0. */
function parseNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'))
}

function isShowable(spec: ParamSpec, value: ParamValue): boolean {
  const problem = problemOf(spec, value)
  return !problem || problem.code === 'param-range'
}

/** Formats 3 or [3, 5] as 3 × 3 or 3 × 5. */
export function windowText(value: number | readonly number[], axes: number): string {
  const each = typeof value === 'number' ? Array.from({ length: axes }, () => value) : value
  return each.join(' × ')
}

/**
 * Parses one number for all axes, or one number per axis. Anything that is not a number becomes NaN, so that the value
 * is rejected.
 */
export function parseWindow(text: string): number | readonly number[] {
  const numbers = parseInts(text)
  const [first = Number.NaN] = numbers
  return numbers.every((n) => n === first) ? first : numbers
}

/** Parses a list of integers with any separators: "28×28×1", "28, 28, 1" and "[28 28 1]" yield the same list. */
export function parseInts(text: string): readonly number[] {
  return (text.match(/[^\s×x*,;[\]()]+/giu) ?? []).map(Number)
}
