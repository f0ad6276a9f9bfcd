/** @file Report: finds possible problems with a dataset. */
import { buildReport } from '../../data/findings'
import { defineJob } from '../define-job'

export const reportJob = defineJob({
  kind: 'report',
  run: ({ dataset, split }, { target, features }) =>
    buildReport(dataset, split, {
      target: target ?? dataset.schema.target,
      ...(features === undefined ? {} : { features }),
    }),
})
