/** @file Text of changes: stored actors, reasons and service changes as people read them. */
import { changesText as text } from '../messages/en/operate/changes'
import { actorOf } from './actor'
import { breachOf, damageOf, deployRollbackOf, lastGateOf, reasonOf } from './change-reason'
import type { Change } from './log-entry'

/** The display name of a stored actor. */
export function actorText(stored: string): string {
  const actor = actorOf(stored)
  return actor === undefined ? stored : text.actors[actor]
}

/** A stored reason as people read it; what a user wrote stays as it is. */
export function reasonText(stored: string): string {
  const reason = reasonOf(stored)
  if (reason !== undefined) return text.reasons[reason]
  const points = lastGateOf(stored)
  if (points !== undefined) return text.lastGatePassed({ margin: points / 100 })
  const version = damageOf(stored)
  if (version !== undefined) return text.versionDamaged({ version })
  const breach = breachOf(stored)
  return breach === undefined ? stored : text.breach[breach.what](breach)
}

/** A change of a service that is neither of an alias nor of a share. */
export function serviceChangeText({ why, details }: Extract<Change['what'], { type: 'service' }>): string {
  const rolledBack = deployRollbackOf(why)
  if (rolledBack) return text.deployRolledBack({ by: actorText(rolledBack.by), why: reasonText(rolledBack.why) })
  const change = reasonText(why)
  return details === undefined ? change : text.withDetails({ change, details })
}
