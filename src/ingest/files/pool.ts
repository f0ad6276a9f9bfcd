/** @file pooled: work on many things, a few at a time, answers in order. Never more promises than the pool is wide. */

/** The answers to `work` on each of `items`, in their order, `width` of them under way at once. */
export async function* pooled<T, R>(
  items: AsyncIterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const under: Promise<R>[] = []
  for await (const item of items) {
    under.push(work(item))
    // One that fails while an earlier one is waited for is told when its turn comes.
    under.at(-1)?.catch(() => undefined)
    if (under.length >= width) yield await (under.shift() as Promise<R>)
  }
  while (under.length > 0) yield await (under.shift() as Promise<R>)
}
