/** @file OptimizerFormula: the update rule of an optimizer with its parameters, written once for all engines. */
import { type Expression, type Operand, toExpression, variable, variablesOf } from './expression'
import { type Extracted, extract } from './print'

/** A number that the user can set. `keras` is its name in the lowered config. */
export interface NumberParameter {
  readonly keras: string
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly default: number
  readonly advanced?: true
}

/** A choice between two rules. */
export interface FlagParameter {
  readonly keras: string
  readonly default: boolean
  readonly advanced?: true
}

export type OptimizerParameter = NumberParameter | FlagParameter

/** Values that an optimizer remembers for each weight. */
export interface Slot {
  /** The value before the first step, which may depend on parameters. */
  readonly initial: Operand
  /** The value after a step. */
  readonly next: Expression
}

/**
 * One step: the weight and the slots after it. The variables are the weight `w`, the gradient `g`, the slots before the
 * step, the learning rate, Adam's corrections, and the optimizer's parameters by name.
 */
export interface Rule {
  readonly weight: Expression
  readonly slots: readonly Slot[]
}

export type Flags = Readonly<Record<string, boolean>>

export interface OptimizerFormula {
  /** The name in plans; the key of the optimizer's texts. */
  readonly kind: string
  /** The name in Keras JSON. */
  readonly className: string
  /** The default learning rate, which belongs to the plan, so that it can change during a run. */
  readonly learningRate: number
  readonly parameters: Readonly<Record<string, OptimizerParameter>>
  rule(flags: Flags): Rule
}

/** Describes an optimizer. */
export function defineOptimizerFormula(formula: OptimizerFormula): OptimizerFormula {
  return formula
}

export const w = variable('w')
export const g = variable('g')
/** The slots before the step, in the order of `Rule.slots`. */
export const slot0 = variable('slot0')
export const slot1 = variable('slot1')
export const slot2 = variable('slot2')
export const rate = variable('rate')
/** 1 / (1 - beta1^t), where t counts updates from 1; for rules with a parameter `beta1`. */
export const correction1 = variable('correction1')
/** 1 / sqrt(1 - beta2^t). */
export const correction2 = variable('correction2')

/** Parameters that several optimizers share. The default of epsilon is the one of Keras for float32. */
export const EPSILON: NumberParameter = { keras: 'epsilon', min: 1e-10, max: 0.1, default: 1e-7, advanced: true }
export const BETA1: NumberParameter = {
  keras: 'beta_1',
  min: 0,
  max: 0.9999,
  step: 0.01,
  default: 0.9,
  advanced: true,
}
export const BETA2: NumberParameter = {
  keras: 'beta_2',
  min: 0,
  max: 0.99999,
  step: 0.001,
  default: 0.999,
  advanced: true,
}

/** A rule with the parts that depend only on parameters as constants, which engines compute once, in float64. */
export interface PreparedRule {
  readonly weight: Expression
  readonly slots: readonly Expression[]
  readonly constants: readonly Extracted[]
}

/** Separates the constants of a rule, named constant0, constant1, and so on. */
export function prepareRule(formula: OptimizerFormula, flags: Flags): PreparedRule {
  const { weight, slots } = formula.rule(flags)
  const isConstant = (part: Expression) => {
    const names = [...variablesOf(part)]
    return names.length > 0 && names.every((name) => Object.hasOwn(formula.parameters, name))
  }
  const { expressions, parts } = extract([weight, ...slots.map(({ next }) => next)], isConstant, 'constant')
  const [first = weight, ...others] = expressions
  return { weight: first, slots: others, constants: parts }
}

/** Every combination of an optimizer's flags; one combination if it has none. */
export function variantsOf({ parameters }: OptimizerFormula): readonly Flags[] {
  const names = Object.keys(parameters).filter((name) => typeof parameters[name]?.default === 'boolean')
  return names.reduce<readonly Flags[]>(
    (variants, name) => [false, true].flatMap((value) => variants.map((flags) => ({ ...flags, [name]: value }))),
    [{}],
  )
}

/** Whether a rule uses a variable. */
export function ruleUses({ weight, slots }: Rule, name: string): boolean {
  return [weight, ...slots.map(({ next }) => next)].some((expression) => variablesOf(expression).has(name))
}

/** The initial value of a slot as an expression of parameters. */
export function initialOf({ initial }: Slot): Expression {
  return toExpression(initial)
}
