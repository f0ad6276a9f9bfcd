/** @file Log: the end of a request. One that nobody answered has failed. */
import { defineRunner, FAILED, OK } from '../request-context'

export const log = defineRunner('Log', (_stage, place) => ({
  serves: 'all',
  run(token, flight) {
    if (token.shadow || flight.logged >= 0) return
    if (token.status === OK && !token.outputs) token.status = FAILED
    flight.logged = place
  },
}))
