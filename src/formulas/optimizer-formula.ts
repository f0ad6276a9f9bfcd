/** @file Optimizer: an optimizer with its parameters, and its update rule, written once for all engines. */
import { type Expression, variable } from './expression'

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

/**
 * One step: the weight and the slots after it. The variables are the weight `w`, the gradient `g`, the slots before the
 * step, the learning rate, Adam's corrections, and the optimizer's parameters by name.
 */
export interface Rule {
  readonly weight: Expression
  readonly slots: readonly Expression[]
}

export type Flags = Readonly<Record<string, boolean>>

/** What the user can set. The rule is a separate export, so that the page does not load it. */
export interface Optimizer {
  /** The name in plans; the key of the optimizer's texts. */
  readonly kind: string
  /** The name in Keras JSON. */
  readonly className: string
  /** The default learning rate, which belongs to the plan, so that it can change during a run. */
  readonly learningRate: number
  readonly parameters: Readonly<Record<string, OptimizerParameter>>
  /**
   * The values that the optimizer remembers for each weight (slots), before the first step: each a number, or the name
   * of a parameter.
   */
  initialSlots(flags: Flags): readonly (number | string)[]
}

/** Describes an optimizer. */
export function defineOptimizer(optimizer: Optimizer): Optimizer {
  return optimizer
}

export const w = variable('w')
export const g = variable('g')
/** The slots before the step, in the order of `initialSlots`. */
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
