/**
 * @file Storage errors as refusals, and a deadline for storage calls, because a damaged database can leave them pending
 * forever.
 */
import { message, Refusal } from '../messages/message'
import { storageReasons } from '../messages/en/storage'

/** Converts an error thrown by storage to a refusal; a Refusal is returned unchanged. */
export async function asRefusal(error: unknown): Promise<Refusal> {
  if (error instanceof Refusal) return error
  const name = nameOf(error)
  if (name === 'QuotaExceededError') {
    const usage = await usageNow()
    return new Refusal(message('storage-full', usage === undefined ? {} : { usage }))
  }
  if (name === 'VersionError') return new Refusal(message('storage-newer', {}))
  return new Refusal(message('storage-failed', { why: name }))
}

/** The promise's result; refuses with `storage-silent` if it does not settle in time. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Refusal(message('storage-silent', { seconds: Math.max(1, Math.round(ms / 1000)) }))),
      ms,
    )
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** The name of an exception: QuotaExceededError, InvalidStateError, ... */
export function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : storageReasons.unknown
}

/** Number of bytes used, as reported by the browser; undefined over plain HTTP, where browsers do not report it. */
export async function usageNow(): Promise<number | undefined> {
  try {
    return (await globalThis.navigator?.storage?.estimate?.())?.usage
  } catch {
    return undefined
  }
}
