/** @file Who changed a service and why, as the log and the registry record it. */
import { defineText } from '../../define'

export const changesText = defineText('operate/changes', {
  actors: {
    user: 'you',
    canary: 'the canary',
    netloom: 'Netloom',
    studio: 'Netloom',
  },
  /** Reasons that Netloom records by itself. Other reasons are what a user wrote. */
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
  deployRolledBack: (a: { by: string; why: string }) => `Deploy rolled back by ${a.by}. Reason: ${a.why}`,
  withDetails: (a: { change: string; details: string }) => `${a.change}: ${a.details}`,
})
