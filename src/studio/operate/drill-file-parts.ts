/** @file Parts of a drill's file as they are read from outside: each is bounded, or refused with what is wrong. */
import '../../messages/en/drills'
import { message, Refusal } from '../../messages/message'

/** The most of everything; drills are small. */
export const MOST_DRILL = {
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

/** Refuses a file, saying why. */
export function no(why: string): never {
  throw new Refusal(message('drill-file', { why }))
}

/** An object that is none of a list's. */
export function record(value: unknown, why: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return no(why)
  return value as Readonly<Record<string, unknown>>
}

/** A list that is not too long. */
export function list(value: unknown, what: string, most: number): readonly unknown[] {
  if (!Array.isArray(value)) return no(`its ${what} are no list`)
  return value.length <= most ? value : no(`its ${what} are ${value.length}; ${most} are the most`)
}

/** A finite number. */
export function number(value: unknown, what: string): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : no(`a number of its ${what} is none`)
}

/** A whole number from 0 to `most`. */
export function whole(value: unknown, what: string, most: number): number {
  const found = number(value, what)
  return Number.isInteger(found) && found >= 0 && found <= most ? found : no(`a number of its ${what} is out of range`)
}

/** A few words. */
export function text(value: unknown, what: string): string {
  return typeof value === 'string' && value.length <= MOST_DRILL.letters ? value : no(`its ${what} is no short text`)
}

/** Milliseconds, up to ten minutes. */
export function time(value: unknown): number {
  const ms = number(value, 'timing')
  return ms >= 0 && ms <= 600_000 ? ms : no('a time of its timing is out of range')
}
