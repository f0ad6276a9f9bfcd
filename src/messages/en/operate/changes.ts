/** @file Who changed a service and why, as the log and the registry record it. */
import { defineText } from '../../define'
import { count, number, percent } from '../../format'

interface Tally {
  readonly good: number
  readonly all: number
}
interface Breach {
  readonly challenger: Tally
  readonly champion: Tally
  readonly p: string
}
const share = ({ good, all }: Tally) => `${percent(good / all)} of ${count(all)}`
const compared = ({ challenger, champion, p }: Breach) =>
  `${share(challenger)}, champion ${share(champion)} (p ${p.startsWith('<') ? p : `= ${p}`})`

export const changesText = defineText('operate/changes', {
  actors: {
    user: 'you',
    canary: 'the canary',
    netloom: 'Netloom',
    studio: 'Netloom',
  },
  /** Reasons that Netloom records automatically. Users write other reasons. */
  reasons: {
    allTraffic: 'It received all requests',
    answersWorse: 'Its answers are worse',
    aliasMovedBefore: 'Its alias was already moved',
    aliasesMoved: 'Its aliases were moved',
    canary: 'A canary',
    canaryResumed: 'Resumed',
    canaryStarted: 'A canary started',
    endedWhileStopped: 'It ended while the service was stopped',
    firstVersion: 'First version served',
    gatePassed: 'The gate passed',
    loopStopped: 'The retraining loop was stopped',
    modelsChanged: 'Models changed',
    none: 'No reason given',
    serviceChanged: 'The service diagram was edited',
    serviceCreated: 'The service was created',
    serviceOpened: 'The service was opened',
    serviceRenamed: 'The service was renamed',
    shareMoved: 'The traffic share was changed',
  },
  lastGatePassed: (a: { margin: number }) =>
    `The last gate passed: it is at most ${number(100 * a.margin)} percentage points worse`,
  versionDamaged: (a: { version: number }) => `Version ${count(a.version)} is damaged`,
  /** Why a canary was rolled back automatically; `p` is the p-value. */
  breach: {
    answered: (a: Breach) => `It answered fewer requests: ${compared(a)}`,
    'in time': (a: Breach) => `It answered fewer requests in time: ${compared(a)}`,
    right: (a: Breach & { slice?: string }) =>
      a.slice === undefined
        ? `Its predictions are less accurate: ${compared(a)}`
        : `Its predictions are less accurate for ${a.slice}: ${compared(a)}`,
  },
  deployRolledBack: (a: { by: string; why: string }) => `Deploy rolled back by ${a.by}. Reason: ${a.why}`,
  withDetails: (a: { change: string; details: string }) => `${a.change}: ${a.details}`,
})
