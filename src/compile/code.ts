/** @file Code: a model printed as source, line by line; which layer each line is of, and what is common to every language. */
import { present } from '../base/assert'
import type { Shape } from '../catalog/layer-def'
import { layerKinds, layers } from '../catalog/layers'
import type { KerasLayer, KerasModel } from '../catalog/lowered'
import { defaultsOf } from '../catalog/params'
import { identifier } from './python-literal'

export interface CodeLine {
  readonly text: string
  /** The name of the layer that the line makes; absent for what frames the model. */
  readonly layer?: string
}

/** Prints a model; `shapes`: the result of each layer by name, written beside it. */
export type Printer = (model: KerasModel, shapes?: ReadonlyMap<string, Shape>) => readonly CodeLine[]

/** The lines as one text that ends with a line break. */
export function sourceOf(lines: readonly CodeLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join('')
}

/** Lines that are of no layer. */
export function plain(...texts: readonly string[]): readonly CodeLine[] {
  return texts.map((text) => ({ text }))
}

/** The arguments each class of layer is written with: those the catalog lowers to. Read once, when first needed. */
export function argumentsOf(className: string): readonly string[] {
  known ??= new Map(
    layerKinds.map((kind) => {
      const def = present(layers.find(kind), `the layer ${kind}`)
      const { class_name, config } = def.keras(defaultsOf(def.params), [])
      return [class_name, Object.keys(config)] as const
    }),
  )
  return present(known.get(className), `code for the layer ${className}`)
}
let known: ReadonlyMap<string, readonly string[]> | undefined

/** Initializers that are written with numbers, and which. */
export const INITIALIZERS: Readonly<Record<string, readonly string[]>> = {
  RandomUniform: ['minval', 'maxval'],
  RandomNormal: ['mean', 'stddev'],
  TruncatedNormal: ['mean', 'stddev'],
}

/** Whether every window of this argument is one step, which every layer takes by itself. */
export function isOnes(value: unknown): boolean {
  return Array.isArray(value) && value.every((n) => n === 1)
}

/** A variable for each layer: its own name where that is one of ours, else a number. */
export function variablesOf(all: readonly KerasLayer[]): (name: string) => string {
  const names = new Map(all.map(({ name }, at) => [name, identifier(name) ?? `layer${at + 1}`]))
  return (name) => present(names.get(name), `the layer ${name}`)
}
