/** @file Assertions: checks of conditions that are always true unless Netloom itself has a bug. */

/** Throws when `condition` is false, which always means a bug in Netloom, never a user error. */
export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`Netloom is wrong here: ${what}`)
}

/** Returns `value`, or throws when it is null or undefined. */
export function expectDefined<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) assert(false, `${what} is missing`)
  return value
}

/**
 * For the default case of an exhaustive `switch` over a union: adding a member to the union then causes a compile error
 * there.
 */
export function assertNever(value: never): never {
  throw new Error(`Netloom is wrong here: unexpected ${JSON.stringify(value)}`)
}
