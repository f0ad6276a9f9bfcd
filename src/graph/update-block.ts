/**
 * @file updateBlock: replaces a block in a drawing with another version of the block. Uses of the block keep every
 * setting that is still valid; the settings that are lost are reported.
 */
import '../messages/en/library'
import { type Message, message } from '../messages/message'
import { type ParamValue, problemOf } from '../catalog/params'
import { applyAll } from './apply-edit'
import { type Block, BLOCK_OF, type Subgraph, PORT_IN, PORT_OUT, portsOf, specsOf } from './block'
import { editUses, usesIn } from './block-params'
import { blocksUsed, importBlocks, withBlockId } from './clipboard'
import type { Drawing } from './drawing'
import type { Edit } from './edit'
import { isExpression } from './expression'
import { matchPorts } from './rewire-ports'

export interface BlockUpdate {
  readonly edits: readonly Edit[]
  /** The changes, most important first. */
  readonly changes: readonly Message[]
}

/**
 * The edits that turn `block` into `to`, including the blocks that `to` contains (`within`), and a summary of the
 * changes.
 */
export function updateBlock(drawing: Drawing, block: Block, to: Block, within: readonly Block[]): BlockUpdate {
  const { edits: imports, names } = importBlocks(drawing, Object.fromEntries(within.map((one) => [one.id, one])))
  const inside: Subgraph = { ...to.inside, nodes: to.inside.nodes.map((node) => withBlockId(node, names)) }
  // The block keeps its id and name in this drawing.
  const after: Block = { ...to, id: block.id, name: block.name, inside }
  const ports = matchPorts(drawing, block, inside)
  const specs = specsOf(after)
  const isValid = (name: string, value: ParamValue) => {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
    return spec !== undefined && (isExpression(value) || problemOf(spec, value) === undefined)
  }
  const reset = new Set<string>()
  let set = 0
  const uses = editUses(drawing, block, (params) => {
    const kept = Object.entries(params).filter(([name, value]) => {
      if (name === BLOCK_OF) return true
      const stays = isValid(name, value)
      if (!stays && Object.hasOwn(specs, name)) reset.add(specs[name]?.label ?? name)
      return stays
    })
    if (kept.length < Object.keys(params).length) set++
    return Object.fromEntries(kept)
  })
  const edits: readonly Edit[] = [...imports, ...ports, { type: 'block', block: after }, ...uses]
  const unused = unusedBlocks(drawing, block, edits)
  return {
    edits: unused.length > 0 ? [...edits, { type: 'forget', blocks: unused }] : edits,
    changes: [
      ...layerChanges(block.inside, inside),
      ...paramChanges(block, after, reset, set),
      ...portChanges(block.inside, inside),
      ...cutWires(ports),
    ],
  }
}

/** Blocks inside the old version that are no longer used after the edits. */
function unusedBlocks(drawing: Drawing, block: Block, edits: readonly Edit[]): readonly string[] {
  let left = applyAll(drawing, edits)
  const unused: string[] = []
  const { [block.id]: _, ...within } = blocksUsed(drawing.blocks ?? {}, block.inside.nodes)
  // Removing one block may leave another one unused.
  for (let found = true; found; ) {
    const free = Object.keys(within).filter((id) => !unused.includes(id) && usesIn(left, id).length === 0)
    found = free.length > 0
    unused.push(...free)
    left = applyAll(left, [{ type: 'forget', blocks: free }])
  }
  return unused
}

function layerChanges(before: Subgraph, after: Subgraph): readonly Message[] {
  const layers = (inside: Subgraph) =>
    new Map(inside.nodes.filter(({ kind }) => kind !== PORT_IN && kind !== PORT_OUT).map((node) => [node.id, node]))
  const [was, is] = [layers(before), layers(after)]
  const key = ({ kind, params }: { readonly kind: string; readonly params: object }) => `${kind} ${stable(params)}`
  const both = [...was.values()].flatMap((node) => {
    const now = is.get(node.id)
    return now ? [key(node) === key(now)] : []
  })
  const counts = [
    ['more', [...is.keys()].filter((id) => !was.has(id)).length],
    ['gone', [...was.keys()].filter((id) => !is.has(id)).length],
    ['changed', both.filter((same) => !same).length],
  ] as const
  const changes = counts.flatMap(([change, layers]) =>
    layers > 0 ? [message('update-layers', { change, layers })] : [],
  )
  const connections = ({ wires }: Subgraph) =>
    wires.map(({ from, out = 0, to, port }) => `${from} ${out} ${to} ${port}`).sort()
  const isRewired = changes.length === 0 && connections(before).join('\n') !== connections(after).join('\n')
  return isRewired ? [message('update-wires', {})] : changes
}

function paramChanges(before: Block, after: Block, reset: ReadonlySet<string>, set: number): readonly Message[] {
  const label = (block: Block) => (name: string) => block.params[name]?.label ?? name
  const fresh = Object.keys(after.params).filter((name) => !Object.hasOwn(before.params, name))
  const removedParams = Object.keys(before.params).filter((name) => !Object.hasOwn(after.params, name))
  const other = Object.keys(after.params).filter(
    (name) =>
      Object.hasOwn(before.params, name) &&
      stable(before.params[name]?.default) !== stable(after.params[name]?.default),
  )
  return [
    ...(fresh.length > 0 ? [message('update-param-new', { params: fresh.map(label(after)) })] : []),
    ...(removedParams.length > 0
      ? [message('update-param-gone', { params: removedParams.map(label(before)), set })]
      : []),
    ...(reset.size > 0 ? [message('update-param-reset', { params: [...reset] })] : []),
    ...(other.length > 0 ? [message('update-default', { params: other.map(label(after)) })] : []),
  ]
}

function portChanges(before: Subgraph, after: Subgraph): readonly Message[] {
  return (
    [
      ['inputs', PORT_IN],
      ['outputs', PORT_OUT],
    ] as const
  ).flatMap(([side, kind]) => {
    const [was, is] = [portsOf(before, kind).length, portsOf(after, kind).length]
    return was === is ? [] : [message('update-ports', { side, was, is })]
  })
}

function cutWires(edits: readonly Edit[]): readonly Message[] {
  const wires = edits.filter((edit) => (edit.type === 'inside' ? edit.edit : edit).type === 'disconnect').length
  return wires > 0 ? [message('update-cut', { wires })] : []
}

/** JSON with sorted keys, so that equal values produce the same text. */
function stable(value: unknown): string {
  const sorted = typeof value === 'object' && value !== null && !Array.isArray(value)
  return JSON.stringify(sorted ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value)
}
