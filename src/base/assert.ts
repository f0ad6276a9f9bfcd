/** @file Assertions: conditions that hold unless Netloom itself has a bug. */

/** Throws when `condition` is false, which means a bug in Netloom and never a mistake of the user. */
export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`Netloom is wrong here: ${what}`)
}

/** Returns `value`, or throws when it is null or undefined. */
export function expectDefined<T>(value: T | null | undefined, what: string): T {
  assert(value !== null && value !== undefined, `${what} is missing`)
  return value
}

/** The default case of an exhaustive `switch` over a union: a new member fails to compile here. */
export function assertNever(value: never): never {
  throw new Error(`Netloom is wrong here: unexpected ${JSON.stringify(value)}`)
}
