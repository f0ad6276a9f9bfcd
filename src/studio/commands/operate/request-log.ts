/** @file Commands that read the log of the open service. Their implementation is loaded lazily. */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import type { Status } from '../../../ops/log-entry'
import { anyNumber, checkedLater, list, nullable, number, oneOf, optional, shape, text } from '../../arguments'
import { defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { operateController } from '../../operate/controller'
import { BASELINE_KINDS, readDriftBaseline } from '../../operate/drift/drift'
import type { LogQuery } from '../../operate/requests/query-log'

const REQUEST = anyNumber('request id')
const TIME = anyNumber('simulated milliseconds')

/** A name that the query looks up: an unknown one is refused with `log-query`. */
const name = <K extends keyof LogQuery>() => optional(checkedLater<NonNullable<LogQuery[K]>>('name'))
const QUERY = shape({
  status: optional(list(checkedLater<Status>('status'))),
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
const isOpen = (studio: AppContext) => operateController(studio).store.getState().service !== null

export const findInLog = defineCommand({
  id: 'log.find',
  title: operateCommandsText['log.find'],
  args: { query: optional(QUERY), limit: optional(anyNumber()) },
  enabled: isOpen,
  run: async (studio, asked) => (await looking()).queryRequests(studio, asked),
})

export const requestInLog = defineCommand({
  id: 'log.request',
  title: operateCommandsText['log.request'],
  args: { id: REQUEST },
  enabled: isOpen,
  run: async (studio, { id }) => (await looking()).requestRecord(studio, id),
})

export const totalsOfLog = defineCommand({
  id: 'log.totals',
  title: operateCommandsText['log.totals'],
  args: { from: optional(TIME), to: optional(TIME) },
  enabled: isOpen,
  run: async (studio, asked) => (await looking()).totalsOf(studio, asked),
})

export const hashOfLog = defineCommand({
  id: 'log.hash',
  title: operateCommandsText['log.hash'],
  args: {},
  enabled: isOpen,
  async run(studio) {
    const log = operateController(studio).log()
    await log.settled()
    return log.hash()
  },
})

export const showRequest = defineCommand({
  id: 'service.inspect',
  title: operateCommandsText['service.inspect'],
  args: { request: nullable(REQUEST) },
  enabled: isOpen,
  async run(studio, { request }) {
    if (request !== null) (await looking()).requestRecord(studio, request)
    operateController(studio).showRequest(request)
  },
})

// Commands for drift: collecting drifted requests as a dataset. Their implementation is loaded lazily.

export const driftBaseline = defineCommand({
  id: 'drift.baseline',
  title: operateCommandsText['drift.baseline'],
  args: { against: oneOf(...BASELINE_KINDS) },
  run: (studio, { against }) => readDriftBaseline(studio, operateController(studio), against),
})

export const collectDrifted = defineCommand({
  id: 'drift.collect',
  title: operateCommandsText['drift.collect'],
  args: { requests: list(number('request id')), title: optional(text()), dataset: optional(text('dataset id')) },
  run: async (studio, asked) => (await import('../../operate/drift/collect-requests')).collectRequests(studio, asked),
})
