/** @file Validate: rejects an input that does not fit the training data of the model. */
import { defineRunner, INVALID, isSettled } from '../request-context'

// not text: a class name
export const runner = defineRunner('Validate', () => ({
  // The input has already been validated with the config of this stage, once per distinct row.
  run(context, { request }) {
    if (!isSettled(context) && request.input.verdict > 0) context.status = INVALID
  },
}))
