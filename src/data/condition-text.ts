/**
 * @file The text of conditions; parsing and printing are inverse operations. Examples: `age < 30`, `class = "7" and
 * not split = test`, `sex is missing`, `remarks contains "late"`, `species in (Adelie, Gentoo)`. `not` binds tightest,
 * then `and`, then `or`. Names with spaces need quotes. `mistake` alone means `mistake = yes`, and `mistake of "digits v3"` refers to a saved
 * model. `all rows` and `no row` are also conditions.
 */
import { ok, type Result } from '../base/result'
import { isWord, type Token, type TokenRule, lex, tokenReader } from '../base/lexer'
import { type Condition, type ConditionFault, failCondition } from './condition'
import { modelColumnName, PREDICTION_COLUMNS, parseModelColumn } from './virtual-columns'

export type Value = string | number
type Read<T> = Result<T, ConditionFault>
type Compare = Extract<Condition, { column: string }>['is']

const MAX_DEPTH = 60
const SYNONYMS: Readonly<Record<string, Compare>> = { '==': '=', '<>': '!=', '≤': '<=', '≥': '>=', '≠': '!=' }
const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>='])
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** The rules of the language, in order. */
const TOKENS: readonly TokenRule[] = [
  { type: 'quoted', pattern: /(["'`])(?:\\.|(?!\1)[^\\])*\1/sy, text: unquoted },
  {
    type: 'sign',
    pattern: /!=|<=|>=|==|<>|[=<>(),≤≥≠]/y,
    text: (sign) => SYNONYMS[sign] ?? sign,
  },
  // A number such as 180,5. Whether the comma is a decimal separator depends on the column and its files.
  { type: 'word', pattern: /[-+−]?\d[\d.]*,\d+(?![\w.,])/y, applies: (before) => !isInList(before) },
  { type: 'number', pattern: /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![^\s=<>(),≤≥≠"'`!])/iy },
  { type: 'word', pattern: /[^\s=<>(),≤≥≠"'`!]+|!/y },
]

/** Parses the text of a condition. An error gives the position and what was expected there. */
export function readCondition(text: string): Read<Condition> {
  const tokens = tokensOf(text)
  if (!tokens.ok) return tokens
  if (tokens.value.length === 1) return failCondition('empty', { at: 1 })
  const reader = makeReader(tokens.value)
  const read = reader.any(0)
  if (!read.ok) return read
  const last = reader.next()
  return last.type === 'end' ? read : failCondition('wants-end', found(last))
}

function tokensOf(text: string): Read<readonly Token[]> {
  const tokens = lex(text, TOKENS)
  // Every character can start a token except a quote without its closing quote.
  return tokens.ok ? tokens : failCondition('quote-open', { at: tokens.error + 1, quote: text.charAt(tokens.error) })
}

/** Whether the parentheses of `in (...)` are open, where commas separate values. */
function isInList(tokens: readonly Token[]): boolean {
  const open = tokens.findLastIndex(({ type, text }) => type === 'sign' && (text === '(' || text === ')'))
  return tokens[open]?.text === '(' && tokens[open - 1]?.text.toLowerCase() === 'in'
}

/** The name or text between quotes; a backslash escapes the next character. */
function unquoted(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/gs, (_, letter: string) => (letter === 'n' ? '\n' : letter))
}

function makeReader(tokens: readonly Token[]) {
  const { peek, next, back, take } = tokenReader(tokens)

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
    if (deep > MAX_DEPTH) return failCondition('too-deep', { at: token.at + 1, most: MAX_DEPTH })
    if (take('not')) {
      const read = unary(deep + 1)
      return read.ok ? ok({ not: read.value }) : read
    }
    if (!take('(')) return comparison()
    const read = any(deep + 1)
    if (!read.ok) return read
    const close = next()
    if (isWord(close, ')')) return read
    return failCondition('wants-close', { ...found(close), opened: token.at + 1 })
  }

  function comparison(): Read<Condition> {
    const name = next()
    if (name.type !== 'word' && name.type !== 'quoted') return failCondition('wants-column', found(name))
    if (isWord(name, 'all') && (take('rows') || take('row'))) return ok({ all: [] })
    if (isWord(name, 'no') && (take('rows') || take('row'))) return ok({ any: [] })
    if (RESERVED_WORDS.has(name.text.toLowerCase()) && name.type === 'word')
      return failCondition('wants-column', found(name))
    const of = modelAfter(name)
    if (of && !of.ok) return of
    const column = of?.value ?? name.text
    const operator = next()
    if (operator.type === 'sign' && COMPARISONS.has(operator.text))
      return compared(column, operator.text as Compare, operator.text)
    if (isWord(operator, 'is')) return afterIs(column)
    if (isWord(operator, 'contains')) return compared(column, 'contains', 'contains')
    if (isWord(operator, 'in')) return among(column)
    if (isWord(operator, 'not') && take('in')) {
      const read = among(column)
      return read.ok ? ok({ not: read.value }) : read
    }
    if (isWord(name, 'mistake')) {
      back()
      return ok({ column, is: '=', value: 'yes' })
    }
    return failCondition('wants-comparison', { ...found(operator), column })
  }

  /** Parses `of "digits v3"` after a prediction column; undefined if no model is named. */
  function modelAfter({ type, text }: Token): Read<string> | undefined {
    const column = PREDICTION_COLUMNS.find((one) => type === 'word' && one === text.toLowerCase())
    if (!column || !take('of')) return undefined
    const model = next()
    if (model.type !== 'word' && model.type !== 'quoted')
      return failCondition('wants-value', { ...found(model), after: 'of' })
    // In an unquoted model name, the version is a separate token.
    const version = model.type === 'word' && /^v\d+$/.test(peek().text) ? ` ${next().text}` : ''
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
    if (token.type === 'number') return ok(Number(token.text))
    if (token.type === 'quoted' || (token.type === 'word' && !RESERVED_WORDS.has(token.text.toLowerCase())))
      return ok(token.text)
    return failCondition('wants-value', { ...found(token), after })
  }

  function among(column: string): Read<Condition> {
    const open = next()
    if (!isWord(open, '(')) return failCondition('wants-list', found(open))
    const values: Value[] = []
    if (take(')')) return ok({ column, is: 'in', value: values })
    for (;;) {
      const value = valueAfter(values.length === 0 ? '(' : ',')
      if (!value.ok) return value
      values.push(value.value)
      const then = next()
      if (isWord(then, ')')) return ok({ column, is: 'in', value: values })
      if (!isWord(then, ',')) return failCondition('wants-close', { ...found(then), opened: open.at + 1 })
    }
  }

  return { any, next }
}

/** Keywords of the language; a name or value that equals one of them must be quoted. */
const RESERVED_WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'is', 'in', 'contains', 'missing', '!'])

/** Where a token is, counted from 1, and its text; null at the end of the text. */
function found({ type, text, at }: Token): { readonly at: number; readonly found: string | null } {
  return { at: at + 1, found: type === 'end' ? null : text }
}

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
