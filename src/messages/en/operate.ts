/**
 * @file Messages about the scenarios, objectives, request log, and drift of a service. Loaded with the Operate page.
 */
import { defineMessages } from '../define'
import { count, counted, list, listOr, number, plural, shortPercent, identifier } from '../format'
import { scenarioEventsText } from './operate/scenario'

export const operate = defineMessages('operate', {
  'scenario-unreadable': (a: { why: string }) => `Not a valid scenario file: ${a.why}.`,
  'scenario-newer': (a: { version: number; known: number }) =>
    `This scenario uses file format ${a.version}, but this version of Netloom reads formats up to ${a.known}. Reload the page to update Netloom.`,
  'scenario-many': (a: { events: number; most: number }) =>
    `This scenario has ${count(a.events)} events; the limit is ${count(a.most)}. One event with a ramp, sine, or pulse curve can replace many.`,
  'scenario-seed': (a: { value: number }) =>
    `The seed of a scenario must be a whole number from 0 to ${count(4294967295)}, not ${a.value}.`,
  'scenario-duration': (a: { days: number; most: number }) =>
    `A scenario can last from 1 minute to ${count(a.most)} days, not ${number(a.days)} days.`,
  'scenario-kind': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no event type "${a.kind}". Available types: ${list(a.kinds)}.`,
  'scenario-id': (a: { id: string; events: number }) =>
    `${counted(a.events, 'event has', 'events have')} the ID "${a.id}". Each event needs its own ID. Delete all but one of these events, then duplicate the remaining one: each copy gets a new ID.`,
  'scenario-time': (a: { title: string; startMs: number; lengthMs: number }) =>
    `"${a.title}" starts at ${a.startMs} ms and lasts ${a.lengthMs} ms. An event must start at 0 ms or later and last at least 1 ms.`,
  'scenario-past-end': (a: { title: string; minutes: number }) =>
    `"${a.title}" ends ${counted(a.minutes, 'minute')} after the scenario ends. Shorten the event, or make the scenario longer.`,
  'scenario-overlap': (a: { title: string; other: string; minutes: number }) =>
    `"${a.title}" and "${a.other}" conflict for ${counted(a.minutes, 'minute')}. Move or shorten one of them.`,
  'scenario-needs': (a: { title: string; param: string }) => `"${a.title}" has no effect until you set "${a.param}".`,
  'scenario-mix': (a: { percent: number; minute: number; slices: readonly string[] }) =>
    `At minute ${count(a.minute)}, the shares of ${list(a.slices)} add up to ${shortPercent(a.percent / 100)} of all requests. Lower them to at most 100% in total.`,
  'scenario-idle-slice': (a: { title: string; slice: string; slices: readonly string[] }) =>
    `"${a.title}" has no effect: no requests are in the slice "${a.slice}". ${a.slices.length === 0 ? 'This service has no slices.' : `Available slices: ${list(a.slices)}.`}`,
  'scenario-idle-column': (a: { title: string; column: string; columns: readonly string[] }) =>
    `"${a.title}" has no effect: requests have no column "${a.column}". Available columns: ${list(a.columns)}.`,
  'scenario-idle-operator': (a: {
    title: string
    operator: string
    columns: readonly string[]
    fits: readonly string[]
  }) =>
    `"${a.title}" has no effect: ${a.operator} cannot change ${list(a.columns)}. ${a.fits.length === 0 ? 'No operation can.' : `Use ${listOr(a.fits)} instead.`}`,
  'scenario-idle-world': (a: { title: string; fits: readonly string[] }) =>
    `"${a.title}" has no effect: the "${scenarioEventsText.drift.generator}" operation only works on generated requests, but the requests of this service are held-out examples. ${a.fits.length === 0 ? 'For a generated dataset, set' : `Set Operation to ${listOr(a.fits)}. For a generated dataset, you can also set`} Examples to Generator in the Source stage.`,
  'scenario-idle-drift': (a: { title: string; drift: string; drifts: readonly string[] }) =>
    `"${a.title}" has no effect: the generator of this dataset has no drift "${a.drift}". Available drifts: ${list(a.drifts)}.`,
  'scenario-no-event': (a: { event: string }) => `There is no event "${a.event}" in this scenario.`,
  'scenario-preset': (a: { preset: string; known: readonly string[] }) =>
    `There is no scenario "${a.preset}". Available scenarios: ${list(a.known)}.`,
  'scenario-requests': (a: { requests: number; most: number }) =>
    `This scenario would send about ${count(a.requests)} requests; the limit is ${count(a.most)}. Lower the request rate, or shorten the scenario.`,
  'slo-kind': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no objective type "${a.kind}". Available types: ${list(a.kinds)}.`,
  'slo-target': (a: { percent: number; min: number; max: number }) =>
    `A target of ${number(a.percent, 5)}% is not possible. Choose a value from ${shortPercent(a.min / 100)} to ${number(a.max, 5)}%, such as 99.9%.`,
  'slo-within': (a: { ms: number; most: number }) =>
    `A latency limit of ${a.ms} ms is not possible. Choose a value from 1 to ${count(a.most)} ms.`,
  'slo-days': (a: { days: number; most: number }) =>
    `An objective window of ${a.days} days is not possible. Choose a whole number from 1 to ${a.most}, such as 30.`,
  'log-damaged': (a: { service: string }) =>
    `The saved log of "${a.service}" is damaged and could not be read. The service starts a new log.`,
  'log-chunk-damaged': (a: { from: number; to: number }) =>
    `Requests ${count(a.from)} to ${count(a.to)} in the log are damaged on this device and were skipped. The daily counts still include them.`,
  'log-day-damaged': (a: { day: number }) =>
    `The counts for day ${count(a.day)} in the log are damaged on this device and were skipped. Charts show a gap there.`,
  'log-conflict': (a: { service: string }) =>
    `Another tab has written the log of "${a.service}", so what this tab adds to it is not saved. Close the other tab, then reload this page.`,
  'log-no-request': (a: { request: string; first: number; last: number }) =>
    a.last < 0
      ? `There is no request ${a.request}: this service has received no requests yet.`
      : `Request ${a.request} is not in the log, which holds requests ${identifier(a.first)} to ${identifier(a.last)}.`,
  'log-query': (a: { field: string; value: string; known: readonly string[] }) =>
    `Requests cannot be filtered by ${a.field} "${a.value}". Possible values: ${list(a.known)}.`,
  'log-stretch': (a: { from: string; to: string }) =>
    `From ${a.from} to ${a.to} is not a valid time range. Give two simulated times in milliseconds, the earlier one first.`,
  'drift-nothing-kept': (a: { requests: number }) =>
    plural(a.requests, {
      one: 'The input of this request is not available: the request is older than the latest 200,000, or it came from the generator and was not stored. Choose a more recent request, or set Examples to Held-out examples in the Source stage.',
      other:
        'The inputs of these # requests are not available: the requests are older than the latest 200,000, or they came from the generator and were not stored. Choose more recent requests, or set Examples to Held-out examples in the Source stage.',
    }),
  'drift-rows-unfit': (a: { why: string }) => `These requests do not match the dataset columns. ${a.why}`,
})
