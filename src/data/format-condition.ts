/**
 * @file printCondition: writes a condition in the condition language; parsing the result returns the same condition.
 */
import type { Condition } from './condition'
import { RESERVED_WORDS, NUMBER, type Value } from './parse-condition'
import { parseModelColumn } from './model-prediction-columns'

/** Returns the text of a condition. A group that contains a single condition is printed as that condition. */
export function printCondition(condition: Condition): string {
  return print(condition, 'whole')
}

/** `within` is the enclosing construct, which determines whether the condition needs parentheses. */
function print(condition: Condition, within: 'whole' | 'any' | 'all' | 'not'): string {
  if ('all' in condition) return group(condition.all, 'all', 'and', 'all rows', within)
  if ('any' in condition) return group(condition.any, 'any', 'or', 'no row', within)
  if ('not' in condition) {
    const { not } = condition
    // not text: the condition language
    if ('column' in not && not.is === 'missing') return `${name(not.column)} is not missing`
    if ('column' in not && not.is === 'in') return `${name(not.column)} not in ${values(not.value)}`
    return `not ${print(not, 'not')}`
  }
  const { column, is, value } = condition
  if (is === 'missing') return `${name(column)} is missing`
  if (is === 'in') return `${name(column)} in ${values(value)}`
  return `${name(column)} ${is} ${Array.isArray(value) ? values(value) : one((value ?? '') as Value)}`
}

function group(
  parts: readonly Condition[],
  kind: 'all' | 'any',
  word: string,
  none: string,
  within: 'whole' | 'any' | 'all' | 'not',
): string {
  if (parts.length === 0) return none
  if (parts.length === 1) return print(parts[0] as Condition, within)
  const text = parts.map((part) => print(part, kind)).join(` ${word} `)
  return within === 'whole' || (within === 'any' && kind === 'all') ? text : `(${text})`
}

/**
 * Prints a name or value, quoted if it would otherwise be parsed differently. A column of a saved model is printed like
 * `mistake of "digits v3"`.
 */
function name(text: string): string {
  const saved = parseModelColumn(text)
  return saved ? `${saved.column} of ${quoted(saved.model)}` : word(text)
}

function word(text: string): string {
  const plain = /^[^\s=<>(),≤≥≠"'`!\\]+$/u.test(text) && !RESERVED_WORDS.has(text.toLowerCase()) && !NUMBER.test(text)
  return plain && !ROWS.test(text) ? text : quoted(text)
}

/**
 * Names that start with these words are quoted, because without quotes they would be parsed as the beginning of "all
 * rows" or "no row".
 */
const ROWS = /^(?:all|no)$/i

function values(value: Extract<Condition, { column: string }>['value']): string {
  const all = Array.isArray(value) ? (value as readonly Value[]) : value === undefined ? [] : [value as Value]
  return `(${all.map(one).join(', ')})`
}

function one(value: Value): string {
  if (typeof value === 'string') return word(value)
  return Object.is(value, -0) ? '-0' : String(value)
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`
}
