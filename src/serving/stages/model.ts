/** @file Model: the version that its alias stands for answers, unless there is an answer or an ending already. */
import { ALIASES } from '../../catalog/lowered-stage'
import { NONE } from '../../ops/record'
import { answer, confidence, defineRunner, FAILED, isSettled, UNREADY } from '../request-context'

export const model = defineRunner('Model', ({ config }, _place, facts) => ({
  run(token, flight) {
    if (isSettled(token) || token.said) return
    const { version } = token
    if (version === NONE) {
      token.status = UNREADY
      return
    }
    token.alias = ALIASES.indexOf(config.alias)
    const said = flight.asked.known.answers[version]
    // An input that no pipeline could read, or numbers that are none.
    if (said?.every(Number.isFinite)) answer(token, said, facts.kind)
    else token.status = FAILED
    if (!token.shadow) return
    flight.shadowVersion = version
    flight.shadowPredicted = token.predicted
    flight.shadowConfidence = token.said ? confidence(token, facts) : Number.NaN
  },
}))
