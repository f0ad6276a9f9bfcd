/** @file Linear: returns its input. */
import { defineActivation, x } from '../activation-formula'

export const activation = defineActivation({ name: 'linear', isFrequent: true, result: x, derivative: 1 })
