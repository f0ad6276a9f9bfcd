/** @file diff: what makes one drawing another, as changes that can be read one by one and taken over one by one. */
import type { ParamValue } from '../catalog/params'
import type { DrawnNode, Drawing, Wire } from './drawing'
import type { Edit } from './edit'

export interface ParamChange {
  readonly name: string
  /** Undefined where it is at its default. */
  readonly before: ParamValue | undefined
  readonly after: ParamValue | undefined
}

export type Change = {
  /** Names the change within its list. */
  readonly id: string
  /** Edits of the older drawing that take this change over. */
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
  | { readonly type: 'block'; readonly name: string; readonly what: 'added' | 'removed' | 'changed' }
  | { readonly type: 'note'; readonly text: string; readonly what: 'added' | 'removed' | 'changed' }
)

/** The changes from one drawing to another, nodes told apart by their ids; taken over all together, in order, they make it. */
export function diff(before: Drawing, after: Drawing): readonly Change[] {
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const now = new Map(after.nodes.map((node) => [node.id, node]))
  return [
    ...blockChanges(before, after, 'added'),
    ...nodeChanges(before, after, old, now),
    ...wireChanges(before, after, old, now),
    ...moves(after, old),
    ...noteChanges(before, after, now),
    ...blockChanges(before, after, 'removed'),
  ]
}

function nodeChanges(
  before: Drawing,
  after: Drawing,
  old: ReadonlyMap<string, DrawnNode>,
  now: ReadonlyMap<string, DrawnNode>,
): readonly Change[] {
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
    return [
      {
        id: `~${id}`,
        type: 'changed',
        before: was,
        after: node,
        params,
        edits: [{ type: 'replace', node: id, kind, label, params: all }],
      },
    ]
  })
  return [...removed, ...others]
}

function paramChanges(was: DrawnNode, node: DrawnNode): readonly ParamChange[] {
  const names = new Set([...Object.keys(was.params), ...Object.keys(node.params)])
  const own = ({ params }: DrawnNode, name: string) => (Object.hasOwn(params, name) ? params[name] : undefined)
  return [...names].flatMap((name) => {
    const [a, b] = [own(was, name), own(node, name)]
    return JSON.stringify(a) === JSON.stringify(b) ? [] : [{ name, before: a, after: b }]
  })
}

/** Wires are told apart by where they lead, not by what they are called. */
function wireChanges(
  before: Drawing,
  after: Drawing,
  old: ReadonlyMap<string, DrawnNode>,
  now: ReadonlyMap<string, DrawnNode>,
): readonly Change[] {
  const key = ({ from, out = 0, to, port }: Wire) => JSON.stringify([from, out, to, port])
  const was = new Set(before.wires.map(key))
  const is = new Set(after.wires.map(key))
  const cut = before.wires.flatMap((wire): readonly Change[] => {
    const [from, to] = [old.get(wire.from), old.get(wire.to)]
    // One whose end is gone went with it.
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

function moves(after: Drawing, old: ReadonlyMap<string, DrawnNode>): readonly Change[] {
  const moved = after.nodes.filter(({ id, position }) => {
    const was = old.get(id)?.position
    return was && (was.x !== position.x || was.y !== position.y)
  })
  if (moved.length === 0) return []
  const positions = Object.fromEntries(moved.map(({ id, position }) => [id, position]))
  return [{ id: 'moved', type: 'moved', nodes: moved.map(({ id }) => id), edits: [{ type: 'move', positions }] }]
}

function noteChanges(before: Drawing, after: Drawing, now: ReadonlyMap<string, DrawnNode>): readonly Change[] {
  const old = new Map((before.notes ?? []).map((note) => [note.id, note]))
  const is = new Set((after.notes ?? []).map(({ id }) => id))
  const gone = (before.notes ?? [])
    .filter(({ id, node }) => !is.has(id) && (node === undefined || now.has(node)))
    .map(
      ({ id, text }): Change => ({
        id: `-${id}`,
        type: 'note',
        text,
        what: 'removed',
        edits: [{ type: 'unnote', notes: [id] }],
      }),
    )
  const others = (after.notes ?? []).flatMap((note): readonly Change[] => {
    const was = old.get(note.id)
    if (was && JSON.stringify(was) === JSON.stringify(note)) return []
    const what = was ? 'changed' : 'added'
    return [{ id: `~${note.id}`, type: 'note', text: note.text, what, edits: [{ type: 'note', note }] }]
  })
  return [...gone, ...others]
}

/** What a node stands for is there before the node, and goes after it. */
function blockChanges(before: Drawing, after: Drawing, which: 'added' | 'removed'): readonly Change[] {
  const old = before.blocks ?? {}
  const now = after.blocks ?? {}
  if (which === 'removed') {
    return Object.values(old).flatMap((block): readonly Change[] =>
      Object.hasOwn(now, block.id)
        ? []
        : [
            {
              id: `-block ${block.id}`,
              type: 'block',
              name: block.name,
              what: 'removed',
              edits: [{ type: 'forget', blocks: [block.id] }],
            },
          ],
    )
  }
  return Object.values(now).flatMap((block): readonly Change[] => {
    const was = Object.hasOwn(old, block.id) ? old[block.id] : undefined
    if (was && JSON.stringify(was) === JSON.stringify(block)) return []
    const what = was ? 'changed' : 'added'
    return [{ id: `~block ${block.id}`, type: 'block', name: block.name, what, edits: [{ type: 'block', block }] }]
  })
}
