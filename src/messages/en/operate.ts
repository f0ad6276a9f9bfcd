/** @file English sentences of a service's score and objectives, loaded with the room that operates it: one function a code. */
import { defineMessages } from '../define'
import { count, counted, list } from '../format'

export const operate = defineMessages('operate', {
  'score-unreadable': (a: { why: string }) => `This is no score: ${a.why}.`,
  'score-newer': (a: { version: number; known: number }) =>
    `This score is written in format ${a.version}; this Netloom reads up to ${a.known}. Reload the page for a newer one.`,
  'score-many': (a: { notes: number; most: number }) =>
    `A score of ${count(a.notes)} notes is too long: ${count(a.most)} are the most. One note with a curve or a wave can stand for many.`,
  'score-seed': (a: { value: number }) =>
    `The seed of the score is ${a.value}; it can be a whole number from 0 to ${count(4294967295)}.`,
  'score-duration': (a: { days: number; most: number }) =>
    `The score lasts ${a.days} days; it can be a minute to ${count(a.most)} days.`,
  'score-kind': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no note "${a.kind}"; there are ${list(a.kinds)}.`,
  'score-id': (a: { id: string; notes: number }) =>
    `${counted(a.notes, 'note is', 'notes are')} called "${a.id}"; each needs a name of its own. Duplicate it anew.`,
  'score-time': (a: { title: string; startMs: number; lengthMs: number }) =>
    `"${a.title}" begins at ${a.startMs} ms and lasts ${a.lengthMs} ms; a note begins at 0 or later and lasts a millisecond at least.`,
  'score-past-end': (a: { title: string; minutes: number }) =>
    `"${a.title}" ends ${counted(a.minutes, 'minute')} behind the end of the score. Shorten it, or make the score longer.`,
  'score-overlap': (a: { title: string; other: string; minutes: number }) =>
    `"${a.title}" and "${a.other}" say the same thing differently for ${counted(a.minutes, 'minute')}. Move one, or shorten it.`,
  'score-needs': (a: { title: string; param: string }) => `"${a.title}" does nothing without its ${a.param}.`,
  'score-mix': (a: { percent: number; minute: number; slices: readonly string[] }) =>
    `In minute ${count(a.minute)} the shares of ${list(a.slices)} come to ${a.percent} % of all requests; together they can be 100 % at most.`,
  'score-idle-slice': (a: { title: string; slice: string; slices: readonly string[] }) =>
    `"${a.title}" does nothing: no request is of a slice "${a.slice}". ${a.slices.length === 0 ? 'There are none here.' : `There are ${list(a.slices)}.`}`,
  'score-idle-column': (a: { title: string; column: string; columns: readonly string[] }) =>
    `"${a.title}" does nothing: requests bring no "${a.column}". They bring ${list(a.columns)}.`,
  'score-idle-operator': (a: {
    title: string
    operator: string
    columns: readonly string[]
    fits: readonly string[]
  }) =>
    `"${a.title}" does nothing: ${a.operator} cannot change ${list(a.columns)}. ${a.fits.length === 0 ? 'No operator can.' : `What can is ${list(a.fits)}.`}`,
  'score-idle-world': (a: { title: string; fits: readonly string[] }) =>
    `"${a.title}" does nothing: requests are held-out rows, not of a world. Let the source take them from the world of a generated set, or choose ${list(a.fits)}.`,
  'score-idle-drift': (a: { title: string; drift: string; drifts: readonly string[] }) =>
    `"${a.title}" does nothing: the world of this set has no drift "${a.drift}". It has ${list(a.drifts)}.`,
  'score-no-note': (a: { note: string }) => `There is no note "${a.note}" in this score.`,
  'score-preset': (a: { preset: string; known: readonly string[] }) =>
    `There is no score "${a.preset}"; there are ${list(a.known)}.`,
  'score-requests': (a: { requests: number; most: number }) =>
    `The score asks for about ${count(a.requests)} requests; ${count(a.most)} are the most. Lower the rate, or shorten the score.`,
  'slo-kind': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no objective of the kind "${a.kind}"; there are ${list(a.kinds)}.`,
  'slo-target': (a: { percent: number; min: number; max: number }) =>
    `An objective of ${a.percent} % leaves no budget that could be watched; it can be ${a.min} to ${a.max} %, such as 99.9.`,
  'slo-within': (a: { ms: number; most: number }) =>
    `Answers within ${a.ms} ms cannot be asked for; it can be 1 to ${count(a.most)} ms.`,
  'slo-days': (a: { days: number; most: number }) =>
    `An objective over ${a.days} days cannot be kept; it can be 1 to ${a.most} whole days, such as 30.`,
  'log-damaged': (a: { service: string }) =>
    `What was kept of the log of "${a.service}" is damaged and was not read. The service begins a new one.`,
  'log-chunk-damaged': (a: { from: number; to: number }) =>
    `Requests ${count(a.from)} to ${count(a.to)} of the log are damaged on this device and were left out; counts by day still have them.`,
  'log-day-damaged': (a: { day: number }) =>
    `The counts of day ${count(a.day)} of the log are damaged on this device and were left out: charts have a gap there.`,
  'log-conflict': (a: { service: string }) =>
    `The log of "${a.service}" is written by another tab, so this tab keeps none of it. Close one of them.`,
  'log-no-request': (a: { request: string; first: number; last: number }) =>
    a.last < 0
      ? `There is no request ${a.request}: nothing came to this service yet.`
      : `Request ${a.request} is not kept; requests ${count(a.first)} to ${count(a.last)} are.`,
  'log-query': (a: { field: string; value: string; known: readonly string[] }) =>
    `Requests are not found by the ${a.field} "${a.value}"; there is ${list(a.known)}.`,
  'log-stretch': (a: { from: string; to: string }) =>
    `From ${a.from} to ${a.to} is no stretch of time: both are virtual milliseconds, and the first is the earlier.`,
  'drift-nothing-kept': (a: { requests: number }) =>
    `Of ${counted(a.requests, 'request')} none is kept as it was sent: the log keeps the latest 200,000, and rows of the world are none of the set.`,
  'drift-rows-unfit': (a: { why: string }) => `These requests do not fit the columns of the set. ${a.why}`,
})
