/** @file Reasons of changes that Netloom records by itself, as logs and the registry store them. */

/** By id, what is stored. Logs are hashed over it, so these values never change; users write reasons of their own. */
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
