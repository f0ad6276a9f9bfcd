/**
 * @file appliedDriftText: describes the drift that was applied to a row before the request was sent, based on the name
 * stored in the log.
 */
import { requestText } from '../../../../messages/en/operate/request'

const { change: text } = requestText

/** The strength of a drift is stored as a multiple of 1/32. */
const FULL = 32

/**
 * Parses a stored name such as `brightness ×3.8 + blur at 24`: each operator, optionally followed by a multiple of its
 * usual amount and by its strength.
 */
export function appliedDriftText(name: string): string {
  const changes = name.split(' + ').map((stored) => {
    const [, id = stored, times, strength] = /^(.*?)(?: ×([\d.]+))?(?: at (\d+))?$/.exec(stored) ?? []
    // The operator name "brightness" does not say whether the image gets brighter or darker, so a more specific
    // description is used.
    const operator = id === 'brightness' ? text.brightness : id
    const change = times === undefined ? operator : text.times({ operator, times: Number(times) })
    return strength === undefined ? change : text.partly({ change, share: Number(strength) / FULL })
  })
  return text.all({ changes })
}
