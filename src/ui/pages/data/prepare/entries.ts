/** @file Entries: how many an Embedding needs for the vocabulary that the training rows gave, and which ones read the column. */
import { embedding } from '../../../../catalog/layers/embedding'
import { defaultsOf } from '../../../../catalog/params'
import type { InputBinding } from '../../../../data/binding'
import type { FittedColumn } from '../../../../data/transforms/transform'
import type { Drawing, DrawnNode } from '../../../../graph/drawing'

/** Beside the vocabulary: what fills up, and what is unknown. */
const BESIDE = 2

/** The vocabulary's step, what it found, how much it may hold, and the entries that what it found takes; undefined without a vocabulary of ids. */
export function entriesNeeded({ steps }: FittedColumn) {
  const at = steps.findIndex(({ kind }) => kind === 'words' || kind === 'characters')
  const step = steps[at]
  if (!step || !Array.isArray(step.learned.known)) return undefined
  const known = Math.max(1, step.learned.known.length)
  return { at, known, most: Number(step.params.most), entries: known + BESIDE }
}

/** The embeddings right behind the inputs that read a column. */
export function readersOf(drawing: Drawing, inputs: readonly InputBinding[], column: string): readonly DrawnNode[] {
  const reads = new Set(inputs.filter(({ columns }) => columns.includes(column)).map(({ node }) => node))
  const behind = new Set(drawing.wires.filter(({ from }) => reads.has(from)).map(({ to }) => to))
  return drawing.nodes
    .filter(({ id, kind }) => kind === embedding.kind && behind.has(id))
    .map((node) => ({ ...node, params: { ...defaultsOf(embedding.params), ...node.params } }))
}
