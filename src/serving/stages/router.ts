/** @file Router: an answer that is not sure enough is taken back, so that the next model gives one; a sure one stays. */
import { confidence, defineRunner, isSettled, unanswer } from '../request-context'

export const router = defineRunner('Router', ({ config }, _place, facts) => ({
  serves: 'freshly answered',
  run(token) {
    if (!isSettled(token) && token.said && confidence(token, facts) < config.below) unanswer(token)
  },
}))
