/** @file Ensemble: the answers that come in become one: their mean, or the share of votes each class has. */
import { answer, defineRunner, isSettled, OK, surest } from '../request-context'

export const ensemble = defineRunner('Ensemble', ({ config }, _place, { kind }) => ({
  serves: 'all',
  run(token, _flight, given) {
    // One branch that failed is made up for by those that did not.
    const good = given.filter(({ status, said, shadow }) => status === OK && said && !shadow)
    const [first] = good
    if (!first?.said || token.cached) return
    if (isSettled(token) && token.status !== OK) token.status = OK
    const whole = new Float32Array(first.said.length)
    for (let k = 0; k < whole.length; k++) {
      let sum = 0
      for (const { said } of good)
        sum +=
          config.how === 'vote' && kind === 'classes' ? Number(surest(said as Float32Array) === k) : (said?.[k] ?? 0)
      whole[k] = sum / good.length
    }
    token.version = first.version
    token.alias = first.alias
    token.waited = given.reduce((sum, one) => Math.max(sum, one.waited), 0)
    token.spent = given.reduce((sum, one) => Math.max(sum, one.spent), 0)
    answer(token, whole, kind)
  },
}))
