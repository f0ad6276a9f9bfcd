/** @file pooled: processes many items concurrently up to a limit, and yields the results in order. */

/** Yields the results of `work` for each of `items`, in order, with at most `width` calls in progress at once. */
export async function* pooled<T, R>(
  items: AsyncIterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const pending: Promise<R>[] = []
  for await (const item of items) {
    pending.push(work(item))
    // Prevent an unhandled rejection: if a later item fails, its error is thrown when its turn comes.
    pending.at(-1)?.catch(() => undefined)
    if (pending.length >= width) yield await (pending.shift() as Promise<R>)
  }
  while (pending.length > 0) yield await (pending.shift() as Promise<R>)
}
