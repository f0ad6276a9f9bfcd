/** @file describeValue: describes a raw value for an error message. */
import { valuesText as text } from '../messages/en/raw-values'

/** Text of at most this many characters is quoted in full. */
const QUOTED = 24

/** Whether a value is a list or a typed array. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))
}

/** Whether a value is an object with named fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isList(value)
}

/** Describes a value so that it completes "... is ___": NaN, "abc", missing, a list of 3 values. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return text.nothing
  if (typeof value === 'number') return Number.isFinite(value) ? text.number({ value }) : String(value)
  if (typeof value === 'string') return text.text({ start: value.slice(0, QUOTED), isCut: value.length > QUOTED })
  if (isList(value)) return text.list({ length: value.length })
  if (typeof value === 'object') return text.object
  return text.kind[typeof value as keyof typeof text.kind]
}
