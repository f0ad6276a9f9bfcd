/** @file Schemas that several file formats share, and a conversion of the first zod error to a message. */
import * as z from 'zod/mini'
import { listOr } from '../messages/format'
import { expectedText } from '../messages/en/files'
import { type Message, message } from '../messages/message'
import { fail, ok, type Result } from '../base/result'

/** Schema for text of limited length. */
export function text(most: number) {
  return z.string().check(z.maxLength(most))
}

/** Schema for a list of limited length. */
export function listOf<T extends z.ZodMiniType>(item: T, most: number) {
  return z.array(item).check(z.maxLength(most))
}

export const finite = z.number()
export const whole = z.number().check(z.int(), z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))

/**
 * Schema for any number; whether it is in range is checked later, with the training settings. Accepts null, because
 * JSON writes NaN and infinities as null.
 */
export const anyNumber = z.pipe(
  z.custom<number | null>((value) => value === null || typeof value === 'number', expectedText.number),
  z.transform((value: number | null) => value ?? Number.NaN),
)

/** Schema for the shape of one sample; [] is the shape of a single number. */
export const shape = listOf(z.number().check(z.int(), z.minimum(0), z.maximum(2 ** 31)), 8)

/** The value without unknown keys, or its first error. `file` is the subject of the error message. */
export function conform<T extends z.ZodMiniType>(
  schema: T,
  value: unknown,
  file: string,
): Result<z.output<T>, Message> {
  const parsed = z.safeParse(schema, value)
  if (parsed.success) return ok(parsed.data)
  const issue = deepest(parsed.error.issues[0])
  return fail(message('file-shape', { file, where: place(issue.path), wants: expectedType(issue) }))
}

type Issue = z.core.$ZodIssue

/**
 * The most relevant error: a union reports the errors of each member, and the member that matched deepest was most
 * likely meant.
 */
function deepest(issue: Issue | undefined): Issue {
  if (!issue) throw new Error('a value that does not conform has no issue')
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0]
  return inner && inner.path.length > 0 ? deepest({ ...inner, path: [...issue.path, ...inner.path] }) : issue
}

function expectedType(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES.get(issue.expected) ?? issue.expected
    case 'too_big': {
      const most = Number(issue.maximum)
      if (issue.origin === 'string') return expectedText.atMostCharacters({ most })
      return issue.origin === 'array' ? expectedText.atMostEntries({ most }) : expectedText.atMost({ most })
    }
    case 'too_small':
      return expectedText.atLeast({ least: Number(issue.minimum) })
    case 'invalid_value':
      return listOr(issue.values.map(String))
    default:
      return expectedText.other
  }
}

const TYPES = new Map<string, string>([
  ['object', expectedText.group],
  ['record', expectedText.group],
  ['array', expectedText.list],
  ['string', expectedText.text],
  ['number', expectedText.number],
  ['int', expectedText.wholeNumber],
  ['boolean', expectedText.boolean],
])

/** A path as text: networks[0].nodes[3].label */
function place(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part).slice(0, 60)}`))
    .join('')
}
