/** @file Features: raw values become the numbers a model takes; stored columns join them. What it costs is its time. */
import { defineRunner } from '../request-context'

export const features = defineRunner('Features', () => ({
  // Encoding belongs to a model's own pipeline; a stored column that is stale is so in the values already.
  run() {},
}))
