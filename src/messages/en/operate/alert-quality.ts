/** @file UI text for alert quality: precision, recall, and time to detect, relative to the faults of the scenario. */
import { defineText } from '../../define'
import { count, counted, list, number, percent, span, virtualTime } from '../../format'

const MINUTE = 60_000
const minutes = (n: number) => span(n * MINUTE)

export const alertQualityText = defineText('operate/alert-quality', {
  title: 'Alert quality',
  precision: 'Precision',
  precisionAbout: 'The share of incidents that were caused by a simulated fault',
  recall: 'Recall',
  recallAbout: 'Of the faults that affected an objective, the share that was detected',
  timeToDetect: 'Time to detect',
  timeToDetectAbout: 'The median time from the start of a fault to its alert',
  drift: 'Drift',
  driftAbout:
    'Scenario events that change inputs: how many were detected as drift, including those that affected no objective',
  share: (a: { share: number | undefined }) => percent(a.share),
  noIncidents: 'no incidents',
  incidents: (a: { right: number; all: number }) => `${count(a.right)} of ${counted(a.all, 'incident')}`,
  noFaultAffected: 'no faults affected an objective',
  faultsFound: (a: { found: number; all: number }) =>
    `${count(a.found)} of ${counted(a.all, 'fault that affected an objective', 'faults that affected an objective')}`,
  minutes: (a: { minutes: number | undefined }) => (a.minutes === undefined ? '–' : minutes(a.minutes)),
  byRule: (a: { rules: readonly { readonly factor: number; readonly minutes: number }[] }) =>
    a.rules.length === 0
      ? ''
      : `By burn threshold: ${list(a.rules.map((rule) => `${minutes(rule.minutes)} at ${number(rule.factor)}×`))}`,
  driftFound: (a: { found: number; all: number }) => `${count(a.found)} of ${count(a.all)}`,
  driftDetails: (a: { minutes: number | undefined; falseAlarms: number }) => {
    const found = a.minutes === undefined ? 'detected' : `detected after ${minutes(a.minutes)}`
    return a.falseAlarms > 0 ? `${found}, ${counted(a.falseAlarms, 'false alarm')}` : found
  },
  faults: (a: { begun: number; ahead: number }) => {
    if (a.ahead <= 0) return a.begun === 0 ? 'No simulated faults' : counted(a.begun, 'simulated fault')
    return a.begun === 0
      ? `No simulated faults yet, ${count(a.ahead)} scheduled`
      : `${counted(a.begun, 'simulated fault')} so far, ${count(a.ahead)} more scheduled`
  },
  hide: 'Hide faults',
  fault: 'Fault',
  detected: 'Detected',
  affected: 'Affected objectives',
  from: 'From',
  duration: 'Duration',
  after: (a: { minutes: number }) => `after ${minutes(a.minutes)}`,
  asDrift: (a: { minutes: number }) => `as drift, after ${minutes(a.minutes)}`,
  missed: 'missed',
  nothing: 'nothing to detect',
  none: 'none',
  objectives: (a: { ids: readonly string[] }) => list(a.ids),
  when: (a: { minute: number }) => virtualTime(a.minute * MINUTE),
  length: (a: { minutes: number }) => minutes(a.minutes),
})
