/** @file Shapes of files: the zod parts that files from outside share, and the first thing wrong with one as a message. */
import * as z from 'zod/mini'
import { type Message, message } from '../messages/message'
import { fail, ok, type Result } from '../base/result'

/** Text of at most so many letters. */
export function text(most: number) {
  return z.string().check(z.maxLength(most))
}

/** A list of at most so many. */
export function listOf<T extends z.ZodMiniType>(item: T, most: number) {
  return z.array(item).check(z.maxLength(most))
}

export const finite = z.number()
export const whole = z.number().check(z.int(), z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))

/** A number that the plan's own check tells about: JSON writes NaN and infinities as null. */
export const anyNumber = z.pipe(
  z.custom<number | null>((value) => value === null || typeof value === 'number', 'a number'),
  z.transform((value: number | null) => value ?? Number.NaN),
)

/** A per-sample shape; [] is one number. */
export const shape = listOf(z.number().check(z.int(), z.minimum(0), z.maximum(2 ** 31)), 8)

/** The value in its shape, unknown keys left out, or what is wrong first. */
export function conform<T extends z.ZodMiniType>(
  schema: T,
  value: unknown,
  file: string,
): Result<z.output<T>, Message> {
  const parsed = z.safeParse(schema, value)
  if (parsed.success) return ok(parsed.data)
  const issue = deepest(parsed.error.issues[0])
  const where = place(issue.path) || 'it'
  return fail(message('file-shape', { file, where, wants: wants(issue) }))
}

type Issue = z.core.$ZodIssue

/** A union tells what each member missed: the one that got furthest is the one that was meant. */
function deepest(issue: Issue | undefined): Issue {
  if (!issue) throw new Error('Netloom is wrong here: no issue in a refused shape')
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0]
  return inner && inner.path.length > 0 ? deepest({ ...inner, path: [...issue.path, ...inner.path] }) : issue
}

function wants(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return WORDS.get(issue.expected) ?? issue.expected
    case 'too_big':
      return `at most ${issue.maximum}${issue.origin === 'string' ? ' letters' : issue.origin === 'array' ? ' entries' : ''}`
    case 'too_small':
      return `at least ${issue.minimum}`
    case 'invalid_value':
      return issue.values.map(String).join(' or ')
    default:
      return 'something else'
  }
}

const WORDS = new Map<string, string>([
  ['object', 'a group of values'],
  ['record', 'a group of values'],
  ['array', 'a list'],
  ['string', 'text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'yes or no'],
])

/** networks[0].nodes[3].label */
function place(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part).slice(0, 60)}`))
    .join('')
}
