/** @file Text for who changed a service and why, as recorded in the log and the registry. */
import { defineText } from '../../define'
import { count, list, number, percent, shortPercent } from '../../format'
import { termsText } from './terms'

interface Tally {
  readonly good: number
  readonly all: number
}
interface Breach {
  readonly challenger: Tally
  readonly champion: Tally
  readonly p: string
}
const share = ({ good, all }: Tally, done: string) => `${count(good)} of ${count(all)}${done} (${percent(good / all)})`
/** `done` follows the counts of the challenger, such as "correct". */
const compared = ({ challenger, champion, p }: Breach, done = '') =>
  `${share(challenger, done)}; champion ${share(champion, '')}; p ${p.startsWith('<') ? p : `= ${p}`}`

export const changesText = defineText('operate/changes', {
  actors: {
    user: 'you',
    canary: 'Netloom (canary)',
    netloom: 'Netloom',
    studio: 'Netloom',
  },
  /** Who made a change, after a verb: rolled back automatically, moved by you. */
  by: {
    user: 'by you',
    canary: 'automatically',
    netloom: 'automatically',
    studio: 'automatically',
  },
  byName: (a: { name: string }) => `by ${a.name}`,
  /** Reasons that Netloom records automatically. Other reasons are written by users. */
  reasons: {
    allTraffic: 'It received all requests',
    answersWorse: 'Its predictions are worse',
    aliasMovedBefore: 'Its alias had already been moved',
    aliasesMoved: 'Its aliases were moved',
    canary: 'Chosen for a canary rollout',
    canaryResumed: 'The service was restarted',
    canaryStarted: 'A canary started',
    endedWhileStopped: 'The canary ended while the service was stopped',
    firstVersion: 'First version served',
    gatePassed: 'It passed the gate',
    loopStopped: 'The retraining loop was stopped',
    modelsChanged: 'Models changed',
    serviceChanged: 'The service diagram was edited',
    serviceCreated: 'The service was created',
    serviceOpened: 'The service was opened',
    serviceRenamed: 'The service was renamed',
    shareMoved: 'The traffic share was changed',
  },
  lastGatePassed: (a: { margin: number }) =>
    `It passed the last gate: at most ${number(100 * a.margin)} percentage points worse than the champion`,
  versionDamaged: (a: { version: number }) => `Version ${count(a.version)} is damaged`,
  /** The reason of an alias move that was undone or redone; `why` is the reason of the original move. */
  reversed: {
    undo: (a: { why: string }) =>
      a.why === '' ? 'Undid an earlier move' : `Undid a move that was made for this reason: ${a.why}`,
    redo: (a: { why: string }) =>
      a.why === '' ? 'Redid an earlier move' : `Redid a move that was made for this reason: ${a.why}`,
  },
  /** Why a canary was rolled back automatically; `p` is the p-value. */
  breach: {
    answered: (a: Breach) => `It answered fewer requests: ${compared(a)}`,
    'in time': (a: Breach) => `It answered fewer requests in time: ${compared(a)}`,
    right: (a: Breach & { slice?: string }) =>
      a.slice === undefined
        ? `Its predictions are less accurate: ${compared(a, ' correct')}`
        : `Its predictions are less accurate for ${a.slice}: ${compared(a, ' correct')}`,
  },
  deployRolledBack: (a: { by: string; why: string }) =>
    `Deploy rolled back ${a.by}${a.why === '' ? '' : `. Reason: ${a.why}`}`,
  withDetails: (a: { change: string; details: readonly string[] }) => `${a.change}: ${list(a.details)}`,
  /** How a service diagram was edited. */
  details: {
    stageAdded: (a: { stage: string }) => `added ${a.stage}`,
    stageRemoved: (a: { stage: string }) => `removed ${a.stage}`,
    set: (a: { stage: string; param: string; from: string; to: string }) =>
      `changed ${a.param} in ${a.stage} from ${a.from} to ${a.to}`,
    more: (a: { more: number }) => `${count(a.more)} more`,
  },
  /** Actions in a drill. */
  acts: {
    alias: (a: { alias: keyof typeof termsText.alias; model: string; from?: number; to?: number }) =>
      a.to === undefined
        ? `Removed the ${termsText.alias[a.alias]} alias of ${a.model} (was version ${count(a.from ?? 0)})`
        : a.from === undefined
          ? `Set the ${termsText.alias[a.alias]} alias of ${a.model} to version ${count(a.to)}`
          : `Moved the ${termsText.alias[a.alias]} alias of ${a.model} from version ${count(a.from)} to ${count(a.to)}`,
    share: (a: { from: number; to: number }) =>
      `Changed the challenger’s share from ${shortPercent(a.from / 100)} to ${shortPercent(a.to / 100)}`,
    canary: {
      began: (a: { percent: number }) => `Started a canary at ${shortPercent(a.percent / 100)}`,
      resumed: (a: { percent: number }) => `Resumed the canary at ${shortPercent(a.percent / 100)}`,
      advanced: (a: { percent: number }) => `Moved the canary to ${shortPercent(a.percent / 100)}`,
      'rolled back': () => 'Rolled the canary back',
      promoted: () => 'Promoted the canary',
      stopped: () => 'Stopped the canary',
    },
  },
})
