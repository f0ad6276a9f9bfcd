/**
 * @file Listing: a model as a language-neutral program: lines that create layers and call routines. A routine is a
 * block of the drawing with its parameters as arguments. Python and TypeScript are printed from it.
 */
import type { Shape } from '../catalog/layer-def'
import type { KerasModel, Lowered } from '../catalog/keras-json'
import { findLoss, type LossDef } from '../catalog/losses'
import { findOptimizer } from '../catalog/optimizers'
import { valuesOf } from '../catalog/params'
import { lossOf, type Plan } from '../catalog/training-plan'
import type { NodePath } from '../graph/expand-blocks'
import type { Expression } from '../graph/expression'
import { variablesOf } from './source-code'
import { isTaken } from './block-function-names'

/** A number computed from the arguments of its routine. */
export class Formula {
  constructor(
    readonly expression: Expression,
    /** Whether the value must be an integer. */
    readonly whole: boolean,
    /** Names whose values may have a fractional part. */
    readonly fractions: ReadonlySet<string>,
  ) {}
}

export interface LayerLine {
  readonly type: 'layer'
  /** The variable to which the output of the layer is assigned. */
  readonly variable: string
  /** The layer's name; inside a routine, it is appended to the name of the call. */
  readonly name: string
  readonly className: string
  /** The lowered configuration, with a Formula for every computed number. */
  readonly config: Readonly<Record<string, unknown>>
  readonly from: readonly string[]
  readonly shape?: Shape
  /** The model layer, if the line represents exactly one. */
  readonly layer?: string
  readonly at: readonly NodePath[]
}

export interface CallLine {
  readonly type: 'call'
  readonly routine: Routine
  /** The variables to which the results of the call are assigned. */
  readonly variables: readonly string[]
  readonly name: string
  readonly from: readonly string[]
  readonly args: readonly Argument[]
  /** Number of times that the routine is called, each time on the results of the previous call; 1 if absent. */
  readonly turns?: number | Formula
  readonly shape?: Shape
  readonly at: readonly NodePath[]
}

export interface Argument {
  readonly name: string
  /** The argument's value; TURN_NUMBER represents the index of the repetition. */
  readonly value: unknown
}

export type Line = LayerLine | CallLine

export interface Routine {
  readonly name: string
  /** The title of the routine's block, as the user wrote it. */
  readonly title: string
  readonly ins: readonly string[]
  readonly args: readonly string[]
  readonly lines: readonly Line[]
  /** The variables that the routine returns. */
  readonly gives: readonly string[]
}

export interface Listing {
  /** The routines, each before the routines that call it. */
  readonly routines: readonly Routine[]
  readonly lines: readonly Line[]
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly name: string
}

/** The training settings that code can state. */
export interface TrainingCode extends Pick<Plan, 'learningRate' | 'batchSize' | 'epochs'> {
  /** The loss of each output, in the order of the outputs. */
  readonly heads: readonly (Lowered & Pick<LossDef, 'targets' | 'form'> & { readonly weight: number })[]
  readonly optimizer: Lowered
  /** The settings that only some languages can state; each is absent if it has no effect. */
  readonly optional: Partial<Pick<Plan, 'clip' | 'accumulate' | 'movingAverage' | 'earlyStopping'>>
  /** The names of the settings that no language states. */
  readonly omitted: readonly string[]
}

/** The training settings of a plan as code states them; undefined if they do not fit the outputs. */
export function trainingCode(
  plan: Plan,
  outputs: readonly { readonly label: string; readonly shape: Shape }[],
): TrainingCode | undefined {
  const { kind, ...given } = plan.optimizer
  const def = findOptimizer(kind)
  const params = def && valuesOf(def.params, given, def.title)
  const heads = outputs.flatMap(({ label }) => {
    const pick = lossOf(plan, label)
    const loss = pick && findLoss(pick.kind)
    if (!loss) return []
    const { targets, form } = loss
    return [
      {
        ...loss.keras({ labelSmoothing: pick.labelSmoothing ?? 0, levels: pick.levels }),
        targets,
        form,
        weight: pick.weight ?? 1,
      },
    ]
  })
  if (!def || !params?.ok || heads.length === 0 || heads.length < outputs.length) return undefined
  const { learningRate, batchSize, epochs, clip, accumulate = 1, movingAverage = 0, earlyStopping } = plan
  // Steps of token probabilities.
  const isText = outputs.some(({ shape }, i) => shape.length === 2 && heads[i]?.targets === 'classes')
  return {
    ...{ learningRate, batchSize, epochs, heads, optimizer: def.keras(params.value) },
    optional: {
      ...(clip ? { clip } : {}),
      ...(accumulate > 1 ? { accumulate } : {}),
      ...(movingAverage > 0 ? { movingAverage } : {}),
      ...(earlyStopping ? { earlyStopping } : {}),
    },
    omitted: [
      // not text: names of settings in a comment of printed code
      ...(plan.schedule && plan.schedule.kind !== 'constant' ? ['learning rate schedule'] : []),
      ...(plan.classWeights ? ['class weights'] : []), // not text: as above
      ...(plan.balance ? ['balance'] : []), // not text: as above
      ...(plan.augment?.length ? ['augmentation'] : []), // not text: as above
      ...(plan.stopWhen ? ['stop rules'] : []), // not text: as above
      ...(isText ? ['a mask of the positions after the end of a text'] : []), // not text: as above
    ],
  }
}

/** The comment that names the settings which the code does not state; none if it states all. */
export function omittedLines(omitted: readonly string[], mark: string): readonly string[] {
  return omitted.length === 0 ? [] : [`${mark} Not in this code: ${omitted.join(', ')}.`] // not text: a comment in printed code
}

/** Placeholder for the repetition index, counted from 0, as an argument of a repeated call. */
export const TURN_NUMBER = { turn: 'number' } as const

/**
 * Lists a model layer by layer, without routines. `shapes`: output shapes, keyed by layer name; `places`: where each
 * layer is drawn.
 */
export function listingOf(
  { config }: KerasModel,
  shapes: ReadonlyMap<string, Shape> = new Map(),
  places: ReadonlyMap<string, readonly NodePath[]> = new Map(),
): Listing {
  const variable = variablesOf(config.layers)
  const ends = (those: readonly (readonly [string, 0, 0])[]) => those.map(([name]) => variable(name))
  return {
    routines: [],
    lines: config.layers.map((layer): LayerLine => {
      const shape = shapes.get(layer.name)
      return {
        type: 'layer',
        variable: variable(layer.name),
        name: layer.name,
        className: layer.class_name,
        config: layer.config,
        from: layer.inbound_nodes.flat().map(([from]) => variable(from)),
        ...(shape ? { shape } : {}),
        layer: layer.name,
        at: places.get(layer.name) ?? [],
      }
    }),
    inputs: ends(config.input_layers),
    outputs: ends(config.output_layers),
    name: config.name,
  }
}

/**
 * Names for arguments in code: unchanged unless the name is reserved in the language or already used in the listing.
 * Different names stay different.
 */
export function argumentNamer({ routines }: Listing): (name: string) => string {
  const known = new Set(routines.map(({ name }) => name))
  return (name) => (isTaken(name) || known.has(name) || /_\d+$|_$/.test(name) ? `${name}_` : name)
}
