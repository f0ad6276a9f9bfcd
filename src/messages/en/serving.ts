/** @file English sentences of a service that runs: what does not fit about a request, and why there is no answer. They come with the client. */
import { defineMessages } from '../define'
import { count, counted, list } from '../format'

export const serving = defineMessages('serving', {
  'request-missing': (a: { column: string }) =>
    `"${a.column}" is missing, and this service refuses what is incomplete.`,
  'request-column': (a: { column: string; columns: readonly string[] }) =>
    `This model reads no "${a.column}"; it reads ${list(a.columns)}.`,
  'request-type': (a: { column: string; wants: string; found: string }) =>
    `"${a.column}" takes ${a.wants}; what came is ${a.found}.`,
  'request-rank': (a: { column: string; wants: readonly number[]; found: string }) =>
    `"${a.column}" takes numbers of the shape ${a.wants.join('×') || '1'}; what came is ${a.found}.`,
  'request-not-finite': (a: { column: string; found: string }) =>
    `"${a.column}" is ${a.found}, which is no number to reckon with; leave it out where it is not known.`,
  'request-unseen': (a: { column: string; found: string; values: readonly string[] }) =>
    `"${a.column}" was never ${a.found} in training; it was ${list(a.values.slice(0, 12))}${a.values.length > 12 ? ', …' : ''}.`,
  'request-range': (a: { column: string; value: number; least: number; most: number }) =>
    `"${a.column}" is ${a.value}; training saw ${a.least} to ${a.most}.`,
  'request-empty':  'The request holds no rows; send at least one.',
  'request-large': (a: { rows: number; most: number }) =>
    `The request holds ${counted(a.rows, 'row')}; send ${count(a.most)} at most at a time.`,
  'request-no-record': (a: { found: string }) => `A row is its values by column; what came is ${a.found}.`,
  'service-closed':  'The service is not open any more; open it again.',
  'service-no-model': (a: { model: string }) =>
    `No version of "${a.model}" came with the service; add one to the registry.`,
  'service-no-answers': (a: { model: string }) =>
    `"${a.model}" answers with pictures or texts; a service logs classes and numbers. Serve a model of those.`,
  'service-no-rows': 
    'The set keeps no rows from training, so there is no traffic to play; give the split a test share.',
  'service-other-answers': (a: { model: string; first: string }) =>
    `"${a.model}" answers with a number and "${a.first}" with classes; one service gives one kind of answer.`,
  'serving-broke': (a: { why: string }) => `The service stopped: ${a.why}. Open it again; the log is kept.`,
})
