/** @file linesOf: a checked drawing as lines of code, each with the nodes it is of. */
import type { Shape } from '../catalog/layer-def'
import type { Checked } from '../graph/checked'
import type { CodeLine, Printer } from './code'
import type { Language } from './languages'
import { toKeras } from './to-keras'
import { pythonLines } from './to-python'
import { typescriptLines } from './to-typescript'

const PRINTERS: Readonly<Record<Language, Printer>> = { python: pythonLines, typescript: typescriptLines }

export interface DrawnLine extends CodeLine {
  /** Nodes of the opened drawing that the line makes: a layer, and the output that reads it. */
  readonly nodes: readonly string[]
}

/** The drawing's code, with the shape of each result beside it. */
export function linesOf(checked: Checked<Shape>, language: Language): readonly DrawnLine[] {
  const { model, layerOf } = toKeras(checked)
  const nodesOf = new Map<string, string[]>()
  const shapes = new Map<string, Shape>()
  for (const { node, output } of checked.steps) {
    const layer = layerOf.get(node.id)
    if (layer === undefined) continue
    nodesOf.set(layer, [...(nodesOf.get(layer) ?? []), node.id])
    shapes.set(layer, output)
  }
  return PRINTERS[language](model, shapes).map((line) => ({
    ...line,
    nodes: line.layer === undefined ? [] : (nodesOf.get(line.layer) ?? []),
  }))
}
