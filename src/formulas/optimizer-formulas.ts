/** @file The formulas of all optimizers, as engines use them: the rule and the parameters that a config selects. */
import { type Expression, variablesOf } from './expression'
import type { Flags, Optimizer, OptimizerParameter, Rule } from './optimizer-formula'
import { optimizersByPath } from './optimizers'
import { type Extracted, extract } from './print'

const rules = import.meta.glob<(flags: Flags) => Rule>('./optimizers/*.ts', { eager: true, import: 'rule' })

/** An optimizer with its formula. */
export interface OptimizerFormula extends Optimizer {
  rule(flags: Flags): Rule
}

/** The optimizers by class name, in alphabetical order. */
export const OPTIMIZER_FORMULAS: ReadonlyMap<string, OptimizerFormula> = new Map(
  Object.entries(rules)
    .flatMap(([path, rule]) => {
      const optimizer = optimizersByPath.get(path)
      return optimizer ? [[optimizer.className, { ...optimizer, rule }] as const] : []
    })
    .sort(([a], [b]) => (a < b ? -1 : 1)),
)

type Config = Readonly<Record<string, unknown>>

/** An optimizer as it was lowered: its formula, and the values of its parameters. */
export interface Configured {
  readonly formula: OptimizerFormula
  readonly flags: Flags
  readonly numbers: Readonly<Record<string, number>>
}

/** The optimizer with this class name. Parameters that the config lacks have their defaults. Throws if there is none. */
export function configuredOptimizer(className: string, config: Config): Configured {
  const formula = OPTIMIZER_FORMULAS.get(className)
  if (!formula) throw new Error(`no optimizer is called ${className}`)
  const flags: Record<string, boolean> = {}
  const numbers: Record<string, number> = {}
  for (const [name, parameter] of Object.entries(formula.parameters)) {
    if (typeof parameter.default === 'boolean') flags[name] = config[parameter.keras] === true
    else numbers[name] = numberOf(parameter, config)
  }
  return { formula, flags, numbers }
}

function numberOf(parameter: OptimizerParameter | undefined, config: Config): number {
  const value = parameter && config[parameter.keras]
  return typeof value === 'number' ? value : Number(parameter?.default)
}

/** The initial value of each slot of an optimizer. */
export function initialSlots({ formula, flags, numbers }: Configured): readonly number[] {
  return formula.initialSlots(flags).map((slot) => (typeof slot === 'number' ? slot : (numbers[slot] ?? 0)))
}

/** All rules, one for each combination of flags of each optimizer. The code of a rule is its position. */
export const RULES: readonly { readonly formula: OptimizerFormula; readonly flags: Flags }[] = [
  ...OPTIMIZER_FORMULAS.values(),
].flatMap((formula) => variantsOf(formula).map((flags) => ({ formula, flags })))

/** Every combination of an optimizer's flags; one combination if it has none. */
function variantsOf({ parameters }: Optimizer): readonly Flags[] {
  const names = Object.keys(parameters).filter((name) => typeof parameters[name]?.default === 'boolean')
  return names.reduce<readonly Flags[]>(
    (variants, name) => [false, true].flatMap((value) => variants.map((flags) => ({ ...flags, [name]: value }))),
    [{}],
  )
}

/** The code of the rule of an optimizer. */
export function ruleCode({ formula, flags }: Configured): number {
  const isSame = (other: Flags) => Object.entries(flags).every(([name, value]) => other[name] === value)
  return RULES.findIndex((rule) => rule.formula === formula && isSame(rule.flags))
}

/** A rule with the parts that depend only on parameters as constants, which engines compute once, in float64. */
export interface PreparedRule extends Rule {
  readonly constants: readonly Extracted[]
}

/** Separates the constants of a rule, named constant0, constant1, and so on. */
export function prepareRule(formula: OptimizerFormula, flags: Flags): PreparedRule {
  const { weight, slots } = formula.rule(flags)
  const isConstant = (part: Expression) => {
    const names = [...variablesOf(part)]
    return names.length > 0 && names.every((name) => Object.hasOwn(formula.parameters, name))
  }
  const { expressions, parts } = extract([weight, ...slots], isConstant, 'constant')
  const [first = weight, ...others] = expressions
  return { weight: first, slots: others, constants: parts }
}

/** The class names of the optimizers that use each of Adam's corrections. */
const CORRECTED = (['correction1', 'correction2'] as const).map((name) => {
  const uses = ({ weight, slots }: Rule) => [weight, ...slots].some((part) => variablesOf(part).has(name))
  return new Set(RULES.filter(({ formula, flags }) => uses(formula.rule(flags))).map((one) => one.formula.className))
})

/**
 * The parameters beta1 and beta2 of an optimizer, each undefined if its rule does not use the correction that depends on
 * it. This runs at every step.
 */
export function correctedBetas(className: string, config: Config): readonly (number | undefined)[] {
  const parameters = OPTIMIZER_FORMULAS.get(className)?.parameters
  return CORRECTED.map((users, i) =>
    users.has(className) ? numberOf(parameters?.[`beta${i + 1}`], config) : undefined,
  )
}
