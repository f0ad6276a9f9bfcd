/**
 * @file Choices: the fastest variant of each product, keyed by adapter and shape. Choices are plain data, so that a
 * page can store them.
 */

export interface Choices {
  get(adapter: string, shape: string): string | undefined
  set(adapter: string, shape: string, variant: string): void
  /** Adds earlier measurements that these choices do not contain yet; ignores any text that is not a valid export. */
  add(json: string): void
  /** All choices as JSON, for use by any page of this origin. */
  export(): string
}

/** Creates an empty set of choices. */
export function makeChoices(): Choices {
  const known = new Map<string, string>()
  const key = (adapter: string, shape: string) => `${adapter}: ${shape}`
  return {
    get: (adapter, shape) => known.get(key(adapter, shape)),
    set(adapter, shape, variant) {
      known.set(key(adapter, shape), variant)
    },
    add(json) {
      for (const [name, variant] of entriesOf(json)) if (!known.has(name)) known.set(name, variant)
    },
    export: () => JSON.stringify([...known]),
  }
}

function entriesOf(json: string): [string, string][] {
  try {
    const entries: unknown = JSON.parse(json)
    if (!Array.isArray(entries)) return []
    return entries.filter(
      (entry): entry is [string, string] =>
        Array.isArray(entry) && entry.length === 2 && entry.every((part) => typeof part === 'string'),
    )
  } catch {
    return []
  }
}
