/** @file The Operate figures: alerts compared with promtool, canary decisions, drift detection, scores of the drills. */
import { alertsAgainstPromtool } from './alerts.mjs'
import { canaryWorlds } from './canary.mjs'
import { driftFigures } from './drift.mjs'
import { drillFigures } from './drills.mjs'

/** The figures in the order of the table. */
export const operateFigures = [
  {
    name: 'alerts-promtool',
    title: 'the minute in which each alert fires and ends in 20 seeded one-day scenarios, compared with promtool',
    goal: 'always the same minute; every scenario fires',
    take: alertsAgainstPromtool,
  },
  {
    name: 'canary-worlds',
    title: 'canaries in 1,000 seeded simulations with an equally good challenger, and in 100 of each of five bad ones',
    goal: 'at most 5% of the good ones rolled back; all of the bad ones',
    take: canaryWorlds,
  },
  ...driftFigures,
  ...drillFigures,
]
