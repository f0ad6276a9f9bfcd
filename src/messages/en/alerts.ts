/** @file Messages about objectives and incidents. Loaded with the Operate page. */
import { defineMessages } from '../define'
import { count, counted, list, listOr, number } from '../format'

export const alerts = defineMessages('alerts', {
  'slo-none': (a: { slo: string; known: readonly string[] }) =>
    a.known.length > 0
      ? `There is no objective "${a.slo}". This service has ${list(a.known)}.`
      : `There is no objective "${a.slo}": this service has no objectives. Add one on the Objectives tab or with slo.set.`,
  'slo-too-many': (a: { most: number }) =>
    `A service can have at most ${counted(a.most, 'objective')}. Delete an objective first.`,
  'slo-no-classes': (a: { kinds: readonly string[] }) =>
    `This service predicts numbers. A predicted number is closer to or farther from its label, not simply correct or wrong, so accuracy cannot be an objective. Choose ${listOr(a.kinds)}. The Live tab shows the mean absolute error.`,
  'slo-rule': (a: { rule: string; known: readonly string[] }) =>
    `There is no rule "${a.rule}". Choose ${listOr(a.known)}.`,
  'slo-factor': (a: { factor: number; min: number; max: number }) =>
    `A burn rate threshold of ${number(a.factor)}× is not possible. Choose a value from ${number(a.min)}× to ${count(a.max)}×.`,
  'slo-unseen': (a: { slo: string }) =>
    `No requests have been counted for "${a.slo}" yet. Play the scenario, or send the service a request.`,
  'incident-none': (a: { incident: string }) =>
    `There is no incident "${a.incident}". The Incidents tab and incident.list show the existing incidents.`,
  'incident-over': (a: { incident: string }) =>
    `The incident "${a.incident}" is already resolved. If the error budget burns too fast again, a new incident opens.`,
  'incident-empty-note': 'This note is empty. Write what you saw or did.',
  'incident-minutes': (a: { minutes: number; most: number }) =>
    `Alerts cannot be silenced for ${number(a.minutes)} minutes. Choose a value from 1 to ${count(a.most)} minutes.`,
})
