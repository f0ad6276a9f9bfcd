/** @file serviceWords: a change of a service beside flags and shares, in words. */
import type { Change } from './record'

/** Why, and what of the drawing where that is known. */
export function serviceWords({ why, details }: Extract<Change['what'], { type: 'service' }>): string {
  return details === undefined ? why : `${why}: ${details}`
}
