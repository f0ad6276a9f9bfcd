/** @file Who changed a service or moved an alias, and why, as stored in logs and the registry. */
/**
 * The stored text for each reason ID. Log hashes include these values, so they must never change. Reasons entered by
 * users are free text.
 */
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

/** The reason for a stored value; undefined for text that a user wrote. */
export function reasonOf(stored: string): ChangeReason | undefined {
  return REASONS.get(stored)
}

/**
 * The reason stored in the registry when a challenger becomes champion after the last gate of its canary; `points` is
 * the margin of that gate in percentage points.
 */
export function storedLastGate(points: number): string {
  return `the last gate was passed, it is not more than ${points} points worse` // not text: stored
}

/** Extracts the margin of the last gate from a stored reason, in percentage points. */
export function lastGateOf(stored: string): number | undefined {
  const [, points] = /^the last gate was passed, it is not more than (\S+) points worse$/.exec(stored) ?? []
  return points === undefined ? undefined : Number(points)
}

/** The reason stored in the registry when an alias is moved away from a damaged version. */
export function storedDamage(version: number): string {
  return `what was kept of version ${version} is damaged` // not text: stored
}

/** Extracts the damaged version from a stored reason. */
export function damageOf(stored: string): number | undefined {
  const [, version] = /^what was kept of version (\d+) is damaged$/.exec(stored) ?? []
  return version === undefined ? undefined : Number(version)
}

/** A failed canary check: how many requests of each model were good. */
export interface CanaryBreach {
  readonly what: 'answered' | 'in time' | 'right'
  /** The slice on which predictions are worse; absent if the check covers all requests. */
  readonly slice?: string
  readonly challenger: { readonly good: number; readonly all: number }
  readonly champion: { readonly good: number; readonly all: number }
  /** The p-value as a string, as stored. */
  readonly p: string
}

/** The reason stored in the log when a canary is rolled back automatically. */
export function storedBreach({ what, slice, challenger, champion, p }: CanaryBreach): string {
  const of = slice === undefined ? '' : ` of ${slice}`
  const part = ({ good, all }: CanaryBreach['champion']) => `${good} of ${all}`
  return `${what}${of}: challenger ${part(challenger)}, champion ${part(champion)}, p ${p}` // not text: stored in logs
}

const BREACH =
  /^(answered|in time|right)(?: of ([\s\S]+?))?: challenger (\d+) of (\d+), champion (\d+) of (\d+), p (.+)$/

/** Extracts the failed check from a stored reason. */
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

/** The texts with which the registry stores a reversed alias move. */
const REVERSED = { undo: 'taken back', redo: 'done again' } as const

/**
 * The reason stored in the registry when an alias move is undone or redone; contains the reason for the original move.
 */
export function storedReversal(way: 'undo' | 'redo', why: string): string {
  return why === '' ? REVERSED[way] : `${REVERSED[way]}: ${why}`
}

/** Whether a stored reason belongs to an undo or a redo, and the reason for the original move. */
export function reversalOf(stored: string): { readonly way: 'undo' | 'redo'; readonly why: string } | undefined {
  const [all, words, why = ''] = /^(taken back|done again)(?:: ([\s\S]*))?$/.exec(stored) ?? []
  return all === undefined ? undefined : { way: words === REVERSED.undo ? 'undo' : 'redo', why }
}

export interface DeployRollback {
  readonly by: string
  readonly why: string
}

/** The reason stored in the log when a bad deploy from the scenario is rolled back. */
export function storedDeployRollback({ by, why }: DeployRollback): string {
  return `${by} took a deploy back: ${why}` // not text: stored in logs
}

/** Who rolled back a deploy, and why, parsed from the stored reason; undefined for any other change. */
export function deployRollbackOf(stored: string): DeployRollback | undefined {
  const [, by, why] = /^(.*?) took a deploy back: ([\s\S]*)$/.exec(stored) ?? []
  return by === undefined || why === undefined ? undefined : { by, why }
}

/**
 * Who made a change: the user of this browser; a canary that rolls back or advances automatically; or Netloom itself
 * when it repairs or updates something.
 */
export type Actor = 'user' | 'canary' | 'netloom' | 'studio'

/**
 * The value that logs, projects and the registry store for each actor. These values must never change, because log
 * hashes include them.
 */
export const STORED_ACTOR = {
  user: 'a person', // not text: an id in logs
  canary: 'canary',
  netloom: 'Netloom', // not text: an id in the registry
  studio: 'the studio', // not text: an id in logs
} as const satisfies Readonly<Record<Actor, string>>

/** The name under which the registry stores the user if a command does not specify its caller. */
export const STORED_CALLER = 'you'

const ACTORS: ReadonlyMap<string, Actor> = new Map([
  ...(Object.keys(STORED_ACTOR) as Actor[]).map((actor) => [STORED_ACTOR[actor], actor] as const),
  [STORED_CALLER, 'user'],
])

/** The actor for a stored value; undefined for a custom name specified by the caller of a command. */
export function actorOf(stored: string): Actor | undefined {
  return ACTORS.get(stored)
}
