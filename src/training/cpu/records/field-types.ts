/** @file FieldType: the types of the fields of a record, the values they are encoded from, and their words. */
import type { Activation, ConvShape, Gate, Matrix, View } from '../../program/ops'

/** The values that fields of each type are encoded from. */
export interface FieldValues {
  /** The byte address of a view, 0 if it is absent. */
  readonly view: View | undefined
  /** The address, and as `<name>Step` the number of bytes from one row to the next. */
  readonly matrix: Matrix | undefined
  /** The code of an activation, linear if it is absent, and as `<name>Alpha` its slope (f32). */
  readonly activation: Activation | undefined
  /**
   * The address of the result from which an activation's derivative is computed, 0 if there is none, and the activation
   * as `<name>Activation` and `<name>Alpha`.
   */
  readonly gate: Gate | undefined
  /** The address of a table of `ShapeWord`. */
  readonly shape: ConvShape
  readonly int: number
  readonly float: number
  /** 1 if it is true. */
  readonly flag: boolean | undefined
  /** An address that the encoder computes. */
  readonly address: number
  /** The addresses of the step constants and of the state, as `constants` and `state`; the encoder knows them. */
  readonly step: never
}

export type FieldType = keyof FieldValues
export type Fields = Readonly<Record<string, FieldType>>

/** Types of fields that may be absent. */
export type Optional = 'view' | 'matrix' | 'activation' | 'gate' | 'flag'

/** The words of a field, in order. */
export function wordsOf(name: string, type: FieldType): readonly string[] {
  switch (type) {
    case 'matrix':
      return [name, `${name}Step`]
    case 'activation':
      return [name, `${name}Alpha`]
    case 'gate':
      return [name, `${name}Activation`, `${name}ActivationAlpha`]
    case 'step':
      return ['constants', 'state']
    case 'view':
    case 'shape':
    case 'int':
    case 'float':
    case 'flag':
    case 'address':
      return [name]
    default:
      return type satisfies never
  }
}
