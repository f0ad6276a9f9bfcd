/** @file Fallback: where there is no answer, the usual one or the last good one is given. An input that is wrong, or one too many, gets none. */
import { ABSTAINED, answer, defineRunner, FAILED, FALLBACK, OK, UNREADY } from '../request-context'
import { NONE } from '../../ops/record'

export const fallback = defineRunner('Fallback', ({ config }, _place, facts) => {
  let previous: Float32Array<ArrayBuffer> | undefined
  const helps = (status: number) =>
    status === UNREADY || status === FAILED || (status === ABSTAINED && config.for === 'failures and abstentions')
  return {
    serves: 'all',
    run(token) {
      if (token.shadow) return
      if (token.status === OK && token.outputs) {
        previous = token.outputs
        return
      }
      if (!helps(token.status) && token.status !== OK) return
      token.status = FALLBACK
      answer(token, (config.answer === 'previous' && previous) || facts.usual(), facts.kind)
      token.version = NONE
    },
    forget() {
      previous = undefined
    },
  }
})
