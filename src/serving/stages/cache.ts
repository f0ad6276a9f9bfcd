/**
 * @file Cache: returns the recent result of an equal input, as it reached the log. The stages that decided it are
 * skipped: they can be on another branch, or before a model that replaced the prediction.
 */
import { ABSTAINED, defineRunner, isSettled, OK, type RequestContext } from '../request-context'

const MINUTE_MS = 60_000

/** The fields of a context that are stored and returned together. */
type Outcome = Pick<
  RequestContext,
  'status' | 'rawOutputs' | 'outputs' | 'predicted' | 'decision' | 'version' | 'alias' | 'verdict'
>

interface CacheEntry {
  readonly outcome: Outcome
  /** The time in ms at which the entry's request was finished; the entry is valid from then on. */
  readonly validFrom: number
}

// not text: a class name
export const cache = defineRunner('Cache', ({ config }) => {
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
      Object.assign(context, entry.outcome)
      context.isCached = true
    },
    onLogged({ request }, end) {
      const { status, rawOutputs, outputs, predicted, decision, isCached: cached, version, alias, verdict } = end
      // A withheld prediction is withheld again.
      if ((status !== OK && status !== ABSTAINED) || !rawOutputs) return
      if (cached || config.entries < 1 || request.id <= forgot) return
      entries.delete(request.key)
      const from = request.tick + end.totalMs
      entries.set(request.key, {
        outcome: { status, rawOutputs, outputs, predicted, decision, version, alias, verdict },
        validFrom: from,
      })
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
