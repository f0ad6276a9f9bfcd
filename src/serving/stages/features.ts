/**
 * @file Features: encodes raw values and adds the columns of the feature store. The runner does nothing itself and only
 * accounts for the time.
 */
import { defineRunner } from '../request-context'

// not text: a class name
export const features = defineRunner('Features', () => ({
  // Each model encodes with its own pipeline, and the raw values already contain stale stored columns.
  run() {},
}))
