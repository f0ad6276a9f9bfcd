/** @file Text for runbook steps that have nothing to do, or that lack a name. */
import { defineText } from '../../define'
import { count } from '../../format'

export const runbookStepsText = defineText('operate/runbook-steps', {
  title: 'Runbook',
  titled: 'Runbook: <heading/>',
  /** Why a step has nothing to do, in parentheses after the step. */
  idle: {
    closed: 'already resolved',
    over: 'resolved automatically',
    deployRolledBack: 'the deploy is already rolled back',
    gone: 'no longer available',
    noCanary: 'no canary is running',
    noSplit: 'the service diagram has no split',
    noShare: 'the challenger gets no traffic',
    serving: 'the service is running',
    stopped: 'the service is not running',
    loopRunning: 'a retraining round is running',
    notInRegistry: 'it was deployed outside the registry and is not listed there',
    unknown: 'the version is unknown',
    noPreviousVersion: 'there is no earlier version',
  },
  noWayBack: (a: { alias: string; model: string }) =>
    `there is nothing to roll back to: the ${a.alias} of ${a.model} has no earlier version`,
  toVersion: (a: { step: string; version: number }) => `${a.step} to version ${count(a.version)}`,
  reason: (a: { why: string }) => `(${a.why})`,
})
