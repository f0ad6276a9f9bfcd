/** @file Validate: an input that does not fit what the model was trained on goes no further. */
import { defineRunner, INVALID, isSettled } from '../request-context'

export const validate = defineRunner('Validate', () => ({
  // What is wrong was found with the input, by this stage's config: the same row is looked at once.
  run(token, { asked }) {
    if (!isSettled(token) && asked.known.verdict > 0) token.status = INVALID
  },
}))
