/** @file Commands that read the log of the open service. Their implementation is loaded lazily. */
import type { Status } from '../../../ops/log-entry'
import {
  anyNumber,
  checkedLater,
  list,
  nullable,
  number,
  oneOf,
  optional,
  shape,
  text,
  textLater,
} from '../../arguments'
import { operateController } from '../../operate/controller'
import { BASELINE_KINDS, readDriftBaseline } from '../../operate/drift/drift'
import type { LogQuery } from '../../operate/requests/query-log'
import { operateCommand, serviceCommand } from './service-command'

const REQUEST = anyNumber('request id')
const TIME = anyNumber('simulated milliseconds')

/** A name that the query looks up: an unknown one is refused with `log-query`. */
const name = <K extends keyof LogQuery>() => optional(checkedLater<NonNullable<LogQuery[K]>>('name'))
const QUERY = shape({
  status: optional(list(textLater<Status>('status'))),
  source: name<'source'>(),
  slice: name<'slice'>(),
  version: name<'version'>(),
  alias: name<'alias'>(),
  verdict: name<'verdict'>(),
  shadow: name<'shadow'>(),
  label: name<'label'>(),
  from: optional(TIME),
  to: optional(TIME),
  before: optional(REQUEST),
  order: name<'order'>(),
})

const looking = () => import('../../operate/requests/query-log')

export const findInLog = serviceCommand({
  id: 'log.find',
  args: { query: optional(QUERY), limit: optional(anyNumber()) },
  run: async (studio, asked) => (await looking()).queryRequests(studio, asked),
})

export const exportLog = serviceCommand({
  id: 'log.export',
  args: { query: optional(QUERY) },
  run: async (studio, asked) => (await looking()).logAsCsv(studio, asked),
})

export const requestInLog = serviceCommand({
  id: 'log.request',
  args: { id: REQUEST },
  run: async (studio, { id }) => (await looking()).requestRecord(studio, id),
})

export const totalsOfLog = serviceCommand({
  id: 'log.totals',
  args: { from: optional(TIME), to: optional(TIME) },
  run: async (studio, asked) => (await looking()).totalsOf(studio, asked),
})

export const hashOfLog = serviceCommand({
  id: 'log.hash',
  args: {},
  async run(studio) {
    const log = operateController(studio).log()
    await log.settled()
    return log.hash()
  },
})

export const showRequest = serviceCommand({
  id: 'service.inspect',
  args: { request: nullable(REQUEST) },
  async run(studio, { request }) {
    if (request !== null) (await looking()).requestRecord(studio, request)
    operateController(studio).showRequest(request)
  },
})

// Commands for drift: collecting drifted requests as a dataset. Their implementation is loaded lazily.

export const driftBaseline = operateCommand({
  id: 'drift.baseline',
  args: { against: oneOf(...BASELINE_KINDS) },
  run: (studio, { against }) => readDriftBaseline(studio, operateController(studio), against),
})

export const collectDrifted = operateCommand({
  id: 'drift.collect',
  args: { requests: list(number('request id')), title: optional(text()), dataset: optional(text('dataset id')) },
  run: async (studio, asked) => (await import('../../operate/drift/collect-requests')).collectRequests(studio, asked),
})
