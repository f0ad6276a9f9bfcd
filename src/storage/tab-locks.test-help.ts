/** @file For tests of several tabs in one process: Web Locks, which Node lacks. */

/** A fake of Web Locks that follows the specification, limited to one exclusive lock per name. */
export function fakeLocks() {
  const held = new Map<string, (why: DOMException) => void>()
  return {
    async request(
      name: string,
      options: { ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal },
      work: (lock: unknown) => unknown,
    ) {
      while (options.signal && held.has(name)) {
        options.signal.throwIfAborted()
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      const holder = held.get(name)
      if (holder && options.ifAvailable) return work(null)
      holder?.(new DOMException('stolen', 'AbortError'))
      let steal: (why: DOMException) => void = () => {}
      const stolen = new Promise<never>((_, reject) => {
        steal = reject
      })
      held.set(name, steal)
      try {
        return await Promise.race([work({ name }), stolen])
      } finally {
        if (held.get(name) === steal) held.delete(name)
      }
    },
  }
}
