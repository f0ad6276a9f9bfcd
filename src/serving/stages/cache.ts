/** @file Cache: an input that was answered a short while ago gets the same answer. It is filled as requests reach the log. */
import { answer, defineRunner, isSettled, OK } from '../request-context'

const MINUTE_MS = 60_000

interface Kept {
  readonly said: Float32Array<ArrayBuffer>
  readonly version: number
  readonly alias: number
  /** It is there once its request was answered. */
  readonly from: number
}

export const cache = defineRunner('Cache', ({ config }, _place, { kind }) => {
  /** The one that was used least lately comes first. */
  const kept = new Map<number | string, Kept>()
  let last = -1
  /** What was asked before an alias was moved is not kept after it. */
  let forgot = -1
  return {
    run(token, { asked }) {
      last = asked.id
      if (isSettled(token) || token.said) return
      const found = kept.get(asked.key)
      if (!found || found.from > asked.tick) return
      kept.delete(asked.key)
      if (found.from + config.minutes * MINUTE_MS <= asked.tick) return
      kept.set(asked.key, found)
      answer(token, found.said, kind)
      token.version = found.version
      token.alias = found.alias
      token.cached = true
    },
    reached({ asked }, end) {
      const { status, said, cached, version, alias } = end
      if (status !== OK || !said || cached || config.entries < 1 || asked.id <= forgot) return
      kept.delete(asked.key)
      const from = asked.tick + end.spent
      kept.set(asked.key, { said, version, alias, from })
      if (kept.size <= config.entries) return
      for (const oldest of kept.keys()) {
        kept.delete(oldest)
        return
      }
    },
    forget() {
      kept.clear()
      forgot = last
    },
  }
})
