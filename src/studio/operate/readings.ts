/** @file Readings: the reducers that are read along with the log of the open service. A new one is its file in ops and its line here. */
import { aggregates } from '../../ops/log/aggregates'
import type { States } from '../../ops/log/fold'
import { personLabels } from '../../ops/label-queue'
import { canary } from '../../ops/reducers/canary'
import { drift } from '../../ops/reducers/drift'
import { handLabels } from '../../ops/reducers/hand-labels'
import { harm } from '../../ops/reducers/harm'
import { labelled } from '../../ops/reducers/labelled'
import { objectives } from '../../ops/reducers/objectives'
import { shadow } from '../../ops/reducers/shadow'

export const READINGS = {
  ...{ aggregates, personLabels, handLabels, labelled },
  ...{ canary, shadow, objectives, harm, drift },
} as const

export type Readings = States<typeof READINGS>
