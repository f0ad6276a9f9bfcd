/**
 * @file Messages of a running service: what is wrong with a request and its values, and why there is no prediction.
 * Loaded with the serving client.
 */
import { defineMessages, defineText } from '../define'
import { count, counted, dimensions, list, plural } from '../format'

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
    'There is no held-out example that no version of the service was trained on, so there is no traffic to simulate. On the Data page, open the Split tab: give the test set a share, and train all versions with the same split seed.',
  'service-rows-seen':
    'Every held-out example was in the training data of a version in this service, so its accuracy looks too good. On the Data page, open the Split tab, and train all versions with the same split seed.',
  'service-other-answers': (a: { model: string; first: string }) =>
    `"${a.model}" predicts a number and "${a.first}" predicts classes. All models of a service must predict the same kind of output.`,
  'serving-broke': (a: { why: string }) => `The service stopped: ${a.why}. Open it again; its log is saved.`,
})

const characters = (n: number) => plural(n, { one: '# character', other: '# characters' })

export const expectedText = defineText('serving/wanted', {
  text: 'text',
  category: 'text that names a category',
  time: 'a time such as 2026-01-31T12:00Z',
  number: 'a number',
  finite: 'a finite number',
  float32: 'a finite FP32 number',
  /** Ranges of number types, with limits written in full. */
  upTo: (a: { most: number }) => `a number up to ${a.most}`,
  whole: (a: { least: number; most: number; datatype: string }) =>
    `a whole number from ${a.least} to ${a.most}, the range of ${a.datatype}`,
  boolean: 'true or false',
  object: 'an object',
  shortText: (a: { most: number }) => `text of up to ${characters(a.most)}`,
  outputs: 'a list of {"name"}',
  outputNames: (a: { most: number }) => `a list of {"name": …} objects, with names of up to ${characters(a.most)}`,
  tensor: 'an object with name, shape, datatype, and data',
  shape: (a: { most: number }) => `a list of up to ${a.most} whole numbers, with the number of rows first`,
  datatype: 'text such as FP32',
  values: 'a list of values',
})

export const emptyList = defineText('serving/found', { emptyList: 'an empty list' }).emptyList

/** What is wrong with the JSON of a request: the reason in "The body is not valid JSON (...)." */
export const jsonFaults = defineText('serving/json', {
  encoding: 'its bytes are not UTF-8',
  position: (a: { character: number }) => `at character ${a.character}`,
  end: 'it ends too early or has extra characters',
})

/** The HELP lines of Prometheus metrics. */
export const metricsHelp = defineText('serving/metrics', {
  requests: 'Requests for predictions to the URL, by status code of the response.',
  fallbacks: 'Requests at the URL that a fallback answered.',
  abstentions: 'Requests at the URL on which the service abstained.',
  flagged: 'Inputs at the URL that an input guard flagged.',
  seconds: 'Time from a request for predictions to its response in seconds.',
  rows: 'Rows answered by a model.',
  modelReady: 'Whether the model is loaded and warm.',
  serviceReady: 'Whether the service is open and its first model is warm.',
})
