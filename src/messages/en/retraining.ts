/** @file English sentences of the ring: labels by hand, candidates trained out of them, and the race of policies. */
import { defineMessages } from '../define'
import { count, counted, list } from '../format'

export const ring = defineMessages('retraining', {
  'label-strategy': (a: { strategy: string; known: readonly string[] }) =>
    `There is no strategy "${a.strategy}"; there are ${list(a.known)}.`,
  'label-request': (a: { request: string }) =>
    `Request ${a.request} is not in the log any more: the latest 200,000 are kept in full. Label a newer one.`,
  'label-class': (a: { label: string; classes: readonly string[] }) =>
    a.classes.length > 0
      ? `"${a.label}" is none of the classes that this service answers: ${list(a.classes)}.`
      : `"${a.label}" is no number, and this service answers numbers.`,
  'labels-none': 
    'Nobody has labelled a request of this service yet, so there is nothing to make a set of. Label some in the queue first.',
  'labels-no-rows': (a: { labels: number }) =>
    `${counted(a.labels, 'request was', 'requests were')} labelled by hand, and what they brought is not kept as rows, so no set can be made of them. Requests drawn from held-out rows can be.`,
  'labels-joined': (a: { labels: number }) =>
    `${counted(a.labels, 'input was', 'inputs were')} labelled by hand, and the set of this service has all that this asks for already. Label some more first.`,
  'labels-stopped':  'The comparison of strategies was given up.',
  'labels-few': (a: { rows: number; needs: number }) =>
    `${counted(a.rows, 'row')} of this set can be labelled, and a comparison of strategies needs ${count(a.needs)}.`,
  'labels-no-classes': (a: { column: string }) =>
    `"${a.column}" is a number; strategies of labelling are compared where classes are told.`,

  'ring-rule': (a: { kind: string; known: readonly string[] }) =>
    `No rule of the kind "${a.kind}" starts a ring; there are ${list(a.known)}.`,
  'ring-number': (a: { name: string; value: string; min: number; max: number }) =>
    `${a.name} is ${a.value}; it can be ${a.min} to ${count(a.max)}.`,
  'ring-under-way': (a: { step: string }) => `The ring is under way already, at ${a.step}. Stop it to begin another.`,
  'ring-still':  'The ring waits for nobody now. Start it first.',
  'ring-gate': (a: { model: string; version: number; checks: readonly string[] }) =>
    `"${a.model}" version ${a.version} did not pass its gate (${list(a.checks)}), so it goes no further. The version stays in the registry.`,
  'ring-no-labels': 
    'No labelled request can join the training rows: label some by hand, and check that they were drawn from rows of the set.',

  'race-stopped':  'The race was stopped.',
  'race-classes': (a: { column: string }) =>
    `"${a.column}" is a number; the race counts right answers and needs classes.`,
  'race-few': (a: { rows: number; needs: number }) =>
    `${counted(a.rows, 'row')} of this set have an answer, and the race needs ${count(a.needs)}.`,
})
