/** @file Profile: computes statistics of each column. */
import { profileInSlices } from '../../data/column-profile'
import { defineJob } from '../define-job'

export const profileJob = defineJob({
  kind: 'profile',
  run: ({ dataset, split }, { target }) => profileInSlices(dataset, { split, target: target ?? dataset.schema.target }),
})
