/**
 * @file Listing: a model as the lines of a program in no particular language: layers created and routines called. A
 * routine is a block of the drawing with its parameters as arguments. Python and TypeScript are printed from it.
 */
import type { Shape } from '../catalog/layer-def'
import type { KerasModel } from '../catalog/lowered'
import type { NodePath } from '../graph/expand-blocks'
import type { Expression } from '../graph/expression'
import { variablesOf } from './code'
import { isTaken } from './routine-names'

/** A number computed from the arguments of its routine. */
export class Formula {
  constructor(
    readonly expression: Expression,
    /** Whether only an integer is allowed. */
    readonly whole: boolean,
    /** Names whose values may be fractions. */
    readonly fractions: ReadonlySet<string>,
  ) {}
}

export interface LayerLine {
  readonly type: 'layer'
  /** The variable of its result. */
  readonly variable: string
  /** The name of the layer; in a routine, appended to the name of the call. */
  readonly name: string
  readonly className: string
  /** The lowered configuration, with a Formula for every computed number. */
  readonly config: Readonly<Record<string, unknown>>
  readonly from: readonly string[]
  readonly shape?: Shape
  /** The model's layer, if the line stands for only one. */
  readonly layer?: string
  readonly at: readonly NodePath[]
}

export interface CallLine {
  readonly type: 'call'
  readonly routine: Routine
  /** The variables of its results. */
  readonly variables: readonly string[]
  readonly name: string
  readonly from: readonly string[]
  readonly args: readonly Argument[]
  /** Number of repetitions, each on the results of the last; absent: 1. */
  readonly turns?: number | Formula
  readonly shape?: Shape
  readonly at: readonly NodePath[]
}

export interface Argument {
  readonly name: string
  /** TURN_NUMBER stands for the index of the repetition. */
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
  /** The variables it returns. */
  readonly gives: readonly string[]
}

export interface Listing {
  /** Each before the routines that call it. */
  readonly routines: readonly Routine[]
  readonly lines: readonly Line[]
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly name: string
}

/** The index of the repetition, from 0, as an argument of a repeated call. */
export const TURN_NUMBER = { turn: 'number' } as const

/** A model layer by layer. `shapes`: output shapes by layer name; `places`: where each layer is drawn. */
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
 * Names for arguments in code: their own, unless reserved by the language or used in the listing. Different names stay
 * different.
 */
export function argumentNamer({ routines }: Listing): (name: string) => string {
  const known = new Set(routines.map(({ name }) => name))
  return (name) => (isTaken(name) || known.has(name) || /_\d+$|_$/.test(name) ? `${name}_` : name)
}
