/** @file Profile: what is in each column. */
import { profiling } from '../../data/profile'
import { defineJob } from '../job'

export const profileJob = defineJob({
  kind: 'profile',
  run: ({ dataset, split }, { target }) => profiling(dataset, { split, target: target ?? dataset.schema.target }),
})
