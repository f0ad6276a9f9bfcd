/** @file English sentences of objectives and incidents as they are written down and handled: one function a code. */
import { defineMessages } from '../define'
import { count, list } from '../format'

export const alerts = defineMessages('alerts', {
  'slo-none': (a: { slo: string; known: readonly string[] }) =>
    a.known.length > 0
      ? `There is no objective "${a.slo}"; there are ${list(a.known)}.`
      : `There is no objective "${a.slo}": this service has none yet. Add one under Objectives, or with slo.set.`,
  'slo-too-many': (a: { most: number }) => `A service can have ${a.most} objectives at most. Remove one first.`,
  'slo-no-classes': (a: { kinds: readonly string[] }) =>
    `This service answers with numbers: a label says how far off a number is, and not that it is right, so accuracy cannot be promised. Choose ${list(a.kinds)}; how far off answers are on average is on Live.`,
  'slo-needs-ms':
    'An objective that asks for speed needs the milliseconds within which an answer is good, such as withinMs: 150.',
  'slo-rule': (a: { rule: string; known: readonly string[] }) =>
    `There is no rule "${a.rule}"; there are ${list(a.known)}.`,
  'slo-factor': (a: { factor: number; min: number; max: number }) =>
    `A rule cannot tell of a budget that burns ${a.factor} times too fast; it can be set to ${a.min} to ${count(a.max)} times.`,
  'slo-unseen': (a: { slo: string }) =>
    `Nothing was counted for "${a.slo}" yet: play the score, or ask the service something.`,
  'incident-none': (a: { incident: string }) =>
    `There is no incident "${a.incident}" any more, or there never was. The tab Incidents, and incident.list, name those there are.`,
  'incident-over': (a: { incident: string }) =>
    `The incident "${a.incident}" is closed or over already. When its budget burns too fast again, that is told as a new incident.`,
  'incident-empty-note': 'This note is empty. Write what was seen or done.',
  'incident-minutes': (a: { minutes: number; most: number }) =>
    `Incidents cannot be silenced for ${a.minutes} minutes; it can be 1 to ${count(a.most)} minutes.`,
})
