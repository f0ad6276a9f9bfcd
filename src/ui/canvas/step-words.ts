/** @file StepWords: what a step of the undo history did, in a few words, read from the drawings before and after it. */
import { counted } from '../../messages/format'
import { BLOCK } from '../../graph/block'
import type { DrawnNode, Drawing, Note, Wire } from '../../graph/drawing'
import type { Nouns } from './catalog'

const known = new WeakMap<Drawing, { readonly before: Drawing; readonly words: string }>()

/** The words for the step from one drawing to the next. */
export function stepWords(nouns: Nouns, before: Drawing, after: Drawing): string {
  const told = known.get(after)
  if (told?.before === before) return told.words
  const words = nodeWords(nouns, before, after) ?? wireWords(before, after) ?? otherWords(nouns, before, after)
  known.set(after, { before, words })
  return words
}

function nodeWords(nouns: Nouns, before: Drawing, after: Drawing): string | undefined {
  const [was, is] = [byId(before.nodes), byId(after.nodes)]
  const added = after.nodes.filter(({ id }) => !was.has(id))
  const removed = before.nodes.filter(({ id }) => !is.has(id))
  const [fresh, another] = added
  const [gone, second] = removed
  if (fresh && gone) {
    if (!another && fresh.kind === BLOCK) return `Fold into ${fresh.label}`
    return !second && gone.kind === BLOCK
      ? `Unfold ${gone.label}`
      : `Put ${named(nouns, added)} for ${named(nouns, removed)}`
  }
  if (fresh) return `Add ${named(nouns, added)}`
  if (gone) return `Remove ${named(nouns, removed)}`
  const changed = after.nodes.flatMap((node) => {
    const old = was.get(node.id)
    return old && old !== node ? [{ old, node }] : []
  })
  const [only] = changed
  if (!only) return undefined
  const set = changed.filter(({ old, node }) => old.kind !== node.kind || old.params !== node.params)
  if (set.length > 1) return manyWords(nouns, set)
  const [one] = set
  if (one)
    return one.old.kind === one.node.kind
      ? setWords(one.old, one.node)
      : `Replace ${one.old.label} by ${one.node.label}`
  if (only.old.label !== only.node.label) return `Rename ${only.old.label} to ${only.node.label}`
  // Nodes that only moved made room for a wire.
  return before.wires === after.wires
    ? `Move ${named(
        nouns,
        changed.map(({ node }) => node),
      )}`
    : undefined
}

/** One parameter set alike on many says which, and to what. */
function manyWords(nouns: Nouns, set: readonly { readonly old: DrawnNode; readonly node: DrawnNode }[]): string {
  const changes = set.map(({ old, node }) => ({ kind: old.kind === node.kind, names: namesSet(old, node), node }))
  const [first] = changes
  const [name, another] = first?.names ?? []
  const all = named(
    nouns,
    set.map(({ node }) => node),
  )
  if (!first || name === undefined || another !== undefined) return `Change ${all}`
  const text = valueText(first.node, name)
  const alike = changes.every(
    ({ kind, names, node }) => kind && names.length === 1 && names[0] === name && valueText(node, name) === text,
  )
  return alike ? `Set ${name} of ${all} to ${text}` : `Change ${all}`
}

function namesSet(old: DrawnNode, node: DrawnNode): readonly string[] {
  return [...new Set([...Object.keys(old.params), ...Object.keys(node.params)])].filter(
    (name) => JSON.stringify(old.params[name]) !== JSON.stringify(node.params[name]),
  )
}

function valueText({ params }: DrawnNode, name: string): string {
  return JSON.stringify(params[name])?.replaceAll('"', '') ?? 'its default'
}

function setWords(old: DrawnNode, node: DrawnNode): string {
  const names = namesSet(old, node)
  const [name] = names
  if (name === undefined) return `Change ${node.label}`
  return names.length > 1
    ? `Set ${counted(names.length, 'parameter')} of ${node.label}`
    : `Set ${name} of ${node.label} to ${valueText(node, name)}`
}

function wireWords(before: Drawing, after: Drawing): string | undefined {
  const [was, is] = [byId(before.wires), byId(after.wires)]
  const labels = new Map([...before.nodes, ...after.nodes].map(({ id, label }) => [id, label]))
  const ends = ({ from, to }: Wire) => `${labels.get(from) ?? from} to ${labels.get(to) ?? to}`
  const added = after.wires.filter(({ id }) => !was.has(id))
  const removed = before.wires.filter(({ id }) => !is.has(id))
  const moved = after.wires.filter((wire) => was.has(wire.id) && was.get(wire.id) !== wire)
  const [into, out] = added
  const [cut] = removed
  // A node that stood loose, let go over a wire.
  if (into && out && cut && added.length === 2 && into.to === out.from && into.from === cut.from && out.to === cut.to)
    return `Put ${labels.get(into.to) ?? into.to} into the wire ${ends(cut)}`
  if (added.length > 0)
    return added.length === 1 ? `Connect ${ends(added[0] as Wire)}` : `Connect ${counted(added.length, 'wire')}`
  if (moved.length > 0) return `Move the wire, now ${ends(moved[0] as Wire)}`
  if (removed.length === 0) return undefined
  return removed.length === 1
    ? `Remove the wire ${ends(removed[0] as Wire)}`
    : `Remove ${counted(removed.length, 'wire')}`
}

function otherWords(nouns: Nouns, before: Drawing, after: Drawing): string {
  if (before.notes !== after.notes) return noteWords(before.notes ?? [], after.notes ?? [])
  const changed = Object.values(after.blocks ?? {}).filter((one) => before.blocks?.[one.id] !== one)
  const [block] = changed
  const gone = Object.values(before.blocks ?? {}).find(({ id }) => !after.blocks?.[id])
  if (!block) return gone ? `Take ${gone.name} out of the drawing` : `Move ${nouns.nodes}`
  const was = before.blocks?.[block.id]
  const now = block.library?.version
  if (was && was.library !== block.library && now !== undefined)
    return was.inside === block.inside ? `Keep ${block.name}, version ${now}` : `Bring ${block.name} to version ${now}`
  // Done inside the block: told as it would be outside.
  return was && was.inside !== block.inside && changed.length === 1
    ? `${stepWords(nouns, was.inside, block.inside)}, in ${block.name}`
    : `Change the block ${block.name}`
}

function noteWords(was: readonly Note[], is: readonly Note[]): string {
  if (is.length > was.length)
    return is.length - was.length > 1 ? `Add ${counted(is.length - was.length, 'note')}` : 'Write a note'
  if (is.length < was.length)
    return was.length - is.length > 1 ? `Remove ${counted(was.length - is.length, 'note')}` : 'Remove a note'
  const old = byId(was)
  const rewritten = is.some((note) => old.get(note.id)?.text !== note.text)
  const pinned = is.find((note) => old.get(note.id)?.node !== note.node)
  if (rewritten) return 'Rewrite a note'
  return pinned ? (pinned.node === undefined ? 'Pin a note to the canvas' : 'Pin a note') : 'Move a note'
}

function named(nouns: Nouns, nodes: readonly DrawnNode[]): string {
  const [only, another] = nodes
  return only && !another ? only.label : counted(nodes.length, nouns.node)
}

function byId<T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> {
  return new Map(all.map((one) => [one.id, one]))
}
