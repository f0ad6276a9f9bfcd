/**
 * @file Messages of a running service: what is wrong with a request, and why there is no prediction. Loaded with the
 * serving client.
 */
import { defineMessages } from '../define'
import { count, counted, dimensions, list } from '../format'

/** The maximum number of column values to list in a sentence. */
const LISTED = 12

export const serving = defineMessages('serving', {
  'request-missing': (a: { column: string }) => `"${a.column}" is missing. This service rejects incomplete requests.`,
  'request-column': (a: { column: string; columns: readonly string[] }) =>
    `This model has no column "${a.column}". Its columns: ${list(a.columns)}.`,
  'request-type': (a: { column: string; wants: string; found: string }) =>
    `"${a.column}" must be ${a.wants}, not ${a.found}.`,
  'request-rank': (a: { column: string; wants: readonly number[]; found: string }) =>
    a.wants.length === 0
      ? `"${a.column}" must be a single number, not ${a.found}.`
      : `"${a.column}" must be numbers of shape ${dimensions(a.wants)}, not ${a.found}.`,
  'request-not-finite': (a: { column: string; found: string }) =>
    `"${a.column}" is ${a.found}, which is not a finite number. Omit it if it is unknown.`,
  'request-unseen': (a: { column: string; found: string; values: readonly string[] }) =>
    a.values.length > LISTED
      ? `"${a.column}" is ${a.found}, which never occurs in the training data. Known values: ${list([...a.values.slice(0, LISTED), `${count(a.values.length - LISTED)} more`])}.`
      : `"${a.column}" is ${a.found}, which never occurs in the training data. Known values: ${list(a.values)}.`,
  'request-range': (a: { column: string; value: number; least: number; most: number }) =>
    `"${a.column}" is ${a.value}, outside the training range of ${a.least} to ${a.most}.`,
  'request-empty': 'The request has no rows. Send at least one.',
  'request-large': (a: { rows: number; most: number }) =>
    `The request has ${counted(a.rows, 'row')}; the limit is ${count(a.most)}.`,
  'request-no-record': (a: { found: string }) =>
    `A row must be an object with a value for each column, not ${a.found}.`,
  'service-closed': 'The service is no longer open. Open it again.',
  'service-no-model': (a: { model: string }) => `The service has no version of "${a.model}". Add one to the registry.`,
  'service-no-answers': (a: { model: string }) =>
    `"${a.model}" outputs images or text, and a service supports only classes and numbers. Serve a classifier or a regression model.`,
  'service-no-rows':
    'The dataset has no held-out rows, so there is no traffic to simulate. On the Data page, open the Split tab and give the test set a share.',
  'service-other-answers': (a: { model: string; first: string }) =>
    `"${a.model}" predicts a number and "${a.first}" predicts classes. All models of a service must predict the same kind of output.`,
  'serving-broke': (a: { why: string }) => `The service stopped: ${a.why}. Open it again; its log is saved.`,
})
