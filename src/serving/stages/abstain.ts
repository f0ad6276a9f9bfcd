/** @file Abstain: withholds predictions with low confidence; the log still stores the model's outputs for them. */
import { ABSTAINED, confidence, defineRunner, OK } from '../request-context'

// not text: a class name
export const runner = defineRunner('Abstain', ({ config }, _place, info) => ({
  appliesTo: 'answered',
  run(context) {
    if (context.status !== OK || !context.outputs || confidence(context, info) >= config.below) return
    context.status = ABSTAINED
    context.predicted = -1
  },
}))
