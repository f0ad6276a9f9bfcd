/**
 * @file perStudio: a value that each studio has one of. It is not part of the state, so that only what uses it loads it.
 */

/** Returns a function that makes a value for a studio when it is first asked for it. */
export function perStudio<S extends { readonly store: object }, T extends object>(
  make: (studio: S) => T,
): (studio: S) => T {
  const all = new WeakMap<object, T>()
  return (studio) => {
    const known = all.get(studio.store) ?? make(studio)
    all.set(studio.store, known)
    return known
  }
}
