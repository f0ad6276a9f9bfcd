/**
 * @file Readings: the reducers that follow the log of the open service. To add a reducer, write its file in `ops` and
 * list it in this file.
 */

import { harm } from '../../../ops/alerts/minute-counts'
import { objectives } from '../../../ops/alerts/objectives'
import { canary } from '../../../ops/canary/canary-track'
import { shadow } from '../../../ops/canary/shadow'
import { drift } from '../../../ops/drift/drift-alerts'
import { handLabels, labeledCounts, userLabels } from '../../../ops/label-queue'
import { aggregates } from '../../../ops/log/aggregates'
import type { States } from '../../../ops/log/fold-log'

export const READINGS = {
  ...{ aggregates, personLabels: userLabels, handLabels, labeled: labeledCounts },
  ...{ canary, shadow, objectives, harm, drift },
} as const

export type Readings = States<typeof READINGS>
