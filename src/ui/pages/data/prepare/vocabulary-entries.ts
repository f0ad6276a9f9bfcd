/**
 * @file Vocabulary entries: how many entries an Embedding layer needs for the training set's vocabulary, and which
 * Embedding layers read a column.
 */
import { embedding } from '../../../../catalog/layers/embedding'
import { defaultsOf } from '../../../../catalog/params'
import type { InputBinding } from '../../../../data/column-binding'
import type { FittedColumn } from '../../../../data/transforms/transform'
import type { Drawing, DrawnNode } from '../../../../graph/drawing'

/** Entries needed in addition to the vocabulary: padding and unknown. */
const EXTRA = 2

/**
 * The vocabulary step with its size and limit, and the number of entries that this size requires; undefined if no step
 * maps tokens to ids.
 */
export function vocabularyEntries({ steps }: FittedColumn) {
  const at = steps.findIndex(({ kind }) => kind === 'words' || kind === 'characters')
  const step = steps[at]
  if (!step || !Array.isArray(step.learned.known)) return undefined
  const known = Math.max(1, step.learned.known.length)
  return { at, known, most: Number(step.params.most), entries: known + EXTRA }
}

/** The Embedding layers directly after the inputs that read this column. */
export function embeddingsOf(drawing: Drawing, inputs: readonly InputBinding[], column: string): readonly DrawnNode[] {
  const reads = new Set(inputs.filter(({ columns }) => columns.includes(column)).map(({ node }) => node))
  const next = new Set(drawing.wires.filter(({ from }) => reads.has(from)).map(({ to }) => to))
  return drawing.nodes
    .filter(({ id, kind }) => kind === embedding.kind && next.has(id))
    .map((node) => ({ ...node, params: { ...defaultsOf(embedding.params), ...node.params } }))
}
