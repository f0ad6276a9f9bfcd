/** @file Fit: what prepares the columns of a set, fitted where its rows can be read on the spot. */
import { fitPipeline } from '../../data/fit-pipeline'
import { defineJob } from '../job'

export const fitJob = defineJob({
  kind: 'fit',
  // biome-ignore lint/correctness/useYield: a fit is one pass; who gives it up ends the worker
  *run({ dataset, split }, { binding, signed, prepare, split: pick }) {
    return fitPipeline(dataset, binding, split.train, signed, { split: pick, ...(prepare ? { prepare } : {}) })
  },
})
