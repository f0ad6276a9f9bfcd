/**
 * @file Expressions: a parameter inside a block may be computed from the block's own parameters, such as `=filters*2`. Parsed here,
 * never run as code. Supports numbers, names, + - * / % ^, parentheses, and min, max, round, floor and ceil. A single name may also
 * refer to text.
 */
import { type Message, message } from '../messages/message'
import type { Problem } from '../messages/problem'
import { fail, ok, type Result } from '../base/result'
import { type TokenRule, lex, tokenReader } from '../base/lexer'
import type { ParamValue } from '../catalog/params'

export type Values = Readonly<Record<string, ParamValue>>

/** The syntax tree of an expression. */
export type Expression =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'negative'; readonly of: Expression }
  | { readonly type: 'pair'; readonly sign: Operator; readonly a: Expression; readonly b: Expression }
  | { readonly type: 'call'; readonly call: FunctionName; readonly args: readonly Expression[] }

export type Operator = '+' | '-' | '*' | '/' | '%' | '^'
type FunctionName = 'min' | 'max' | 'round' | 'floor' | 'ceil'
const FUNCTIONS: Readonly<Record<FunctionName, (...values: number[]) => number>> = {
  min: Math.min,
  max: Math.max,
  round: (value) => Math.round(value ?? Number.NaN),
  floor: (value) => Math.floor(value ?? Number.NaN),
  ceil: (value) => Math.ceil(value ?? Number.NaN),
}

/** Maximum length of an expression, in characters. */
const MAX_LENGTH = 200
/** Maximum nesting depth of an expression. */
const MAX_DEPTH = 20

/** Whether a value is an expression, that is, text that begins with "=". */
export function isExpression(value: ParamValue | undefined): value is string {
  return typeof value === 'string' && value.startsWith('=')
}

/** Evaluates an expression with these values. */
export function evaluate(text: string, values: Values): Result<ParamValue, Problem> {
  const read = parse(text)
  if (!read.ok) return read
  const expression = read.value
  if (expression.type === 'name') return valueNamed(expression.name, values)
  return numberOf(expression, values, text)
}

/** The names used in an expression; empty if it cannot be parsed. */
export function namesInText(text: string): readonly string[] {
  const read = parse(text)
  return read.ok ? [...new Set(namesOf(read.value))] : []
}

/** Renames names in an expression; `names` maps old to new. Text that cannot be parsed stays as it is. */
export function renameInText(text: string, names: ReadonlyMap<string, string>): string {
  return parse(text).ok ? replaceNames(text, (name) => names.get(name) ?? name) : text
}

/**
 * Replaces known names in an expression with their values or expressions. If all names have plain values, the result is
 * a value. Text that cannot be parsed stays as it is.
 */
export function substitute(text: string, values: Values): Result<ParamValue, Message> {
  const read = parse(text)
  if (!read.ok) return ok(text)
  const knownAs = (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined)
  if (read.value.type === 'name') return ok(knownAs(read.value.name) ?? text)
  const names = namesInText(text)
  const bound = names.filter((name) => knownAs(name) !== undefined)
  if (bound.length === 0) return ok(text)
  if (bound.length === names.length && bound.every((name) => !isExpression(knownAs(name))))
    return evaluate(text, values)
  const notNumber = bound.find((name) => typeof knownAs(name) !== 'number' && !isExpression(knownAs(name)))
  if (notNumber !== undefined)
    return fail(message('expression-no-number', { text, name: notNumber, value: String(knownAs(notNumber)) }))
  const after = replaceNames(text, (name) => {
    const value = knownAs(name)
    return value === undefined ? name : parenthesize(isExpression(value) ? value.slice(1).trim() : String(value))
  })
  return parse(after).ok ? ok(after) : fail(message('expression-too-long', { text: after }))
}

/** Adds parentheses unless the text is a single name or number. */
function parenthesize(text: string): string {
  return /^(\w+|\d+\.\d+)$/.test(text) ? text : `(${text})`
}

/** Replaces each name in the text. Function names, as in max(a, b), are not replaced. */
function replaceNames(text: string, replacement: (name: string) => string): string {
  const tokens = lex(text, TOKENS, 1)
  if (!tokens.ok) return text
  let after = ''
  let end = 0
  tokens.value.forEach(({ type, text: name, at }, i) => {
    if (type !== 'word' || tokens.value[i + 1]?.text === '(') return
    after += text.slice(end, at) + replacement(name)
    end = at + name.length
  })
  return after + text.slice(end)
}

function namesOf(expression: Expression): readonly string[] {
  switch (expression.type) {
    case 'number':
      return []
    case 'name':
      return [expression.name]
    case 'negative':
      return namesOf(expression.of)
    case 'pair':
      return [...namesOf(expression.a), ...namesOf(expression.b)]
    case 'call':
      return expression.args.flatMap(namesOf)
    default:
      return expression satisfies never
  }
}

function valueNamed(name: string, values: Values): Result<ParamValue, Problem> {
  const value = Object.hasOwn(values, name) ? values[name] : undefined
  if (value === undefined) return fail(message('expression-name', { name, known: Object.keys(values) }))
  return ok(value)
}

function numberOf(expression: Expression, values: Values, text: string): Result<number, Problem> {
  const each = (inner: Expression) => numberOf(inner, values, text)
  switch (expression.type) {
    case 'number':
      return ok(expression.value)
    case 'name': {
      const value = valueNamed(expression.name, values)
      if (!value.ok) return value
      if (typeof value.value === 'number') return ok(value.value)
      return fail(message('expression-no-number', { text, name: expression.name, value: String(value.value) }))
    }
    case 'negative': {
      const of = each(expression.of)
      return of.ok ? ok(-of.value) : of
    }
    case 'pair': {
      const a = each(expression.a)
      const b = each(expression.b)
      if (!a.ok) return a
      return b.ok ? finite(applyOperator(expression.sign, a.value, b.value), text) : b
    }
    case 'call': {
      const args = expression.args.map(each)
      const wrong = args.find((arg) => !arg.ok)
      if (wrong) return wrong
      return finite(FUNCTIONS[expression.call](...args.flatMap((arg) => (arg.ok ? [arg.value] : []))), text)
    }
    default:
      return expression satisfies never
  }
}

function applyOperator(operator: Operator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return b === 0 ? Number.NaN : a / b
    case '%':
      return a % b
    case '^':
      return a ** b
    default:
      return operator satisfies never
  }
}

/** Fails for NaN and infinity, which result from division by zero or overflow. */
function finite(value: number, text: string): Result<number, Problem> {
  return Number.isFinite(value) ? ok(value) : fail(message('expression-not-finite', { text }))
}

const TOKENS: readonly TokenRule[] = [
  { type: 'number', pattern: /(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?/y },
  { type: 'word', pattern: /[A-Za-z_]\w*/y },
  { type: 'sign', pattern: /[-+*/%^(),]/y },
]

/** Parses an expression. On failure, the problem includes the position. */
export function parse(text: string): Result<Expression, Problem> {
  const wrong = (at: number) => fail(message('expression-unreadable', { text: text.slice(0, MAX_LENGTH), at }))
  if (text.length > MAX_LENGTH) return wrong(MAX_LENGTH)
  const tokens = lex(text, TOKENS, 1)
  if (!tokens.ok) return wrong(tokens.error)
  const { peek, next, take } = tokenReader(tokens.value)
  let depth = 0

  /** Throws ParseError at an unexpected token. The nesting depth is limited, which also limits the recursion depth. */
  function sum(): Expression {
    let a = product()
    for (;;) {
      const operator = peek().text
      if (operator !== '+' && operator !== '-') return a
      next()
      a = { type: 'pair', sign: operator, a, b: product() }
    }
  }
  function product(): Expression {
    let a = signed()
    for (;;) {
      const operator = peek().text
      if (operator !== '*' && operator !== '/' && operator !== '%') return a
      next()
      a = { type: 'pair', sign: operator, a, b: signed() }
    }
  }
  function signed(): Expression {
    if (take('-')) return nested(() => ({ type: 'negative', of: signed() }))
    return power()
  }
  function power(): Expression {
    const a = atom()
    return take('^') ? nested(() => ({ type: 'pair', sign: '^', a, b: signed() })) : a
  }
  function nested(read: () => Expression): Expression {
    depth++
    if (depth > MAX_DEPTH) throw new ParseError(peek().at)
    const expression = read()
    depth--
    return expression
  }
  function atom(): Expression {
    const { type, text: word, at } = next()
    if (type === 'number') return { type: 'number', value: Number(word) }
    if (word === '(') {
      const inner = nested(sum)
      expect(')')
      return inner
    }
    if (type !== 'word') throw new ParseError(at)
    if (!take('(')) return { type: 'name', name: word }
    if (!isFunctionName(word)) throw new ParseError(at)
    const args = [nested(sum)]
    while (take(',')) args.push(nested(sum))
    expect(')')
    return { type: 'call', call: word, args }
  }

  function expect(sign: string): void {
    if (!take(sign)) throw new ParseError(peek().at)
  }

  try {
    const expression = sum()
    const after = peek()
    return after.type === 'end' ? ok(expression) : wrong(after.at)
  } catch (error) {
    if (error instanceof ParseError) return wrong(error.at)
    throw error
  }
}

function isFunctionName(word: string): word is FunctionName {
  return Object.hasOwn(FUNCTIONS, word)
}

class ParseError extends Error {
  readonly at: number
  constructor(at: number) {
    super()
    this.at = at
  }
}
