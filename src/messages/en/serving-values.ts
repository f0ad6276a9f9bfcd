/**
 * @file Messages about what a request to a service should contain, and what is wrong with its JSON: ends of sentences
 * such as "It must be ...".
 */
import { defineText } from '../define'
import { plural } from '../format'

const characters = (n: number) => plural(n, { one: '# character', other: '# characters' })

export const expectedText = defineText('serving-values/wanted', {
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

export const emptyList = defineText('serving-values/found', { emptyList: 'an empty list' }).emptyList

/** What is wrong with the JSON of a request: the reason in "The body is not valid JSON (...)." */
export const jsonFaults = defineText('serving-values/json', {
  encoding: 'its bytes are not UTF-8',
  position: (a: { character: number }) => `at character ${a.character}`,
  end: 'it ends too early or has extra characters',
})

/** The HELP lines of Prometheus metrics. */
export const metricsHelp = defineText('serving-values/metrics', {
  requests: 'Requests to the URL, by status code of the response.',
  fallbacks: 'Requests at the URL that a fallback answered.',
  seconds: 'Time from a request to its response in seconds.',
  rows: 'Rows answered by a model.',
  modelReady: 'Whether the model is loaded and warm.',
  serviceReady: 'Whether the service is open and its first model is warm.',
})
