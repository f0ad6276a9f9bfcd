/**
 * @file Readers for the parts of a drill result file: each part must be within its limits, or the file is refused with
 * the reason.
 */
import '../../../messages/en/drills'
import { drillFaults as faults } from '../../../messages/en/studio/drills'
import { message, Refusal } from '../../../messages/message'

/** The size limits of a file; drills are small. */
export const DRILL_FILE_LIMITS = {
  bytes: 8_000_000,
  models: 8,
  tensors: 64,
  weights: 1_000_000,
  samples: 1000,
  changes: 500,
  stages: 200,
  labels: 20_000,
  acts: 23_500,
  seen: 1000,
  minutes: 20_000,
  letters: 600,
} as const

/** Refuses a file. `why` is one of `drillFaults`. */
export function rejectFile(why: string): never {
  throw new Refusal(message('drill-file', { why }))
}

/** Reads an object that is not an array. */
export function readObject(value: unknown, why: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return rejectFile(why)
  return value as Readonly<Record<string, unknown>>
}

/** Reads a list of at most `most` elements. */
export function readList(value: unknown, what: string, most: number): readonly unknown[] {
  if (!Array.isArray(value)) return rejectFile(faults.noList({ part: what }))
  return value.length <= most ? value : rejectFile(faults.longList({ part: what, has: value.length, most }))
}

/** Reads a finite number. */
export function readNumber(value: unknown, what: string): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : rejectFile(faults.noNumber({ part: what }))
}

/** Reads an integer from 0 to `most`. */
export function readInteger(value: unknown, what: string, most: number): number {
  const found = readNumber(value, what)
  return Number.isInteger(found) && found >= 0 && found <= most ? found : rejectFile(faults.range({ part: what }))
}

/** Reads a short string. */
export function readText(value: unknown, what: string): string {
  return typeof value === 'string' && value.length <= DRILL_FILE_LIMITS.letters
    ? value
    : rejectFile(faults.noText({ part: what }))
}

/** Reads a duration in milliseconds, up to ten minutes. */
export function readDuration(value: unknown): number {
  const ms = readNumber(value, 'timing')
  return ms >= 0 && ms <= 600_000 ? ms : rejectFile(faults.range({ part: 'timing' }))
}
