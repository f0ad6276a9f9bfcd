/** @file Text of changes: converts stored actors, reasons and service changes to display text. */
import type { Alias } from '../catalog/lowered-stage'
import { stages } from '../catalog/service-stages'
import { changesText as text } from '../messages/en/operate/changes'
import { termsText } from '../messages/en/operate/terms'
import { actorOf, breachOf, damageOf, deployRollbackOf, lastGateOf, reasonOf, reversalOf } from './change'
import type { CanaryDid, Change } from './log-entry'

/** The display name of a stored actor. */
export function actorText(stored: string): string {
  const actor = actorOf(stored)
  return actor === undefined ? stored : text.actors[actor]
}

/** Who made a change, as a phrase after a verb: by you, automatically. */
export function byText(stored: string): string {
  const actor = actorOf(stored)
  return actor === undefined ? text.byName({ name: stored }) : text.by[actor]
}

/** The display text for a stored reason, empty if none was given; text written by a user is left unchanged. */
export function reasonText(stored: string): string {
  const reason = reasonOf(stored)
  if (reason === 'none') return ''
  if (reason !== undefined) return text.reasons[reason]
  const points = lastGateOf(stored)
  if (points !== undefined) return text.lastGatePassed({ margin: points / 100 })
  const version = damageOf(stored)
  if (version !== undefined) return text.versionDamaged({ version })
  const reversal = reversalOf(stored)
  if (reversal) return text.reversed[reversal.way]({ why: reversal.why === '' ? '' : reasonText(reversal.why) })
  const breach = breachOf(stored)
  return breach === undefined ? stored : text.breach[breach.what](breach)
}

const DETAILS: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [/^(.+) was taken out$/, (stage = '') => text.details.stageRemoved({ stage })],
  [/^(.+) was added$/, (stage = '') => text.details.stageAdded({ stage })],
  [/^(\d+) more$/, (more) => text.details.more({ more: Number(more) })],
  [
    /^(.+?), (\w+) (.*) to (.*)$/,
    (stage = '', param = '', from = '', to = '') => text.details.set({ stage, param: paramLabel(param), from, to }),
  ],
]

/** Whether a change added or removed stages or wires, so that earlier requests took other ways. */
export function isRedrawn({ what }: Change): boolean {
  if (what.type !== 'service' || reasonOf(what.why) !== 'serviceChanged') return false
  return what.details === undefined || what.details.split('; ').some((one) => /^(.+) was (added|taken out)$/.test(one))
}

/** The display text for one stored difference between two service diagrams; anything else is left unchanged. */
function detailText(stored: string): string {
  for (const [pattern, toText] of DETAILS) {
    const [all, ...found] = pattern.exec(stored) ?? []
    if (all !== undefined) return toText(...found)
  }
  return stored
}

/**
 * The label of a stage parameter if all stages with that parameter use the same label, otherwise the parameter's ID.
 */
function paramLabel(id: string): string {
  const labels = new Set(stages.kinds.flatMap((kind) => stages.find(kind)?.params[id]?.label ?? []))
  const [label, another] = labels
  return label === undefined || another !== undefined ? id : label
}

/** Matches the point at which the next action starts in a stored list of simultaneous actions. */
const NEXT_ACTION = /, (?=\w+ of .+?: (?:none|v\d+) to (?:none|v\d+)|challenger’s share: |canary [a-z ]+, )/
const versionIn = (stored = '') => (stored === 'none' ? undefined : Number(stored.slice(1)))
const isAlias = (stored: string): stored is Alias => Object.hasOwn(termsText.alias, stored)
const isCanaryDid = (stored: string): stored is CanaryDid => Object.hasOwn(text.acts.canary, stored)

/** The display text for the stored actions taken at one moment in a drill. */
export function actionsText(stored: string): string {
  return stored.split(NEXT_ACTION).map(actionText).join(', ')
}

function actionText(stored: string): string {
  const [, alias = '', model = '', before, after] = /^(\w+) of (.+): (none|v\d+) to (none|v\d+)$/.exec(stored) ?? []
  if (isAlias(alias)) {
    const [from, to] = [versionIn(before), versionIn(after)]
    return text.acts.alias({
      alias,
      model,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    })
  }
  const [share, from, to] = /^challenger’s share: (\S+) % to (\S+) %$/.exec(stored) ?? []
  if (share !== undefined) return text.acts.share({ from: Number(from), to: Number(to) })
  const [, did = '', percent] = /^canary ([a-z ]+), (\S+) %$/.exec(stored) ?? []
  if (isCanaryDid(did)) return text.acts.canary[did]({ percent: Number(percent) })
  const [why = '', details] = stored.split(/: (.*)/s)
  return reasonOf(why) === undefined
    ? stored
    : serviceChangeText({ type: 'service', why, ...(details ? { details } : {}) })
}

/** The display text of a service change that affects neither an alias nor a traffic share. */
export function serviceChangeText(
  { why, details }: Extract<Change['what'], { type: 'service' }>,
  actor = byText,
): string {
  const rolledBack = deployRollbackOf(why)
  if (rolledBack) {
    const { by, why } = rolledBack
    return text.deployRolledBack({ by: actor(by), why: reasonText(why) })
  }
  const change = reasonText(why)
  return details === undefined ? change : text.withDetails({ change, details: details.split('; ').map(detailText) })
}
