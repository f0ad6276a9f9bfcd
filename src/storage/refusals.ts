/**
 * @file Storage errors as refusals, and a deadline for storage calls, because a damaged database can make them wait
 * forever.
 */
import { message, Refusal } from '../messages/message'
import { storageReasons } from '../messages/en/storage'

/** The refusal for an error that storage threw; a Refusal is returned unchanged. */
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

/** The promise, or `storage-silent` when it has not settled in time. */
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

/** Bytes in use, as the browser reports them; undefined on plain http, where it does not. */
export async function usageNow(): Promise<number | undefined> {
  try {
    return (await globalThis.navigator?.storage?.estimate?.())?.usage
  } catch {
    return undefined
  }
}
