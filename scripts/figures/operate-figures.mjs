/** @file The figures of what runs: alerts held against those who judge them, canaries among equals, drift where there is none. */
import { alertsAgainstPromtool } from './alerts.mjs'
import { canaryWorlds } from './canary.mjs'
import { driftFigures } from './drift.mjs'

/** In the order of the table. */
export const operateFigures = [
  {
    name: 'alerts-promtool',
    title: 'the minute in which each alert fires and ends on 20 seeded scores of a day, against promtool',
    goal: 'the same minute, always; each score fires',
    take: alertsAgainstPromtool,
  },
  {
    name: 'canary-worlds',
    title:
      'canaries in 1,000 seeded worlds in which the challenger is as good, and in 100 of each of five in which it is not',
    goal: 'at most 5 % of the equals taken back; all of the others',
    take: canaryWorlds,
  },
  ...driftFigures,
]
