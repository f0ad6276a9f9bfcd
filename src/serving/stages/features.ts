/**
 * @file Features: encodes raw values and adds the columns of the feature store. The runner only accounts for the time.
 */
import { defineRunner } from '../request-context'

// not text: a class name
export const features = defineRunner('Features', () => ({
  // Each model encodes with its own pipeline, and stale stored columns are in the raw values already.
  run() {},
}))
