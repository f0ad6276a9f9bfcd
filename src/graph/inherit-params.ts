/** @file Hearing: what is folded inside a block and speaks of that block's parameters goes on to hear of them, as parameters of its own. */
import { paramsText } from '../messages/en/catalog/params'
import { int, type ParamSpec } from '../catalog/params'
import { type Block, BLOCK, ITERATION } from './block'
import type { Edit } from './edit'
import { isExpression, namesInText, renameInText } from './expression'

/** What the turn of the block around is called in one within, where `i` is its own. */
const OUTER_ITERATION = 'turn'
const ITERATION_SPEC = int({ label: paramsText.outerCopy, min: 0, max: 63, default: 0 })

/** The edits of a fold inside `around`, with every parameter its expressions name passed on to the new block. */
export function inheritParams(edits: readonly Edit[], around: Block): readonly Edit[] {
  const made = edits.find((edit) => edit.type === 'block')?.block
  if (!made) return edits
  const values = made.inside.nodes.flatMap(({ params }) => Object.values(params))
  const known = (name: string) => name === ITERATION || Object.hasOwn(around.params, name)
  const spoken = [...new Set(values.flatMap((value) => (isExpression(value) ? namesInText(value) : [])))].filter(known)
  if (spoken.length === 0) return edits
  const inner = (name: string) => (name === ITERATION ? OUTER_ITERATION : name)
  const renames = new Map([[ITERATION, OUTER_ITERATION]])
  const nodes = made.inside.nodes.map((node) => ({
    ...node,
    params: Object.fromEntries(
      Object.entries(node.params).map(([name, value]) => [
        name,
        isExpression(value) ? renameInText(value, renames) : value,
      ]),
    ),
  }))
  const spec = (name: string): ParamSpec => around.params[name] ?? ITERATION_SPEC
  const params = Object.fromEntries(spoken.map((name) => [inner(name), spec(name)]))
  const given = Object.fromEntries(spoken.map((name) => [inner(name), `=${name}`]))
  return edits.map((edit): Edit => {
    if (edit.type === 'block') return { ...edit, block: { ...made, params, inside: { ...made.inside, nodes } } }
    if (edit.type === 'add' && edit.node.kind === BLOCK)
      return { ...edit, node: { ...edit.node, params: { ...edit.node.params, ...given } } }
    return edit
  })
}
