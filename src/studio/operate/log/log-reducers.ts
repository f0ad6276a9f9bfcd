/**
 * @file Readings: the reducers that follow the log of the open service. To add a reducer, write its file in `ops` and
 * list it in this file.
 */
import { aggregates } from '../../../ops/log/aggregates'
import type { States } from '../../../ops/log/fold-log'
import { userLabels } from '../../../ops/label-queue'
import { canary } from '../../../ops/log-reducers/canary'
import { drift } from '../../../ops/log-reducers/drift'
import { handLabels } from '../../../ops/log-reducers/hand-labels'
import { harm } from '../../../ops/log-reducers/wrong-predictions'
import { labeledCounts } from '../../../ops/log-reducers/labeled-counts'
import { objectives } from '../../../ops/log-reducers/objectives'
import { shadow } from '../../../ops/log-reducers/shadow'

export const READINGS = {
  ...{ aggregates, personLabels: userLabels, handLabels, labeled: labeledCounts },
  ...{ canary, shadow, objectives, harm, drift },
} as const

export type Readings = States<typeof READINGS>
