/**
 * @file The optimizers that a plan can choose: each formula with its texts. The learning rate belongs to the plan, so
 * that it can change during a run.
 */
import type { Optimizer, OptimizerParameter } from '../formulas/optimizer-formula'
import { optimizersByPath } from '../formulas/optimizers'
import { optimizersText } from '../messages/en/catalog/training'
import type { Lowered } from './keras-json'
import { flag, float, type ParamSpec, type ParamSpecs, type ValuesOf } from './params'

export interface OptimizerDef<P extends ParamSpecs = ParamSpecs> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly params: P
  /** The default learning rate. */
  readonly learningRate: number
  /** How many numbers the optimizer stores per weight in addition to the weight itself, for the memory estimate. */
  slots(params: ValuesOf<P>): number
  keras(params: ValuesOf<P>): Lowered
}

type ParamText = { readonly label: string; readonly help: string }

/** Texts of parameters that several optimizers share. */
const shared: Readonly<Record<string, ParamText>> = optimizersText.params

/** The optimizers, in display order, which is the order of their texts. */
export const optimizers: readonly OptimizerDef[] = Object.entries(optimizersText).flatMap(([kind, text]) => {
  const known = [...optimizersByPath.values()].find((one) => one.kind === kind)
  return known ? [toDef(known, text as OptimizerText)] : []
})

type OptimizerText = { readonly title: string; readonly summary: string } & Readonly<
  Record<string, string | ParamText | undefined>
>

function toDef(optimizer: Optimizer, text: OptimizerText): OptimizerDef {
  const { kind, className, learningRate, parameters } = optimizer
  const textOf = (name: string) => (text[name] ?? shared[name]) as ParamText
  const entries = Object.entries(parameters)
  return {
    kind,
    title: text.title,
    summary: text.summary,
    learningRate,
    params: Object.fromEntries(entries.map(([name, parameter]) => [name, specOf(parameter, textOf(name))])),
    slots: (params) => {
      const flags = Object.entries(params).map(([name, value]) => [name, value === true] as const)
      return optimizer.initialSlots(Object.fromEntries(flags)).length
    },
    keras: (params) => ({
      class_name: className,
      config: Object.fromEntries(entries.map(([name, { keras }]) => [keras, params[name]])),
    }),
  }
}

function specOf({ keras: _, ...parameter }: OptimizerParameter, text: ParamText): ParamSpec {
  return 'min' in parameter ? float({ ...text, ...parameter }) : flag({ ...text, ...parameter })
}

const byKind = new Map(optimizers.map((optimizer) => [optimizer.kind, optimizer]))

/** The optimizer of this kind, or undefined if there is none. */
export function findOptimizer(kind: string): OptimizerDef | undefined {
  return byKind.get(kind)
}
