/** @file All optimizers: every file of `optimizers/` is one, so that a new optimizer needs no entry elsewhere. */
import { compile } from './evaluate'
import {
  type Flags,
  initialOf,
  type OptimizerFormula,
  type OptimizerParameter,
  ruleUses,
  variantsOf,
} from './optimizer-formula'

const modules = import.meta.glob<Readonly<Record<string, OptimizerFormula>>>('./optimizers/*.ts', { eager: true })

/** The optimizers by class name, in alphabetical order. */
export const OPTIMIZERS: ReadonlyMap<string, OptimizerFormula> = new Map(
  Object.values(modules)
    .flatMap((module) => Object.values(module))
    .map((formula) => [formula.className, formula] as const)
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
  const formula = OPTIMIZERS.get(className)
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
  return formula.rule(flags).slots.map((slot) => compile(initialOf(slot))(numbers))
}

/** All rules, one for each combination of flags of each optimizer. The code of a rule is its position. */
export const RULES: readonly { readonly formula: OptimizerFormula; readonly flags: Flags }[] = [
  ...OPTIMIZERS.values(),
].flatMap((formula) => variantsOf(formula).map((flags) => ({ formula, flags })))

/** The optimizers that use each of Adam's corrections. */
const CORRECTED = (['correction1', 'correction2'] as const).map(
  (name) =>
    new Set(RULES.filter(({ formula, flags }) => ruleUses(formula.rule(flags), name)).map((one) => one.formula)),
)

/**
 * The parameters beta1 and beta2 of an optimizer, each undefined if its rule does not use the correction that depends on
 * it. This runs at every step.
 */
export function correctedBetas(className: string, config: Config): readonly (number | undefined)[] {
  const formula = OPTIMIZERS.get(className)
  return CORRECTED.map((users, i) =>
    formula && users.has(formula) ? numberOf(formula.parameters[`beta${i + 1}`], config) : undefined,
  )
}

/** The code of the rule of an optimizer. */
export function ruleCode({ formula, flags }: Configured): number {
  const isSame = (other: Flags) => Object.entries(flags).every(([name, value]) => other[name] === value)
  return RULES.findIndex((rule) => rule.formula === formula && isSame(rule.flags))
}
