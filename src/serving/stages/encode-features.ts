/**
 * @file Features: encodes raw values and adds the columns of the feature store. The runner itself does nothing and only
 * accounts for the stage's time.
 */
import { defineRunner } from '../request-context'

// not text: a class name
export const runner = defineRunner('Features', () => ({
  // Each model encodes with its own pipeline, and the raw values already contain any stale columns of the feature
  // store.
  run() {},
}))
