/** @file Speeds: the selectable playback speeds. */
import { scenarioText } from '../../../../messages/en/operate/scenario'
import { SPEEDS } from '../../../../ops/simulated-clock'

/** The usual speeds, plus the current speed if it is not among them. Speeds are in simulated ms per real ms. */
export function speedOptions(speed: number): readonly { readonly value: string; readonly title: string }[] {
  return [...new Set<number>([...SPEEDS, speed])]
    .toSorted((a, b) => a - b)
    .map((one) => ({ value: String(one), title: scenarioText.speed.option({ speed: one }) }))
}
