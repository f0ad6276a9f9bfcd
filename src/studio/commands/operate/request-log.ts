/** @file Commands that read the log of the open service. Their implementation is loaded lazily. */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { operateController } from '../../operate/controller'
import type { LogQuery } from '../../operate/query-log'

const looking = () => import('../../operate/query-log')
const isOpen = (studio: AppContext) => operateController(studio).store.getState().service !== null

export const findInLog = defineCommand({
  id: 'log.find',
  title: operateCommandsText['log.find'],
  args: {
    query:
      '{status?: string[], source?, slice?, version?, alias?, verdict?, shadow?, label?, from?, to?, before?, order?}?',
    limit: 'number?',
  },
  enabled: isOpen,
  run: async (studio, asked: { query?: LogQuery; limit?: number }) => (await looking()).queryRequests(studio, asked),
})

export const requestInLog = defineCommand({
  id: 'log.request',
  title: operateCommandsText['log.request'],
  args: { id: 'number' },
  enabled: isOpen,
  run: async (studio, { id }: { id: number }) => (await looking()).requestRecord(studio, id),
})

export const totalsOfLog = defineCommand({
  id: 'log.totals',
  title: operateCommandsText['log.totals'],
  args: { from: 'virtual milliseconds?', to: 'virtual milliseconds?' },
  enabled: isOpen,
  run: async (studio, asked: { from?: number; to?: number }) => (await looking()).totalsOf(studio, asked),
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
  args: { request: 'number, or null to close it' },
  enabled: isOpen,
  async run(studio, { request }: { request: number | null }) {
    if (request !== null) (await looking()).requestRecord(studio, request)
    operateController(studio).showRequest(request)
  },
})
