/**
 * @file Listing: a model as the lines of a program, in no language yet: layers made and calls of routines. A routine is a block of the
 * drawing, its own parameters as arguments. What is printed as Python and as TypeScript is one of these.
 */
import type { Shape } from '../catalog/layer-def'
import type { KerasModel } from '../catalog/lowered'
import type { NodePath } from '../graph/expand-blocks'
import type { Expression } from '../graph/expression'
import { variablesOf } from './code'
import { isTaken } from './routine-names'

/** A number that is worked out from the arguments of the routine it stands in. */
export class Formula {
  constructor(
    readonly expression: Expression,
    /** Where only a whole number fits. */
    readonly whole: boolean,
    /** Which of its names may hold fractions. */
    readonly fractions: ReadonlySet<string>,
  ) {}
}

export interface LayerLine {
  readonly type: 'layer'
  /** What its result is called. */
  readonly variable: string
  /** What the layer is called; in a routine, behind the name of the call. */
  readonly name: string
  readonly className: string
  /** As it is lowered, with a Formula wherever a number is worked out. */
  readonly config: Readonly<Record<string, unknown>>
  readonly from: readonly string[]
  readonly shape?: Shape
  /** The layer of the model, where it is one alone. */
  readonly layer?: string
  readonly at: readonly NodePath[]
}

export interface CallLine {
  readonly type: 'call'
  readonly routine: Routine
  /** What its results are called. */
  readonly variables: readonly string[]
  readonly name: string
  readonly from: readonly string[]
  readonly args: readonly Argument[]
  /** How often, each turn on the results of the one before it; once where absent. */
  readonly turns?: number | Formula
  readonly shape?: Shape
  readonly at: readonly NodePath[]
}

export interface Argument {
  readonly name: string
  /** TURN_NUMBER stands for which turn it is. */
  readonly value: unknown
}

export type Line = LayerLine | CallLine

export interface Routine {
  readonly name: string
  /** The name of its block, as the user wrote it. */
  readonly title: string
  readonly ins: readonly string[]
  readonly args: readonly string[]
  readonly lines: readonly Line[]
  /** The variables it gives back. */
  readonly gives: readonly string[]
}

export interface Listing {
  /** Each before those that call it. */
  readonly routines: readonly Routine[]
  readonly lines: readonly Line[]
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly name: string
}

/** The number of the turn, from 0, where it is an argument of a call that is repeated. */
export const TURN_NUMBER = { turn: 'number' } as const

/** A model layer by layer; `shapes`: the result of each by name, `places`: where it is drawn. */
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

/** What an argument is called in code: its own name, but for what the language or the listing has taken. Different names stay different. */
export function argumentNamer({ routines }: Listing): (name: string) => string {
  const known = new Set(routines.map(({ name }) => name))
  return (name) => (isTaken(name) || known.has(name) || /_\d+$|_$/.test(name) ? `${name}_` : name)
}
