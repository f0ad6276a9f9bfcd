/**
 * @file Fit: fits the preparation steps of a dataset's columns in the worker, which can read paged rows synchronously.
 */
import { fitPipeline } from '../../data/fit-pipeline'
import { defineJob } from '../define-job'

export const fitJob = defineJob({
  kind: 'fit',
  // biome-ignore lint/correctness/useYield: a fit is one pass; to cancel it, the worker is ended
  *run({ dataset, split }, { binding, signed, prepare, split: pick }) {
    return fitPipeline(dataset, binding, split.train, signed, { split: pick, ...(prepare ? { prepare } : {}) })
  },
})
