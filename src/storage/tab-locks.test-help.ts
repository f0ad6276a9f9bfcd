/** @file For tests of several tabs in one process: Web Locks, which Node lacks. */

interface Holder {
  steal(why: DOMException): void
  readonly ended: Promise<void>
}

/** A fake of Web Locks that follows the specification, limited to one exclusive lock per name. */
export function fakeLocks() {
  const held = new Map<string, Holder>()
  return {
    query: async () => ({ held: [...held.keys()].map((name) => ({ name })) }),
    async request(
      name: string,
      { ifAvailable, signal }: { ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal },
      work: (lock: unknown) => unknown,
    ) {
      if (signal) {
        const aborted = new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason), { once: true })
        })
        for (let other = held.get(name); other; other = held.get(name)) {
          signal.throwIfAborted()
          await Promise.race([other.ended, aborted])
        }
      }
      const before = held.get(name)
      if (before && ifAvailable) return work(null)
      before?.steal(new DOMException('stolen', 'AbortError'))
      let steal: Holder['steal'] = () => {}
      let end = () => {}
      const stolen = new Promise<never>((_, reject) => {
        steal = reject
      })
      const ended = new Promise<void>((resolve) => {
        end = resolve
      })
      const holder = { steal, ended }
      held.set(name, holder)
      try {
        return await Promise.race([work({ name }), stolen])
      } finally {
        if (held.get(name) === holder) held.delete(name)
        end()
      }
    },
  }
}
