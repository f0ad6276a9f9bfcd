/** @file Assertions: what must hold if our own code is right. */

/** Throws when `condition` is false: a mistake of ours, never of the user's. */
export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`Netloom is wrong here: ${what}`)
}

/** Returns `value`, or throws when it is missing. */
export function present<T>(value: T | null | undefined, what: string): T {
  assert(value !== null && value !== undefined, `${what} is missing`)
  return value
}

/** Closes a `switch` over a union: a new member fails to compile here. */
export function never(value: never): never {
  throw new Error(`Netloom is wrong here: unexpected ${JSON.stringify(value)}`)
}
