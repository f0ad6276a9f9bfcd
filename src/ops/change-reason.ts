/** @file Reasons of changes that Netloom records automatically, as logs and the registry store them. */

/** The stored text by id. Logs are hashed over it, so these values never change; users write reasons of their own. */
export const STORED_REASON = {
  allTraffic: 'it had all requests', // not text: stored
  answersWorse: 'it answers worse', // not text: stored
  aliasMovedBefore: 'its flag was moved already', // not text: stored
  aliasesMoved: 'its flags were moved', // not text: stored
  canary: 'a canary', // not text: stored
  canaryResumed: 'taken up again', // not text: stored
  canaryStarted: 'a canary begins', // not text: stored
  endedWhileStopped: 'it was ended while nothing served', // not text: stored
  firstVersion: 'the first version that was served', // not text: stored
  gatePassed: 'the gate was passed', // not text: stored
  loopStopped: 'the ring was stopped', // not text: stored
  modelsChanged: 'models changed', // not text: stored
  none: 'no reason was given', // not text: stored
  serviceChanged: 'the drawing was changed', // not text: stored
  serviceCreated: 'a service was made', // not text: stored
  serviceOpened: 'a service was opened', // not text: stored
  serviceRenamed: 'the service was renamed', // not text: stored
  shareMoved: 'the fader was moved', // not text: stored
} as const

export type ChangeReason = keyof typeof STORED_REASON

const REASONS: ReadonlyMap<string, ChangeReason> = new Map(
  (Object.keys(STORED_REASON) as ChangeReason[]).map((reason) => [STORED_REASON[reason], reason]),
)

/** The reason that a stored value names; undefined for what a user wrote. */
export function reasonOf(stored: string): ChangeReason | undefined {
  return REASONS.get(stored)
}

/** What the registry stores where a canary took over after its last gate; `points` is its margin in percentage points. */
export function storedLastGate(points: number): string {
  return `the last gate was passed, it is not more than ${points} points worse` // not text: stored
}

/** The margin of the last gate that a stored reason names, in percentage points. */
export function lastGateOf(stored: string): number | undefined {
  const [, points] = /^the last gate was passed, it is not more than (\S+) points worse$/.exec(stored) ?? []
  return points === undefined ? undefined : Number(points)
}

/** What the registry stores where an alias left a version that is damaged. */
export function storedDamage(version: number): string {
  return `what was kept of version ${version} is damaged` // not text: stored
}

/** The damaged version that a stored reason names. */
export function damageOf(stored: string): number | undefined {
  const [, version] = /^what was kept of version (\d+) is damaged$/.exec(stored) ?? []
  return version === undefined ? undefined : Number(version)
}

/** How many of the requests of each side were good, in a check of a canary that failed. */
export interface CanaryBreach {
  readonly what: 'answered' | 'in time' | 'right'
  /** The slice whose predictions are worse; absent for all requests. */
  readonly slice?: string
  readonly challenger: { readonly good: number; readonly all: number }
  readonly champion: { readonly good: number; readonly all: number }
  /** The p-value as it is stored. */
  readonly p: string
}

/** What the log stores where a canary was rolled back automatically. */
export function storedBreach({ what, slice, challenger, champion, p }: CanaryBreach): string {
  const of = slice === undefined ? '' : ` of ${slice}`
  const part = ({ good, all }: CanaryBreach['champion']) => `${good} of ${all}`
  return `${what}${of}: challenger ${part(challenger)}, champion ${part(champion)}, p ${p}` // not text: stored in logs
}

const BREACH =
  /^(answered|in time|right)(?: of ([\s\S]+?))?: challenger (\d+) of (\d+), champion (\d+) of (\d+), p (.+)$/

/** The failed check that a stored reason names. */
export function breachOf(stored: string): CanaryBreach | undefined {
  const [all, what, slice, good, of, championGood, championOf, p = ''] = BREACH.exec(stored) ?? []
  if (all === undefined) return undefined
  return {
    what: what as CanaryBreach['what'],
    ...(slice === undefined ? {} : { slice }),
    challenger: { good: Number(good), all: Number(of) },
    champion: { good: Number(championGood), all: Number(championOf) },
    p,
  }
}

export interface DeployRollback {
  readonly by: string
  readonly why: string
}

/** What the log stores where a bad deploy of the scenario was rolled back. */
export function storedDeployRollback({ by, why }: DeployRollback): string {
  return `${by} took a deploy back: ${why}` // not text: stored in logs
}

/** Who rolled a deploy back, and why, from what the log stores; undefined for any other change. */
export function deployRollbackOf(stored: string): DeployRollback | undefined {
  const [, by, why] = /^(.*?) took a deploy back: ([\s\S]*)$/.exec(stored) ?? []
  return by === undefined || why === undefined ? undefined : { by, why }
}
