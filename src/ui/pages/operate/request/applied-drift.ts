/**
 * @file appliedDriftText: describes the drift that was applied to a row before it was sent, based on the name stored in
 * the log.
 */
import { requestText } from '../../../../messages/en/operate/request'

const { change: text } = requestText

/** The strength of a drift is stored in steps of 1/32. */
const FULL = 32

/**
 * Parses a stored name such as `brightness ×3.8 + blur at 24`: operators, multiples of their usual amount, and their
 * strength.
 */
export function appliedDriftText(name: string): string {
  const changes = name.split(' + ').map((stored) => {
    const [, id = stored, times, strength] = /^(.*?)(?: ×([\d.]+))?(?: at (\d+))?$/.exec(stored) ?? []
    // The operator name "brightness" does not say in which direction the image changes, so it has a special text.
    const operator = id === 'brightness' ? text.brightness : id
    const change = times === undefined ? operator : text.times({ operator, times: Number(times) })
    return strength === undefined ? change : text.partly({ change, share: Number(strength) / FULL })
  })
  return text.all({ changes })
}
