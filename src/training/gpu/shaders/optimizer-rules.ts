/**
 * @file Rules: the formula of each optimizer as WGSL statements that update the weight `w` with the gradient `g` and
 * update the slots; `rate`, `correction1` and `correction2` are the values for the current step.
 */
import { compile } from '../../../formulas/evaluate'
import { configuredOptimizer, prepareRule } from '../../../formulas/optimizer-formulas'
import { printAll } from '../../../formulas/print'
import { wgslSyntax } from './formula-text'

/** The statements of this rule. Throws if the name is not in the catalog. */
export function ruleText(name: string, config: Readonly<Record<string, unknown>>): string {
  const { formula, flags, numbers } = configuredOptimizer(name, config)
  const { weight, slots, constants } = prepareRule(formula, flags)
  const values = Object.fromEntries(constants.map((constant) => [constant.name, compile(constant.expression)(numbers)]))
  const { statements, results } = printAll([...slots, weight], wgslSyntax(values))
  // The slots are assigned last, because the weight may depend on their values before the step.
  const after = results.map((result, i) => `let after${i} = ${result};`)
  const assigned = results.map((_, i) => `${i < slots.length ? `slot${i}` : 'w'} = after${i};`)
  return [...statements, ...after, ...assigned].map((line) => `    ${line}`).join('\n')
}
