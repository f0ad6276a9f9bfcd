/** @file appliedDriftText: the drift that was applied to a row before it was sent, from the name that the log stores. */
import { requestText } from '../../../../messages/en/operate/request'

const { change: text } = requestText

/** The strength of a drift is stored in 32nds. */
const FULL = 32

/** Reads a stored name such as `brightness ×3.8 + blur at 24`: operators, their multiples of the usual amount, and their strength. */
export function appliedDriftText(name: string): string {
  const changes = name.split(' + ').map((stored) => {
    const [, id = stored, times, strength] = /^(.*?)(?: ×([\d.]+))?(?: at (\d+))?$/.exec(stored) ?? []
    // The name of this operator does not say in which direction it changes the image.
    const operator = id === 'brightness' ? text.brightness : id
    const change = times === undefined ? operator : text.times({ operator, times: Number(times) })
    return strength === undefined ? change : text.partly({ change, share: Number(strength) / FULL })
  })
  return text.all({ changes })
}
