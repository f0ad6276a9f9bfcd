/** @file randomValue: a random value of a parameter, for tests. */
import type { Rng } from '../base/rng'
import type { ParamSpec, ParamValue } from './params'

/** A random value that the spec allows, small enough to build in a test. */
export function randomValue(spec: ParamSpec, random: Rng): ParamValue {
  switch (spec.type) {
    case 'int':
      return spec.min + random.below(Math.min(spec.max, spec.min + 7) - spec.min + 1)
    case 'float':
      return spec.min + random.uniform() * (spec.max - spec.min)
    case 'flag':
      return random.below(2) === 1
    case 'choice':
      return spec.options[random.below(spec.options.length)] as string
    case 'window': {
      const one = () => spec.min + random.below(Math.min(spec.max, spec.min + 3) - spec.min + 1)
      return random.below(2) === 1 ? one() : Array.from({ length: spec.axes }, one)
    }
    case 'ints':
    case 'text':
    case 'columns':
      return spec.default
    default:
      return spec satisfies never
  }
}
