/**
 * @file readCondition: parses the text of a condition. Examples: `age < 30`, `class = "7" and not split = test`, `sex
 * is missing`, `remarks contains "late"`, `species in (Adelie, Gentoo)`. `not` binds tightest, then `and`, then `or`.
 * Names with spaces need quotes. `mistake` alone means `mistake = yes`, and `mistake of "digits v3"` refers to a saved
 * model. `all rows` and `no row` are also conditions.
 */
import { ok, type Result } from '../base/result'
import type { Condition } from './condition'
import { type ConditionFault, failCondition } from './condition-error'
import { PREDICTION_COLUMNS, modelColumnName } from './model-prediction-columns'

export type Value = string | number
type Read<T> = Result<T, ConditionFault>
type Compare = Extract<Condition, { column: string }>['is']

interface Token {
  /** Quoted text is never treated as a keyword. */
  readonly kind: 'word' | 'quoted' | 'number' | 'sign' | 'end'
  readonly text: string
  /** The position of the token's first character, counted from 1. */
  readonly at: number
}

const MAX_DEPTH = 60
const OPERATORS = /^(?:!=|<=|>=|==|<>|[=<>(),≤≥≠])/u
const SYNONYMS: Readonly<Record<string, Compare>> = { '==': '=', '<>': '!=', '≤': '<=', '≥': '>=', '≠': '!=' }
const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>='])
export const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
/** Matches a number such as 180,5. Whether the comma is a decimal separator depends on the column and its files. */
const COMMA = /^[-+−]?\d[\d.]*,\d+(?![\w.,])/u
const QUOTES = '"\'`'

/** Parses the text of a condition. An error gives the position and what was expected there. */
export function readCondition(text: string): Read<Condition> {
  const tokens = tokensOf(text)
  if (!tokens.ok) return tokens
  if (tokens.value.length === 1) return failCondition('empty', { at: 1 })
  const reader = makeReader(tokens.value)
  const read = reader.any(0)
  if (!read.ok) return read
  const last = reader.next()
  return last.kind === 'end' ? read : failCondition('wants-end', { at: last.at, found: textOf(last) })
}

function tokensOf(text: string): Read<readonly Token[]> {
  const tokens: Token[] = []
  let at = 0
  // Whether the parser is inside the parentheses of `in (...)`, where commas separate values.
  let listed = false
  while (at < text.length) {
    const letter = text[at] as string
    if (/\s/u.test(letter)) {
      at++
      continue
    }
    if (QUOTES.includes(letter)) {
      const quoted = unquoted(text, at)
      if (!quoted) return failCondition('quote-open', { at: at + 1, quote: letter })
      tokens.push({ kind: 'quoted', text: quoted.text, at: at + 1 })
      at = quoted.end
      continue
    }
    const operator = OPERATORS.exec(text.slice(at, at + 2))?.[0]
    if (operator) {
      listed = operator === '(' ? tokens.at(-1)?.text.toLowerCase() === 'in' : listed && operator !== ')'
      tokens.push({ kind: 'sign', text: SYNONYMS[operator] ?? operator, at: at + 1 })
      at += operator.length
      continue
    }
    const rest = text.slice(at)
    const comma = listed ? undefined : COMMA.exec(rest)?.[0]
    const word = comma ?? (/^[^\s=<>(),≤≥≠"'`!]+|^!/u.exec(rest)?.[0] as string)
    tokens.push({ kind: NUMBER.test(word) ? 'number' : 'word', text: word, at: at + 1 })
    at += word.length
  }
  return ok([...tokens, { kind: 'end', text: '', at: text.length + 1 }])
}

/** Reads a quoted name or text; a backslash escapes the next character. */
function unquoted(text: string, from: number): { readonly text: string; readonly end: number } | undefined {
  const quote = text[from]
  let read = ''
  for (let at = from + 1; at < text.length; at++) {
    const letter = text[at] as string
    if (letter === quote) return { text: read, end: at + 1 }
    if (letter === '\\' && at + 1 < text.length) {
      at++
      read += text[at] === 'n' ? '\n' : text[at]
    } else read += letter
  }
  return undefined
}

function makeReader(tokens: readonly Token[]) {
  let at = 0
  const peek = () => tokens[at] as Token
  const next = (): Token => {
    const token = peek()
    if (token.kind !== 'end') at++
    return token
  }
  const is = (token: Token, word: string) =>
    (token.kind === 'word' || token.kind === 'sign') && token.text.toLowerCase() === word
  const take = (word: string): boolean => {
    if (!is(peek(), word)) return false
    at++
    return true
  }

  /** Parses conditions joined by `and` or `or`; a single condition is returned without an enclosing group. */
  function joined(word: 'and' | 'or', part: (deep: number) => Read<Condition>, deep: number): Read<Condition> {
    const parts: Condition[] = []
    do {
      const read = part(deep)
      if (!read.ok) return read
      parts.push(read.value)
    } while (take(word))
    return ok(parts.length === 1 ? (parts[0] as Condition) : word === 'and' ? { all: parts } : { any: parts })
  }

  const any = (deep: number): Read<Condition> => joined('or', all, deep)
  const all = (deep: number): Read<Condition> => joined('and', unary, deep)

  function unary(deep: number): Read<Condition> {
    const token = peek()
    if (deep > MAX_DEPTH) return failCondition('too-deep', { at: token.at, most: MAX_DEPTH })
    if (take('not')) {
      const read = unary(deep + 1)
      return read.ok ? ok({ not: read.value }) : read
    }
    if (!take('(')) return comparison()
    const read = any(deep + 1)
    if (!read.ok) return read
    const close = next()
    if (is(close, ')')) return read
    return failCondition('wants-close', { at: close.at, found: textOf(close), opened: token.at })
  }

  function comparison(): Read<Condition> {
    const name = next()
    if (name.kind !== 'word' && name.kind !== 'quoted')
      return failCondition('wants-column', { at: name.at, found: textOf(name) })
    if (is(name, 'all') && (take('rows') || take('row'))) return ok({ all: [] })
    if (is(name, 'no') && (take('rows') || take('row'))) return ok({ any: [] })
    if (RESERVED_WORDS.has(name.text.toLowerCase()) && name.kind === 'word')
      return failCondition('wants-column', { at: name.at, found: textOf(name) })
    const of = modelAfter(name)
    if (of && !of.ok) return of
    const column = of?.value ?? name.text
    const operator = next()
    if (operator.kind === 'sign' && COMPARISONS.has(operator.text))
      return compared(column, operator.text as Compare, operator.text)
    if (is(operator, 'is')) return afterIs(column)
    if (is(operator, 'contains')) return compared(column, 'contains', 'contains')
    if (is(operator, 'in')) return among(column)
    if (is(operator, 'not') && take('in')) {
      const read = among(column)
      return read.ok ? ok({ not: read.value }) : read
    }
    if (is(name, 'mistake')) {
      if (operator.kind !== 'end') at--
      return ok({ column, is: '=', value: 'yes' })
    }
    return failCondition('wants-comparison', { at: operator.at, column, found: textOf(operator) })
  }

  /** Parses `of "digits v3"` after a prediction column; undefined if no model is named. */
  function modelAfter({ kind, text }: Token): Read<string> | undefined {
    const column = PREDICTION_COLUMNS.find((one) => kind === 'word' && one === text.toLowerCase())
    if (!column || !take('of')) return undefined
    const model = next()
    if (model.kind !== 'word' && model.kind !== 'quoted')
      return failCondition('wants-value', { at: model.at, after: 'of', found: textOf(model) })
    // In an unquoted model name, the version is a separate token.
    const version = model.kind === 'word' && /^v\d+$/.test(peek().text) ? ` ${next().text}` : ''
    return ok(modelColumnName({ column, model: `${model.text.trim()}${version}` }))
  }

  function afterIs(column: string): Read<Condition> {
    const negated = take('not')
    if (take('missing')) {
      const missing: Condition = { column, is: 'missing' }
      return ok(negated ? { not: missing } : missing)
    }
    return compared(column, negated ? '!=' : '=', negated ? 'is not' : 'is')
  }

  function compared(column: string, compare: Compare, after: string): Read<Condition> {
    const value = valueAfter(after)
    return value.ok ? ok({ column, is: compare, value: value.value }) : value
  }

  function valueAfter(after: string): Read<Value> {
    const token = next()
    if (token.kind === 'number') return ok(Number(token.text))
    if (token.kind === 'quoted' || (token.kind === 'word' && !RESERVED_WORDS.has(token.text.toLowerCase())))
      return ok(token.text)
    return failCondition('wants-value', { at: token.at, after, found: textOf(token) })
  }

  function among(column: string): Read<Condition> {
    const open = next()
    if (!is(open, '(')) return failCondition('wants-list', { at: open.at, found: textOf(open) })
    const values: Value[] = []
    if (take(')')) return ok({ column, is: 'in', value: values })
    for (;;) {
      const value = valueAfter(values.length === 0 ? '(' : ',')
      if (!value.ok) return value
      values.push(value.value)
      const then = next()
      if (is(then, ')')) return ok({ column, is: 'in', value: values })
      if (!is(then, ',')) return failCondition('wants-close', { at: then.at, found: textOf(then), opened: open.at })
    }
  }

  return { any, next }
}

/** Keywords of the language; a name or value that equals one of them must be quoted. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'is', 'in', 'contains', 'missing', '!'])

/** Returns the text of a token as it was written, or null at the end of the input. */
function textOf({ kind, text }: Token): string | null {
  return kind === 'end' ? null : text
}
