/**
 * @file Readings: the reducers that follow the log of the open service. To add a reducer, write its file in `ops` and
 * list it in this file.
 */
import { aggregates } from '../../ops/log/aggregates'
import type { States } from '../../ops/log/fold-log'
import { userLabels } from '../../ops/label-queue'
import { canary } from '../../ops/reducers/canary'
import { drift } from '../../ops/reducers/drift'
import { handLabels } from '../../ops/reducers/hand-labels'
import { harm } from '../../ops/reducers/harm'
import { labeledCounts } from '../../ops/reducers/labeled-counts'
import { objectives } from '../../ops/reducers/objectives'
import { shadow } from '../../ops/reducers/shadow'

export const READINGS = {
  ...{ aggregates, personLabels: userLabels, handLabels, labelled: labeledCounts },
  ...{ canary, shadow, objectives, harm, drift },
} as const

export type Readings = States<typeof READINGS>
