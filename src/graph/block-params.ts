/**
 * @file Edits that rename, change or remove a parameter of a block, in the layers of the block and at every use of it.
 */
import '../messages/en/graph'
import { fail, ok, type Result } from '../base/result'
import type { LooseParams } from '../catalog/node-def'
import { int, type ParamSpec, type ParamValue } from '../catalog/params'
import { paramsText } from '../messages/en/catalog/params'
import { type Message, message } from '../messages/message'
import { BLOCK, BLOCK_OF, type Block, ITERATION } from './block'
import type { Drawing, DrawnNode } from './drawing'
import type { Edit } from './edit'
import { isExpression, namesInText, renameInText, substitute } from './expression'

/** The edits that rename a block parameter or change its spec: in the block, in its expressions and at its uses. */
export function changeParam(
  drawing: Drawing,
  block: Block,
  param: string,
  name: string,
  spec: ParamSpec,
): readonly Edit[] {
  const params = Object.fromEntries(
    Object.entries(block.params).map((entry) => (entry[0] === param ? [name, spec] : entry)),
  )
  if (name === param) return [{ type: 'block', block: { ...block, params } }]
  const names = new Map([[param, name]])
  const nodes = block.inside.nodes.map((node) => ({
    ...node,
    params: mapExpressions(node, (text) => renameInText(text, names)),
  }))
  return [
    { type: 'block', block: { ...block, params, inside: { ...block.inside, nodes } } },
    ...editUses(drawing, block, ({ [param]: value, ...rest }) =>
      value === undefined ? rest : { ...rest, [name]: value },
    ),
  ]
}

/**
 * The edits that remove a parameter from a block. In the block's expressions, the parameter is replaced with the value
 * that its uses set; refused if the uses set different values.
 */
export function removeParam(drawing: Drawing, block: Block, param: string): Result<readonly Edit[], Message> {
  const spec = Object.hasOwn(block.params, param) ? block.params[param] : undefined
  if (!spec) return fail(message('no-block-param', { block: block.name, param }))
  const given = usesIn(drawing, block.id).map(({ node }) => ({ node, value: node.params[param] ?? spec.default }))
  const worked = given.find(({ value }) => isExpression(value))
  if (worked)
    return fail(
      message('param-worked-out', { param: spec.label, layer: worked.node.label, text: String(worked.value) }),
    )
  const values = [...new Map(given.map(({ value }) => [JSON.stringify(value), value])).values()]
  if (values.length > 1)
    return fail(message('param-uses-differ', { block: block.name, param: spec.label, values: values.map(String) }))
  const value = values[0] ?? spec.default
  const nodes: DrawnNode[] = []
  for (const node of block.inside.nodes) {
    const params: Record<string, ParamValue> = {}
    for (const [name, text] of Object.entries(node.params)) {
      const put = isExpression(text) ? substitute(text, { [param]: value }) : ok(text)
      if (!put.ok) return put
      params[name] = put.value
    }
    nodes.push({ ...node, params })
  }
  const { [param]: _, ...params } = block.params
  return ok([
    { type: 'block', block: { ...block, params, inside: { ...block.inside, nodes } } },
    ...editUses(drawing, block, ({ [param]: __, ...rest }) => rest),
  ])
}

/** The edits that change the parameters of every use of a block, each at its own level. Unchanged uses need no edit. */
export function editUses(
  drawing: Drawing,
  block: Block,
  change: (params: LooseParams) => LooseParams,
): readonly Edit[] {
  return usesIn(drawing, block.id).flatMap(({ node, around }): readonly Edit[] => {
    const params = change(node.params)
    if (JSON.stringify(params) === JSON.stringify(node.params)) return []
    const { id, kind, label } = node
    const edit: Edit = { type: 'replace', node: id, kind, label, params }
    return [around === undefined ? edit : { type: 'inside', block: around, edit }]
  })
}

/** The nodes that use a block, each with the block that contains it. */
export function usesIn(
  { nodes, blocks }: Drawing,
  block: string,
): readonly { readonly node: DrawnNode; readonly around?: string }[] {
  const here = (level: readonly DrawnNode[]) =>
    level.filter(({ kind, params }) => kind === BLOCK && params[BLOCK_OF] === block)
  return [
    ...here(nodes).map((node) => ({ node })),
    ...Object.values(blocks ?? {}).flatMap(({ id, inside }) =>
      here(inside.nodes).map((node) => ({ node, around: id })),
    ),
  ]
}

function mapExpressions({ params }: DrawnNode, change: (text: string) => string): LooseParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, isExpression(value) ? change(value) : value]),
  )
}

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
