/** @file summaryOf: the summary of the open service, as the console prints it. */

import type { Alias } from '../../catalog/lowered-stage'
import type { Service } from '../../compile/project'
import { serviceProblemText } from '../../compile/service/service-problem-text'
import { formatMessage } from '../../messages/message'
import { STATUSES } from '../../ops/log-entry'
import { alertsSummary } from './alerts/alerts'
import { canarySummary } from './canary'
import type { ServiceLogReader } from './log/service-log'
import type { OperateState, OperateSummary } from './state'

/** The summary of the open service; `open` is the service as saved in the project. */
export function summaryOf(
  { service, board, serving, clock, aliases }: OperateState,
  log: ServiceLogReader | undefined,
  open: Service | undefined,
): OperateSummary {
  const report = board?.store.getState().report
  const counts = log?.statusCounts()
  return {
    service,
    serving: serving.tag,
    ...(serving.tag === 'failed' ? { why: formatMessage(serving.why) } : {}),
    check: {
      ok: report?.checked !== undefined,
      diagnostics: (report?.diagnostics ?? []).map(({ problem, node }) => ({
        code: problem.code,
        ...(node === undefined ? {} : { node }),
        message: serviceProblemText(problem),
      })),
    },
    clock,
    requests: log?.requests() ?? 0,
    labels: log?.labels() ?? 0,
    statuses: Object.fromEntries(STATUSES.flatMap((status, i) => (counts?.[i] ? [[status, counts[i]]] : []))),
    aliases: aliases as Readonly<Record<string, Partial<Readonly<Record<Alias, number>>>>>,
    canary: canarySummary(open),
    ...alertsSummary(log),
  }
}

/**
 * Returns a function whose first call schedules `act` to run after this many ms; further calls until then have no
 * effect.
 */
export function throttle(ms: number, act: () => void): () => void {
  let waits = false
  return () => {
    if (waits) return
    waits = true
    setTimeout(() => {
      waits = false
      act()
    }, ms)
  }
}
