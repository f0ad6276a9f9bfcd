/** @file found: what a raw value is, in the words of a sentence. */
import { counted } from '../messages/format'

/** Longest text that is quoted whole. */
const QUOTED = 24

/** A list, or an array of numbers. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))
}

/** An object with named parts. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isList(value)
}

/** Names a value for "... is ___": NaN, "abc", nothing, a list of 3 values. */
export function found(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value.length > QUOTED ? `"${value.slice(0, QUOTED)}…"` : `"${value}"`
  if (isList(value)) return `a list of ${counted(value.length, 'value')}`
  if (typeof value === 'object') return 'an object'
  return `a ${typeof value}`
}
