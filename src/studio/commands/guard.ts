/** @file Commands that fit an input guard, test it, and attack it. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { integer, number, oneOf, optional } from '../arguments'
import { commandsWith } from '../command'
import { NODE } from './common-arguments'
import { OUTPUT, SOURCE, SPLIT, sourceOf } from './evaluate-arguments'

const defineCommand = commandsWith(moreCommandsText)

/** Fits a guard that saved models have; `none` removes it. */
export const guardFit = defineCommand({
  id: 'guard.fit',
  args: {
    method: oneOf('mahalanobis', 'squeezing', 'none'),
    ...{ layer: optional(NODE), falseAlarms: optional(number()), output: OUTPUT },
  },
  async run(studio, { method, layer, falseAlarms = 0.01, output }) {
    const { fitGuard, removeGuard } = await import('../evaluation/guard')
    if (method !== 'none') return fitGuard(studio, { method, layer, falseAlarms, output })
    await removeGuard(studio, output)
    return undefined
  },
})

const TESTED = {
  ...{ epsilon: optional(number()), split: optional(SPLIT), ...SOURCE, output: OUTPUT },
  ...{ most: optional(integer()), seed: optional(integer()) },
}

/** Measures false alarms, and the changed inputs that the guard refuses. */
export const guardTest = defineCommand({
  id: 'guard.test',
  args: { kind: oneOf('clean', 'fgsm', 'pgd', 'patch', 'onePixel', 'corruptions'), ...TESTED },
  async run(studio, { kind, epsilon = 0.1, split = 'validation', output, most = 200, seed = 0, ...source }) {
    const { testGuard } = await import('../evaluation/guard-report')
    return testGuard(studio, sourceOf(source), { kind, epsilon, split, output, most, seed })
  },
})

/** Compares PGD with an attack that knows the guard. */
export const guardAttack = defineCommand({
  id: 'guard.attack',
  args: TESTED,
  async run(studio, { epsilon = 0.1, split = 'validation', output, most = 200, seed = 0, ...source }) {
    const { attackGuard } = await import('../evaluation/guard-report')
    return attackGuard(studio, sourceOf(source), { epsilon, split, output, most, seed })
  },
})
