/** @file Result: a value, or an error that the user can correct. Bugs in Netloom are exceptions instead. */

export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** A successful result. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** A failed result, with an error to show the user. */
export function fail<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error }
}

/** The message of a caught error, which may be any value. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
