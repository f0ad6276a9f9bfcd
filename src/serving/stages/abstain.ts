/** @file Abstain: an answer that is not sure enough is not told; it stays on record. */
import { ABSTAINED, confidence, defineRunner, OK } from '../request-context'

export const abstain = defineRunner('Abstain', ({ config }, _place, facts) => ({
  serves: 'answered',
  run(token) {
    if (token.status !== OK || !token.outputs || confidence(token, facts) >= config.below) return
    token.status = ABSTAINED
    token.predicted = -1
  },
}))
