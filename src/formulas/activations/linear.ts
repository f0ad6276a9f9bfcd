/** @file Linear: returns its input. */
import { defineActivation, x } from '../activation-formula'

export const linear = defineActivation({ name: 'linear', isFrequent: true, result: x, derivative: 1 })
