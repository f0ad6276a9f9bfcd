/** @file Report: what may be wrong with a set. */
import { reporting } from '../../data/findings'
import { defineJob } from '../job'

export const reportJob = defineJob({
  kind: 'report',
  run: ({ dataset, split }, { target, features }) =>
    reporting(dataset, split, {
      target: target ?? dataset.schema.target,
      ...(features === undefined ? {} : { features }),
    }),
})
