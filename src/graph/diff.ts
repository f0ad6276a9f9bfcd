/** @file diff: the difference between two drawings as a list of changes that can be reviewed and applied one by one. */
import type { ParamValue } from '../catalog/params'
import type { Block, DrawnNode, Drawing, Subgraph, Note, Wire } from './drawing'
import type { Edit } from './edit'

export interface ParamChange {
  readonly name: string
  /** Undefined if the parameter has its default value. */
  readonly before: ParamValue | undefined
  readonly after: ParamValue | undefined
}

/** An added, removed or changed block definition. For a changed block, the changes inside it are listed. */
export type BlockChange = { readonly type: 'block'; readonly name: string } & (
  | { readonly what: 'added'; readonly after: Block }
  | { readonly what: 'removed'; readonly before: Block }
  | { readonly what: 'changed'; readonly before: Block; readonly after: Block; readonly within: readonly Change[] }
)

export type Change = {
  /** Id of the change, unique within the list of changes. */
  readonly id: string
  /** The edits that apply this change to the older drawing. */
  readonly edits: readonly Edit[]
} & (
  | { readonly type: 'added' | 'removed'; readonly node: DrawnNode }
  | {
      readonly type: 'changed'
      readonly before: DrawnNode
      readonly after: DrawnNode
      readonly params: readonly ParamChange[]
    }
  | { readonly type: 'wired' | 'unwired'; readonly wire: Wire; readonly from: DrawnNode; readonly to: DrawnNode }
  | { readonly type: 'moved'; readonly nodes: readonly string[] }
  | BlockChange
  /** The block's own properties: its name, summary and parameters. */
  | { readonly type: 'own'; readonly before: Block; readonly after: Block }
  | { readonly type: 'note'; readonly note: Note; readonly what: 'added' | 'removed' | 'changed' }
)

/** The changes from one drawing to another. Nodes are matched by id. Applying all changes in order produces `after`. */
export function diff(before: Drawing, after: Drawing): readonly Change[] {
  const blocks = blockChanges(before, after)
  const isRemoval = (change: Change) => change.type === 'block' && change.what === 'removed'
  // A block is added before the nodes that use it and removed after them.
  return [...blocks.filter((one) => !isRemoval(one)), ...levelChanges(before, after), ...blocks.filter(isRemoval)]
}

/** The changes at one level, without block definitions. */
function levelChanges(before: Subgraph, after: Subgraph): readonly Change[] {
  const old = byId(before.nodes)
  const now = byId(after.nodes)
  return [
    ...nodeChanges(before, after, old, now),
    ...wireChanges(before, after, old, now),
    ...moves(after, old),
    ...noteChanges(before, after, now),
  ]
}

type ById = ReadonlyMap<string, DrawnNode>

function nodeChanges(before: Subgraph, after: Subgraph, old: ById, now: ById): readonly Change[] {
  const removed = before.nodes
    .filter(({ id }) => !now.has(id))
    .map(
      (node): Change => ({ id: `-${node.id}`, type: 'removed', node, edits: [{ type: 'remove', nodes: [node.id] }] }),
    )
  const others = after.nodes.flatMap((node): readonly Change[] => {
    const was = old.get(node.id)
    if (!was) return [{ id: `+${node.id}`, type: 'added', node, edits: [{ type: 'add', node }] }]
    const params = paramChanges(was, node)
    if (params.length === 0 && was.kind === node.kind && was.label === node.label) return []
    const { id, kind, label, params: all } = node
    const edits: readonly Edit[] = [{ type: 'replace', node: id, kind, label, params: all }]
    return [{ id: `~${id}`, type: 'changed', before: was, after: node, params, edits }]
  })
  return [...removed, ...others]
}

function paramChanges(was: DrawnNode, node: DrawnNode): readonly ParamChange[] {
  const names = new Set([...Object.keys(was.params), ...Object.keys(node.params)])
  const own = ({ params }: DrawnNode, name: string) => (Object.hasOwn(params, name) ? params[name] : undefined)
  return [...names].flatMap((name) => {
    const [a, b] = [own(was, name), own(node, name)]
    return same(a, b) ? [] : [{ name, before: a, after: b }]
  })
}

/** Wires are matched by their ends and ports, not by their ids. */
function wireChanges(before: Subgraph, after: Subgraph, old: ById, now: ById): readonly Change[] {
  const key = ({ from, out = 0, to, port }: Wire) => JSON.stringify([from, out, to, port])
  const was = new Set(before.wires.map(key))
  const is = new Set(after.wires.map(key))
  const cut = before.wires.flatMap((wire): readonly Change[] => {
    const [from, to] = [old.get(wire.from), old.get(wire.to)]
    // Wires of removed nodes need no edit, because they are removed with the node.
    if (is.has(key(wire)) || !from || !to || !now.has(wire.from) || !now.has(wire.to)) return []
    return [{ id: `-${key(wire)}`, type: 'unwired', wire, from, to, edits: [{ type: 'disconnect', wire: wire.id }] }]
  })
  const taken = new Set(before.wires.map(({ id }) => id))
  const joined = after.wires.flatMap((wire): readonly Change[] => {
    const [from, to] = [now.get(wire.from), now.get(wire.to)]
    if (was.has(key(wire)) || !from || !to) return []
    let id = wire.id
    while (taken.has(id)) id = `${id}a`
    taken.add(id)
    return [{ id: `+${key(wire)}`, type: 'wired', wire, from, to, edits: [{ type: 'connect', wire: { ...wire, id } }] }]
  })
  return [...cut, ...joined]
}

function moves(after: Subgraph, old: ById): readonly Change[] {
  const moved = after.nodes.filter(({ id, position }) => {
    const was = old.get(id)?.position
    return was && (was.x !== position.x || was.y !== position.y)
  })
  if (moved.length === 0) return []
  const positions = Object.fromEntries(moved.map(({ id, position }) => [id, position]))
  return [{ id: 'moved', type: 'moved', nodes: moved.map(({ id }) => id), edits: [{ type: 'move', positions }] }]
}

function noteChanges(before: Subgraph, after: Subgraph, now: ById): readonly Change[] {
  const old = new Map((before.notes ?? []).map((note) => [note.id, note]))
  const is = new Set((after.notes ?? []).map(({ id }) => id))
  const removed = (before.notes ?? [])
    .filter(({ id, node }) => !is.has(id) && (node === undefined || now.has(node)))
    .map((note): Change => {
      const edits: readonly Edit[] = [{ type: 'unnote', notes: [note.id] }]
      return { id: `-note ${note.id}`, type: 'note', note, what: 'removed', edits }
    })
  const others = (after.notes ?? []).flatMap((note): readonly Change[] => {
    const was = old.get(note.id)
    if (was && same(was, note)) return []
    const what = was ? 'changed' : 'added'
    return [{ id: `~note ${note.id}`, type: 'note', note, what, edits: [{ type: 'note', note }] }]
  })
  return [...removed, ...others]
}

function blockChanges({ blocks: old = {} }: Drawing, { blocks: now = {} }: Drawing): readonly Change[] {
  const removed = Object.values(old)
    .filter(({ id }) => !Object.hasOwn(now, id))
    .map((before): Change => {
      const { id, name } = before
      return {
        id: `-block ${id}`,
        type: 'block',
        name,
        what: 'removed',
        before,
        edits: [{ type: 'forget', blocks: [id] }],
      }
    })
  const others = Object.values(now).flatMap((after): readonly Change[] => {
    const { id, name } = after
    const before = Object.hasOwn(old, id) ? old[id] : undefined
    const edits: readonly Edit[] = [{ type: 'block', block: after }]
    if (!before) return [{ id: `+block ${id}`, type: 'block', name, what: 'added', after, edits }]
    if (same(before, after)) return []
    const within = withinBlock(before, after)
    return [{ id: `~block ${id}`, type: 'block', name, what: 'changed', before, after, within, edits }]
  })
  return [...removed, ...others]
}

/** The changes inside a block, as edits to the drawing that contains the block. */
function withinBlock(before: Block, after: Block): readonly Change[] {
  const { inside: _a, ...was } = before
  const { inside, ...is } = after
  const own: Change = {
    id: 'own',
    type: 'own',
    before,
    after,
    edits: [{ type: 'block', block: { ...after, inside: before.inside } }],
  }
  const level = levelChanges(before.inside, inside).map((change): Change => {
    const edits = change.edits.map((edit): Edit => ({ type: 'inside', block: before.id, edit }))
    return { ...change, edits }
  })
  const all = same(was, is) ? level : [own, ...level]
  return all.map((change) => ({ ...change, id: `~block ${before.id}/${change.id}` }))
}

function byId(nodes: readonly DrawnNode[]): ById {
  return new Map(nodes.map((node) => [node.id, node]))
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
