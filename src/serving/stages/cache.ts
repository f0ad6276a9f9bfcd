/**
 * @file Cache: returns a recent prediction if there was an equal input. Entries are added when requests reach the log.
 */
import { ABSTAINED, defineRunner, isSettled, OK, setPrediction } from '../request-context'

const MINUTE_MS = 60_000

interface CacheEntry {
  readonly rawOutputs: Float32Array<ArrayBuffer>
  readonly version: number
  readonly alias: number
  /** The time in ms at which the entry's request was finished; the entry is valid from then on. */
  readonly validFrom: number
}

// not text: a class name
export const cache = defineRunner('Cache', ({ config }, _place, { kind }) => {
  /** Entries in order of use, least recently used first. */
  const entries = new Map<number | string, CacheEntry>()
  let last = -1
  /**
   * The id of the last request before the cache was cleared; the predictions for requests up to this one must no longer
   * be cached.
   */
  let forgot = -1
  return {
    run(context, { request }) {
      last = request.id
      if (isSettled(context) || context.rawOutputs) return
      const entry = entries.get(request.key)
      if (!entry || entry.validFrom > request.tick) return
      entries.delete(request.key)
      if (entry.validFrom + config.minutes * MINUTE_MS <= request.tick) return
      entries.set(request.key, entry)
      setPrediction(context, entry.rawOutputs, kind)
      context.version = entry.version
      context.alias = entry.alias
      context.isCached = true
    },
    onLogged({ request }, end) {
      const { status, rawOutputs, isCached: cached, version, alias } = end
      // The stages after the cache withhold an unconfident prediction again.
      if ((status !== OK && status !== ABSTAINED) || !rawOutputs) return
      if (cached || config.entries < 1 || request.id <= forgot) return
      entries.delete(request.key)
      const from = request.tick + end.totalMs
      entries.set(request.key, { rawOutputs, version, alias, validFrom: from })
      if (entries.size <= config.entries) return
      for (const oldest of entries.keys()) {
        entries.delete(oldest)
        return
      }
    },
    clearState() {
      entries.clear()
      forgot = last
    },
  }
})
