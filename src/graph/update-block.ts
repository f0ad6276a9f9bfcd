/** @file updateBlock: a block of a drawing becomes another state of itself: its uses keep what still fits, and what does not is told. */
import '../messages/en/library'
import { type Message, message } from '../messages/message'
import { type ParamValue, problemOf } from '../catalog/params'
import { applyAll } from './apply'
import { type Block, BLOCK_OF, type Subgraph, PORT_IN, PORT_OUT, portsOf, specsOf } from './block'
import { editUses, usesIn } from './block-params'
import { blocksUsed, importBlocks, withBlockId } from './clipboard'
import type { Drawing } from './drawing'
import type { Edit } from './edit'
import { isExpression } from './expression'
import { matchPorts } from './rewire-ports'

export interface BlockUpdate {
  readonly edits: readonly Edit[]
  /** What is otherwise afterwards, in the order a person asks. */
  readonly changes: readonly Message[]
}

/** The edits that make `block`, one of the drawing's, what `to` is, with the blocks within that; and what they change. */
export function updateBlock(drawing: Drawing, block: Block, to: Block, within: readonly Block[]): BlockUpdate {
  const { edits: brought, names } = importBlocks(drawing, Object.fromEntries(within.map((one) => [one.id, one])))
  const inside: Subgraph = { ...to.inside, nodes: to.inside.nodes.map((node) => withBlockId(node, names)) }
  // Its id and name are the drawing's own.
  const after: Block = { ...to, id: block.id, name: block.name, inside }
  const ports = matchPorts(drawing, block, inside)
  const specs = specsOf(after)
  const fits = (name: string, value: ParamValue) => {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
    return spec !== undefined && (isExpression(value) || problemOf(spec, value) === undefined)
  }
  const reset = new Set<string>()
  let set = 0
  const uses = editUses(drawing, block, (params) => {
    const kept = Object.entries(params).filter(([name, value]) => {
      if (name === BLOCK_OF) return true
      const fit = fits(name, value)
      if (!fit && Object.hasOwn(specs, name)) reset.add(specs[name]?.label ?? name)
      return fit
    })
    if (kept.length < Object.keys(params).length) set++
    return Object.fromEntries(kept)
  })
  const edits: readonly Edit[] = [...brought, ...ports, { type: 'block', block: after }, ...uses]
  const gone = unusedBlocks(drawing, block, edits)
  return {
    edits: gone.length > 0 ? [...edits, { type: 'forget', blocks: gone }] : edits,
    changes: [
      ...layerChanges(block.inside, inside),
      ...paramChanges(block, after, reset, set),
      ...portChanges(block.inside, inside),
      ...cutWires(ports),
    ],
  }
}

/** Blocks that stood within it and that nothing stands for any more. */
function unusedBlocks(drawing: Drawing, block: Block, edits: readonly Edit[]): readonly string[] {
  let left = applyAll(drawing, edits)
  const gone: string[] = []
  const { [block.id]: _, ...within } = blocksUsed(drawing.blocks ?? {}, block.inside.nodes)
  // One that goes may have been the last to use another.
  for (let found = true; found; ) {
    const free = Object.keys(within).filter((id) => !gone.includes(id) && usesIn(left, id).length === 0)
    found = free.length > 0
    gone.push(...free)
    left = applyAll(left, [{ type: 'forget', blocks: free }])
  }
  return gone
}

function layerChanges(before: Subgraph, after: Subgraph): readonly Message[] {
  const layers = (inside: Subgraph) =>
    new Map(inside.nodes.filter(({ kind }) => kind !== PORT_IN && kind !== PORT_OUT).map((node) => [node.id, node]))
  const [was, is] = [layers(before), layers(after)]
  const words = ({ kind, params }: { readonly kind: string; readonly params: object }) => `${kind} ${stable(params)}`
  const both = [...was.values()].flatMap((node) => {
    const now = is.get(node.id)
    return now ? [words(node) === words(now)] : []
  })
  const counts = [
    ['more', [...is.keys()].filter((id) => !was.has(id)).length],
    ['gone', [...was.keys()].filter((id) => !is.has(id)).length],
    ['changed', both.filter((same) => !same).length],
  ] as const
  const found = counts.flatMap(([change, layers]) => (layers > 0 ? [message('update-layers', { change, layers })] : []))
  const ways = ({ wires }: Subgraph) => wires.map(({ from, out = 0, to, port }) => `${from} ${out} ${to} ${port}`).sort()
  const rewired = found.length === 0 && ways(before).join('\n') !== ways(after).join('\n')
  return rewired ? [message('update-wires', {})] : found
}

function paramChanges(before: Block, after: Block, reset: ReadonlySet<string>, set: number): readonly Message[] {
  const label = (block: Block) => (name: string) => block.params[name]?.label ?? name
  const fresh = Object.keys(after.params).filter((name) => !Object.hasOwn(before.params, name))
  const gone = Object.keys(before.params).filter((name) => !Object.hasOwn(after.params, name))
  const other = Object.keys(after.params).filter(
    (name) =>
      Object.hasOwn(before.params, name) &&
      stable(before.params[name]?.default) !== stable(after.params[name]?.default),
  )
  return [
    ...(fresh.length > 0 ? [message('update-param-new', { params: fresh.map(label(after)) })] : []),
    ...(gone.length > 0 ? [message('update-param-gone', { params: gone.map(label(before)), set })] : []),
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

/** Equal for equal values, whatever order their keys were written in. */
function stable(value: unknown): string {
  const sorted = typeof value === 'object' && value !== null && !Array.isArray(value)
  return JSON.stringify(sorted ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value)
}
