/**
 * @file The goal check of a lesson: conditions on the console's state, such as `metrics.accuracy >= 0.95 and
 * check.parameters < 20000`. Parsed here, never run as code; arithmetic works as in expressions. A condition on an
 * unknown value is false.
 */
import '../messages/en/lesson-check'
import { type Message, message } from '../messages/message'
import { fail, ok, type Result } from '../base/result'
import { evaluate } from '../graph/expression'
import { PAGE_IDS } from '../messages/en/shell/pages'
import { isAlwaysAvailable } from './lesson'
import type { Lesson, LessonStep } from './project'

export type Value = number | string | boolean

export type Comparison = '>=' | '<=' | '>' | '<' | '==' | '!='

/** One side of a condition: a quoted string, a value from the state, or arithmetic on such values. */
export type Side =
  | { readonly type: 'value'; readonly value: string | boolean }
  | { readonly type: 'path'; readonly path: string }
  /** `text` is an expression over v0, v1, ..., which refer to the entries of `names` in order. */
  | { readonly type: 'sum'; readonly text: string; readonly names: readonly Name[]; readonly source: string }

/**
 * A state value, given by its path, the number of layers of one kind, or the number of different values of a training
 * setting that runs were started with.
 */
export type Name = { readonly path: string } | { readonly count: string } | { readonly tried: string }

export interface Condition {
  readonly source: string
  readonly left: Side
  readonly sign: Comparison
  readonly right: Side
}

const LONGEST = 400
const MOST = 12
// A percent sign belongs to a number if no number follows; otherwise, it is the remainder of a division.
const TOKEN =
  /\s*(?:((?:\d+(?:\.\d+)?|\.\d+)(?:%(?=\s*(?:$|and\b|[<>=!),])))?)|("[^"]{0,100}"|'[^']{0,100}')|([A-Za-z_]\w*(?:\.\w+)*)|(>=|<=|==|!=|>|<)|([-+*/%^(),]))/y
const SIGNS: ReadonlySet<string> = new Set(['>=', '<=', '==', '!=', '>', '<'])
const CALLS: ReadonlySet<string> = new Set(['min', 'max', 'round', 'floor', 'ceil'])

/** Short names of the values that most goals are about. */
export const SHORT_NAMES: Readonly<Record<string, string>> = {
  accuracy: 'metrics.accuracy',
  loss: 'metrics.loss',
  parameters: 'check.parameters',
}
const pathOf = (name: string) => (Object.hasOwn(SHORT_NAMES, name) ? (SHORT_NAMES[name] ?? name) : name)

interface Token {
  readonly word: string
  readonly type: 'number' | 'text' | 'name' | 'sign' | 'mark'
  readonly at: number
}

/** Parses the conditions of a check, in order; on failure, says where the text is invalid. */
export function readCheck(text: string): Result<readonly Condition[], Message> {
  if (text.length > LONGEST) return fail(message('check-too-long', { has: text.length, most: LONGEST, what: 'letter' }))
  const tokens = tokensOf(text)
  if (!tokens.ok) return tokens
  const parts = split(tokens.value, ({ word, type }) => type === 'name' && word === 'and')
  if (parts.length > MOST) return fail(message('check-too-long', { has: parts.length, most: MOST, what: 'condition' }))
  const conditions: Condition[] = []
  let end = 0
  for (const part of parts) {
    const condition = conditionOf(part, text, end)
    if (!condition.ok) return condition
    conditions.push(condition.value)
    end = endOf(part) ?? end
  }
  return ok(conditions)
}

/**
 * Evaluates one side of a condition; undefined while any value in it is unknown. `look` reads a value from the state.
 */
export function sideValue(side: Side, look: (name: Name) => unknown): Value | undefined {
  switch (side.type) {
    case 'value':
      return side.value
    case 'path': {
      const value = look({ path: side.path })
      return isValue(value) ? value : undefined
    }
    case 'sum': {
      const values: Record<string, number> = {}
      for (const [i, name] of side.names.entries()) {
        const value = look(name)
        if (typeof value !== 'number') return undefined
        values[`v${i}`] = value
      }
      const found = evaluate(side.text, values)
      return found.ok && typeof found.value === 'number' ? found.value : undefined
    }
    default:
      return side satisfies never
  }
}

/** Whether the comparison is true; false for values that cannot be compared. */
export function holds(a: Value, sign: Comparison, b: Value): boolean {
  if (sign === '==') return a === b
  if (sign === '!=') return typeof a === typeof b && a !== b
  if (typeof a !== 'number' || typeof b !== 'number') return false
  if (sign === '>=') return a >= b
  if (sign === '<=') return a <= b
  return sign === '>' ? a > b : a < b
}

/** The state values that a side uses. */
export function namesOf(side: Side): readonly Name[] {
  if (side.type === 'path') return [{ path: side.path }]
  return side.type === 'sum' ? side.names : []
}

/** Whether the value has a type that a condition can compare. */
export function isValue(value: unknown): value is Value {
  return typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' || typeof value === 'boolean'
}

function tokensOf(text: string): Result<readonly Token[], Message> {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex
    const found = TOKEN.exec(text)
    if (!found) return unreadable(text, from)
    const [all, number, quoted, name, sign] = found
    const word = all.trim()
    const type = number ? 'number' : quoted ? 'text' : name ? 'name' : sign ? 'sign' : 'mark'
    tokens.push({ word, type, at: from + all.length - word.length })
  }
  return ok(tokens)
}

/** Parses one condition: two sides and an operator, or a single value that must be true. */
function conditionOf(tokens: readonly Token[], text: string, end: number): Result<Condition, Message> {
  const [first] = tokens
  if (!first) return unreadable(text, end)
  const source = text.slice(first.at, endOf(tokens))
  const at = tokens.findIndex(({ type }) => type === 'sign')
  const left = sideOf(at < 0 ? tokens : tokens.slice(0, at), text, at < 0 ? first.at : (tokens[at]?.at ?? 0))
  if (!left.ok) return left
  if (at < 0) {
    if (left.value.type !== 'path') return unreadable(text, first.at)
    return ok({ source, left: left.value, sign: '==', right: { type: 'value', value: true } })
  }
  const sign = tokens[at]?.word ?? ''
  const right = sideOf(tokens.slice(at + 1), text, (tokens[at]?.at ?? 0) + sign.length)
  if (!right.ok) return right
  return isSign(sign) ? ok({ source, left: left.value, sign, right: right.value }) : unreadable(text, first.at)
}

function sideOf(tokens: readonly Token[], text: string, end: number): Result<Side, Message> {
  const [first, ...others] = tokens
  if (!first) return unreadable(text, end)
  if (others.length === 0 && first.type === 'text') return ok({ type: 'value', value: first.word.slice(1, -1) })
  if (others.length === 0 && first.type === 'name') {
    if (first.word === 'true' || first.word === 'false') return ok({ type: 'value', value: first.word === 'true' })
    return ok({ type: 'path', path: pathOf(first.word) })
  }
  const names: Name[] = []
  const words: string[] = []
  for (let i = 0; i < tokens.length; i++) {
    const { word, type, at } = tokens[i] as Token
    const called = tokens[i + 1]?.word === '('
    if (type === 'text' || type === 'sign') return unreadable(text, at)
    if (type === 'name' && (word === 'count' || word === 'tried') && called) {
      const of = tokens[i + 2]
      if (of?.type !== 'text' || tokens[i + 3]?.word !== ')') return unreadable(text, at)
      const quoted = of.word.slice(1, -1)
      words.push(`v${names.push(word === 'count' ? { count: quoted } : { tried: quoted }) - 1}`)
      i += 3
    } else if (type === 'name' && !(called && CALLS.has(word))) {
      words.push(`v${names.push({ path: pathOf(word) }) - 1}`)
    } else words.push(word.endsWith('%') && type === 'number' ? String(Number(word.slice(0, -1)) / 100) : word)
  }
  const sum = `=${words.join(' ')}`
  // Evaluate once with 1 for every name, so that errors are reported when the check is written, not when it runs.
  const tried = evaluate(sum, Object.fromEntries(names.map((_, i) => [`v${i}`, 1])))
  if (!tried.ok && tried.error.code !== 'expression-not-finite') return unreadable(text, first.at)
  return ok({ type: 'sum', text: sum, names, source: text.slice(first.at, endOf(tokens)) })
}

function isSign(word: string): word is Comparison {
  return SIGNS.has(word)
}

function endOf(tokens: readonly Token[]): number | undefined {
  const last = tokens.at(-1)
  return last && last.at + last.word.length
}

function split(tokens: readonly Token[], at: (token: Token) => boolean): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]]
  for (const token of tokens) {
    if (at(token)) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts
}

function unreadable(text: string, at: number): { readonly ok: false; readonly error: Message } {
  return fail(message('check-unreadable', { text: text.slice(at).trim().slice(0, 40), at }))
}

/** The first problem of a lesson; undefined when the lesson is valid. */
export function lessonProblem({ goal, check, hides = {}, steps = [] }: Lesson): Message | undefined {
  if (goal.trim() === '') return message('lesson-no-goal', {})
  const { pages = [], commands = [], params = [] } = hides
  const unknown = (
    what: 'page' | 'command' | 'parameter',
    names: readonly string[],
    known: (name: string) => boolean,
  ) => {
    const name = names.find((one) => !known(one))
    return name === undefined ? undefined : message('lesson-unknown', { what, name: name.slice(0, 40) })
  }
  const kept = commands.find(isAlwaysAvailable)
  if (kept !== undefined) return message('lesson-keeps', { command: kept })
  if (PAGE_IDS.every((page) => pages.includes(page))) return message('lesson-no-page', {})
  const names =
    unknown('page', pages, (page) => (PAGE_IDS as readonly string[]).includes(page)) ??
    unknown('command', commands, (name) => /^[a-z][A-Za-z]{0,30}(\.[A-Za-z]{1,30}){0,2}$/.test(name)) ??
    unknown('parameter', params, (name) => /^[A-Za-z_]\w{0,40}(\.[A-Za-z_]\w{0,40})?$/.test(name))
  return names ?? checkProblem(check) ?? first(steps, stepProblem)
}

/** The value that a prediction is about, as one side of a condition. */
export function readSide(value: string): Result<Side, Message> {
  const read = readCheck(`${value} >= 0`)
  if (!read.ok) return read
  const [condition, another] = read.value
  return condition && !another && condition.sign === '>=' ? ok(condition.left) : unreadable(value, 0)
}

function stepProblem({ text, check, predict }: LessonStep, index: number): Message | undefined {
  const step = index + 1
  if (text.trim() === '') return message('lesson-step-empty', { step })
  const problem = checkProblem(check)
  if (problem || !predict) return problem
  if (predict.question.trim() === '') return message('lesson-step-question', { step })
  switch (predict.kind) {
    case 'choice': {
      const { choices, outcomes } = predict
      if (
        choices.length < 2 ||
        choices.some((choice) => choice.trim() === '') ||
        new Set(choices).size < choices.length
      )
        return message('lesson-step-choices', { step })
      if (outcomes && outcomes.length !== choices.length)
        return message('lesson-step-outcomes', { step, choices: choices.length, outcomes: outcomes.length })
      return first(outcomes ?? [], checkProblem)
    }
    case 'number': {
      const side = readSide(predict.value)
      return side.ok ? undefined : side.error
    }
    case 'curve':
      return predict.most > 0 ? undefined : message('lesson-step-axis', { step })
    default:
      return predict satisfies never
  }
}

function checkProblem(check: string | undefined): Message | undefined {
  if (check === undefined) return undefined
  const read = readCheck(check)
  return read.ok ? undefined : read.error
}

/** The first problem that any item has. */
function first<T>(
  items: readonly T[],
  problemOf: (item: T, index: number) => Message | undefined,
): Message | undefined {
  for (const [i, item] of items.entries()) {
    const problem = problemOf(item, i)
    if (problem) return problem
  }
  return undefined
}
