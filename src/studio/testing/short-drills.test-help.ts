/** @file Drills with few requests, for tests of what a drill saves, grades, and verifies: every request costs time. */
import { drills } from '../../gallery/drills'
import type { Drill } from '../../gallery/drills/define-drill'

/**
 * Divides the request rate of every drill. `drills.test.ts` plays the drills as they are shipped. The returned function
 * restores them.
 */
export function divideDrillRequests(by: number): () => void {
  const shipped = [...drills]
  // The list is readonly for everyone else.
  const list = drills as Drill[]
  list.splice(0, list.length, ...shipped.map((drill) => withFewerRequests(drill, by)))
  return () => {
    list.splice(0, list.length, ...shipped)
  }
}

function withFewerRequests(drill: Drill, by: number): Drill {
  const { scenario } = drill.service
  const events = scenario.events.map((event) =>
    event.kind === 'rate' ? { ...event, perMinute: Number(event.perMinute) / by } : event,
  )
  return {
    ...drill,
    service: { ...drill.service, scenario: { ...scenario, events } },
    withSeed: (seed) => withFewerRequests(drill.withSeed(seed), by),
    ...(drill.previous && { previous: withFewerRequests(drill.previous, by) }),
  }
}
