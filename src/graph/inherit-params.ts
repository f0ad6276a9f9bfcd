/**
 * @file inheritParams: when nodes inside a block are folded, the new block gets those parameters of the outer block
 * that its expressions use.
 */
import { paramsText } from '../messages/en/catalog/params'
import { int, type ParamSpec } from '../catalog/params'
import { type Block, BLOCK, ITERATION } from './block'
import type { Edit } from './edit'
import { isExpression, namesInText, renameInText } from './expression'

/**
 * The name that the outer block's repetition index has inside the new block, where `i` is the new block's own index.
 */
const OUTER_ITERATION = 'turn'
const ITERATION_SPEC = int({ label: paramsText.outerCopy, min: 0, max: 63, default: 0 })

/**
 * Extends the edits of a fold inside `around`, so that every parameter used by the folded expressions is passed to the
 * new block.
 */
export function inheritParams(edits: readonly Edit[], around: Block): readonly Edit[] {
  const folded = edits.find((edit) => edit.type === 'block')?.block
  if (!folded) return edits
  const values = folded.inside.nodes.flatMap(({ params }) => Object.values(params))
  const known = (name: string) => name === ITERATION || Object.hasOwn(around.params, name)
  const used = [...new Set(values.flatMap((value) => (isExpression(value) ? namesInText(value) : [])))].filter(known)
  if (used.length === 0) return edits
  const inner = (name: string) => (name === ITERATION ? OUTER_ITERATION : name)
  const renames = new Map([[ITERATION, OUTER_ITERATION]])
  const nodes = folded.inside.nodes.map((node) => ({
    ...node,
    params: Object.fromEntries(
      Object.entries(node.params).map(([name, value]) => [
        name,
        isExpression(value) ? renameInText(value, renames) : value,
      ]),
    ),
  }))
  const spec = (name: string): ParamSpec => around.params[name] ?? ITERATION_SPEC
  const params = Object.fromEntries(used.map((name) => [inner(name), spec(name)]))
  const passed = Object.fromEntries(used.map((name) => [inner(name), `=${name}`]))
  return edits.map((edit): Edit => {
    if (edit.type === 'block') return { ...edit, block: { ...folded, params, inside: { ...folded.inside, nodes } } }
    if (edit.type === 'add' && edit.node.kind === BLOCK)
      return { ...edit, node: { ...edit.node, params: { ...edit.node.params, ...passed } } }
    return edit
  })
}
