/** @file Speeds: how fast virtual time passes, in words. */
import { SPEEDS } from '../../../../ops/clock'
import { DAY, HOUR, MINUTE } from '../../../../ops/scenario/scenario'
import { lengthWords } from './span'

const WORDS: ReadonlyMap<number, string> = new Map([
  [1, 'real time'],
  [MINUTE / 1000, '1 min/s'],
  [HOUR / 1000, '1 h/s'],
  [DAY / 1000, '1 day/s'],
  [(365 * DAY) / MINUTE, 'a year in a minute'],
])

/** A speed, in virtual ms a real one. */
export function speedWords(speed: number): string {
  return WORDS.get(speed) ?? `${short(lengthWords(speed * 1000))}/s`
}

/** What can be chosen, and the speed there is where that is none of them. */
export function speedOptions(speed: number): readonly { readonly value: string; readonly title: string }[] {
  return [...new Set<number>([...SPEEDS, speed])]
    .toSorted((a, b) => a - b)
    .map((one) => ({ value: String(one), title: speedWords(one) }))
}

/** As it stands in a narrow field: 10 min. */
function short(words: string): string {
  return words.replace(/ (hour|minute|second)s?/g, (_, unit: string) => (unit === 'minute' ? ' min' : ` ${unit[0]}`))
}
