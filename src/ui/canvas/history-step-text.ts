/** @file A short description of an undo step, derived from the drawings before and after it. */
import { stepsText as text } from '../../messages/en/canvas/menu'
import { BLOCK } from '../../graph/block'
import type { DrawnNode, Drawing, Note, Wire } from '../../graph/drawing'
import type { Nouns } from './canvas-catalog'

const cache = new WeakMap<Drawing, { readonly before: Drawing; readonly text: string }>()

/** Describes the step from one drawing to the next. */
export function historyStepText(nouns: Nouns, before: Drawing, after: Drawing): string {
  const cached = cache.get(after)
  if (cached?.before === before) return cached.text
  const step = nodeStep(nouns, before, after) ?? wireStep(before, after) ?? otherStep(nouns, before, after)
  cache.set(after, { before, text: step })
  return step
}

function nodeStep(nouns: Nouns, before: Drawing, after: Drawing): string | undefined {
  const [was, is] = [byId(before.nodes), byId(after.nodes)]
  const added = after.nodes.filter(({ id }) => !was.has(id))
  const removed = before.nodes.filter(({ id }) => !is.has(id))
  const [fresh, another] = added
  const [removedOne, second] = removed
  if (fresh && removedOne) {
    if (!another && fresh.kind === BLOCK) return text.group({ block: fresh.label })
    return !second && removedOne.kind === BLOCK
      ? text.ungroup({ block: removedOne.label })
      : text.replace({ before: named(nouns, removed), after: named(nouns, added) })
  }
  if (fresh) return text.add({ nodes: named(nouns, added) })
  if (removedOne) return text.remove({ nodes: named(nouns, removed) })
  const changed = after.nodes.flatMap((node) => {
    const old = was.get(node.id)
    return old && old !== node ? [{ old, node }] : []
  })
  const [only] = changed
  if (!only) return undefined
  const set = changed.filter(({ old, node }) => old.kind !== node.kind || old.params !== node.params)
  if (set.length > 1) return manySet(nouns, set)
  const [one] = set
  if (one)
    return one.old.kind === one.node.kind
      ? oneSet(one.old, one.node, nameIn(after, one.node))
      : text.replace({ before: one.old.label, after: one.node.label })
  if (only.old.label !== only.node.label) return text.rename({ before: only.old.label, after: only.node.label })
  // If nodes moved while wires changed, they only made space for a new wire, so do not describe the move.
  const nodes = changed.map(({ node }) => node)
  return before.wires === after.wires ? text.move({ nodes: named(nouns, nodes) }) : undefined
}

/**
 * Describes a parameter change on several nodes: names the parameter and includes its value if all the nodes share it.
 */
function manySet(nouns: Nouns, set: readonly { readonly old: DrawnNode; readonly node: DrawnNode }[]): string {
  const changes = set.map(({ old, node }) => ({ kind: old.kind === node.kind, names: namesSet(old, node), node }))
  const [first] = changes
  const [param, another] = first?.names ?? []
  const nodes = named(
    nouns,
    set.map(({ node }) => node),
  )
  if (!first || param === undefined || another !== undefined) return text.change({ nodes })
  const value = valueText(first.node, param)
  const alike = changes.every(
    ({ kind, names, node }) => kind && names.length === 1 && names[0] === param && valueText(node, param) === value,
  )
  return alike ? setText(param, nodes, value) : text.change({ nodes })
}

function namesSet(old: DrawnNode, node: DrawnNode): readonly string[] {
  return [...new Set([...Object.keys(old.params), ...Object.keys(node.params)])].filter(
    (name) => JSON.stringify(old.params[name]) !== JSON.stringify(node.params[name]),
  )
}

/** Formats a parameter value for the history; undefined if the parameter was reset to its default. */
function valueText({ params }: DrawnNode, name: string): string | undefined {
  return JSON.stringify(params[name])?.replaceAll('"', '')
}

/** The name of a node; if others have the same, also which of them it is, from left to right. */
function nameIn({ nodes }: Drawing, { id, label }: DrawnNode): string {
  const alike = nodes
    .filter((one) => one.label === label)
    .sort((a, b) => a.position.x - b.position.x || a.position.y - b.position.y)
  return alike.length > 1
    ? text.nth({ node: label, nth: alike.findIndex((one) => one.id === id) + 1, of: alike.length })
    : label
}

function oneSet(old: DrawnNode, node: DrawnNode, name: string): string {
  const names = namesSet(old, node)
  const [param] = names
  if (param === undefined) return text.change({ nodes: name })
  return names.length > 1
    ? text.setSeveral({ params: names.length, nodes: name })
    : setText(param, name, valueText(node, param))
}

function setText(param: string, nodes: string, value: string | undefined): string {
  return value === undefined ? text.reset({ param, nodes }) : text.set({ param, nodes, value })
}

function wireStep(before: Drawing, after: Drawing): string | undefined {
  const [was, is] = [byId(before.wires), byId(after.wires)]
  const labels = new Map([...before.nodes, ...after.nodes].map(({ id, label }) => [id, label]))
  const labelOf = (id: string) => labels.get(id) ?? id
  const ends = ({ from, to }: Wire) => ({ from: labelOf(from), to: labelOf(to) })
  const added = after.wires.filter(({ id }) => !was.has(id))
  const removed = before.wires.filter(({ id }) => !is.has(id))
  const [moved] = after.wires.filter((wire) => was.has(wire.id) && was.get(wire.id) !== wire)
  const [into, out] = added
  const [cut] = removed
  // An unconnected node was dropped on a wire: the wire was split and connected to it.
  if (into && out && cut && added.length === 2 && into.to === out.from && into.from === cut.from && out.to === cut.to)
    return text.insert({ node: labelOf(into.to), ...ends(cut) })
  if (into) return out ? text.connectSeveral({ wires: added.length }) : text.connect(ends(into))
  if (moved) return text.reconnect(ends(moved))
  if (!cut) return undefined
  return removed.length === 1 ? text.disconnect(ends(cut)) : text.disconnectSeveral({ wires: removed.length })
}

function otherStep(nouns: Nouns, before: Drawing, after: Drawing): string {
  if (before.notes !== after.notes) return noteStep(before.notes ?? [], after.notes ?? [])
  const changed = Object.values(after.blocks ?? {}).filter((one) => before.blocks?.[one.id] !== one)
  const [block] = changed
  const removedOne = Object.values(before.blocks ?? {}).find(({ id }) => !after.blocks?.[id])
  if (!block) return removedOne ? text.block.remove({ block: removedOne.name }) : text.moveAll[nouns.node]
  const was = before.blocks?.[block.id]
  const version = block.library?.version
  if (was && was.library !== block.library && version !== undefined)
    return was.inside === block.inside
      ? text.block.keep({ block: block.name, version })
      : text.block.update({ block: block.name, version })
  // Describes a step inside a block as the step itself plus the block's name.
  return was && was.inside !== block.inside && changed.length === 1
    ? text.block.inside({ step: historyStepText(nouns, was.inside, block.inside), block: block.name })
    : text.block.change({ block: block.name })
}

function noteStep(was: readonly Note[], is: readonly Note[]): string {
  const more = is.length - was.length
  if (more > 0) return more > 1 ? text.note.addSeveral({ notes: more }) : text.note.add
  if (more < 0) return more < -1 ? text.note.removeSeveral({ notes: -more }) : text.note.remove
  const old = byId(was)
  if (is.some((note) => old.get(note.id)?.text !== note.text)) return text.note.edit
  const pinned = is.find((note) => old.get(note.id)?.node !== note.node)
  if (!pinned) return text.note.move
  return pinned.node === undefined ? text.note.attachToCanvas : text.note.attach
}

function named({ node: noun }: Nouns, nodes: readonly DrawnNode[]): string {
  const [only, another] = nodes
  return only && !another ? only.label : text.nodes({ nodes: nodes.length, noun })
}

function byId<T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> {
  return new Map(all.map((one) => [one.id, one]))
}
