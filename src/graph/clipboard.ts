/** @file Copy and paste: part of a drawing with the wires between its nodes, its notes and the blocks that it uses. */
import type { Block } from './block'
import { BLOCK, BLOCK_OF, PORT_IN, PORT_OUT } from './block'
import type { DrawnNode, Drawing, Note, Position, Wire } from './drawing'
import type { Edit } from './edit'
import { freshId } from './edit-helpers'
import type { EditGroup } from './fold-into-block'
import { notePosition } from './notes'

/** A copied selection. Positions are relative to the top left corner of the selection. */
export interface ClipboardData {
  readonly nodes: readonly DrawnNode[]
  readonly wires: readonly Wire[]
  readonly notes?: readonly Note[]
  readonly blocks?: Readonly<Record<string, Block>>
}

/**
 * Copies the selected nodes, the wires between them, notes pinned to them, the selected notes, and every block that the nodes
 * use, at any depth. Ports are not copied: they belong to the block that contains them.
 */
export function copySelection(
  drawing: Drawing,
  selection: readonly string[],
  chosenNotes: readonly string[] = [],
): ClipboardData {
  const selected = new Set(selection)
  const nodes = drawing.nodes.filter(({ id, kind }) => selected.has(id) && kind !== PORT_IN && kind !== PORT_OUT)
  const chosen = new Set(nodes.map(({ id }) => id))
  const all = drawing.notes ?? []
  const pinned = all.filter(({ node }) => node !== undefined && chosen.has(node))
  // A pinned note whose node is not copied becomes a free note on the canvas.
  const free = all
    .filter((note) => chosenNotes.includes(note.id) && !pinned.includes(note))
    .map((note): Note => ({ id: note.id, text: note.text, position: notePosition(drawing, note) }))
  const corner = topLeftOf([...nodes, ...free])
  const from = ({ x, y }: Position) => ({ x: x - corner.x, y: y - corner.y })
  const notes = [...pinned, ...free.map((note) => ({ ...note, position: from(note.position) }))]
  const blocks = blocksUsed(drawing.blocks ?? {}, nodes)
  return {
    nodes: nodes.map((node) => ({ ...node, position: from(node.position) })),
    wires: drawing.wires.filter(({ from, to }) => chosen.has(from) && chosen.has(to)),
    ...(notes.length > 0 ? { notes } : {}),
    ...(Object.keys(blocks).length > 0 ? { blocks } : {}),
  }
}

/** The blocks that these nodes use, and the blocks inside those. */
export function blocksUsed(
  blocks: Readonly<Record<string, Block>>,
  nodes: readonly DrawnNode[],
): Readonly<Record<string, Block>> {
  const used: Record<string, Block> = {}
  const queue = [...nodes]
  for (const node of queue) {
    const id = node.kind === BLOCK ? node.params[BLOCK_OF] : undefined
    const block = typeof id === 'string' && Object.hasOwn(blocks, id) ? blocks[id] : undefined
    if (!block || Object.hasOwn(used, block.id)) continue
    used[block.id] = block
    queue.push(...block.inside.nodes)
  }
  return used
}

/**
 * Pastes the copied nodes with fresh ids, with their top left corner at this position. A block whose id the drawing
 * already uses for a different block gets a new id.
 */
export function paste(drawing: Drawing, clip: ClipboardData, at: Position): EditGroup {
  const { edits: imports, names } = importBlocks(drawing, clip.blocks ?? {})
  const edits: Edit[] = [...imports]
  const ids = new Map<string, string>()
  let grown: Drawing = drawing
  for (const node of clip.nodes) {
    const fresh: DrawnNode = {
      ...withBlockId(node, names),
      id: freshId(node.kind, grown.nodes),
      position: { x: at.x + node.position.x, y: at.y + node.position.y },
    }
    ids.set(node.id, fresh.id)
    edits.push({ type: 'add', node: fresh })
    grown = { ...grown, nodes: [...grown.nodes, fresh] }
  }
  for (const wire of clip.wires) {
    const from = ids.get(wire.from)
    const to = ids.get(wire.to)
    if (from === undefined || to === undefined) continue
    const fresh: Wire = { ...wire, id: freshId('wire', grown.wires), from, to }
    edits.push({ type: 'connect', wire: fresh })
    grown = { ...grown, wires: [...grown.wires, fresh] }
  }
  for (const note of clip.notes ?? []) {
    const node = note.node === undefined ? undefined : ids.get(note.node)
    if (note.node !== undefined && node === undefined) continue
    const { x, y } = note.position
    const fresh: Note = {
      id: freshId('note', grown.notes ?? []),
      text: note.text,
      // The position of a pinned note is relative to its node.
      ...(node === undefined ? { position: { x: at.x + x, y: at.y + y } } : { position: note.position, node }),
    }
    edits.push({ type: 'note', note: fresh })
    grown = { ...grown, notes: [...(grown.notes ?? []), fresh] }
  }
  return { edits, nodes: [...ids.values()] }
}

/** The top left corner of the bounding box of these positions. */
export function topLeftOf(all: readonly { readonly position: Position }[]): Position {
  return {
    x: Math.min(...all.map(({ position }) => position.x)),
    y: Math.min(...all.map(({ position }) => position.y)),
  }
}

/**
 * The edits that add blocks to a drawing, and the new ids of the blocks whose id is already used by a different block.
 */
export function importBlocks(
  drawing: Drawing,
  blocks: Readonly<Record<string, Block>>,
): { readonly edits: readonly Edit[]; readonly names: ReadonlyMap<string, string> } {
  const there = drawing.blocks ?? {}
  const names = new Map<string, string>()
  const taken = new Set(Object.keys(there))
  const rename = (id: string) => {
    let n = 2
    while (taken.has(`${id}-${n}`) || Object.hasOwn(blocks, `${id}-${n}`)) n++
    names.set(id, `${id}-${n}`)
    taken.add(`${id}-${n}`)
  }
  // A block that is equal to the existing one still needs a new id if a block inside it gets one.
  const isDifferent = (block: Block) => {
    const known = Object.hasOwn(there, block.id) ? there[block.id] : undefined
    const hasRenamed = () => block.inside.nodes.some((node) => withBlockId(node, names) !== node)
    return known !== undefined && (JSON.stringify(known) !== JSON.stringify(block) || hasRenamed())
  }
  for (;;) {
    const next = Object.values(blocks).find((block) => !names.has(block.id) && isDifferent(block))
    if (!next) break
    rename(next.id)
  }
  const titles = new Set(Object.values(there).map(({ name }) => name))
  const edits = Object.values(blocks).flatMap((block): readonly Edit[] => {
    const id = names.get(block.id) ?? block.id
    if (id === block.id && Object.hasOwn(there, id)) return []
    const inside = { ...block.inside, nodes: block.inside.nodes.map((node) => withBlockId(node, names)) }
    const name = titles.has(block.name) ? freshName(block.name, titles) : block.name
    titles.add(name)
    return [{ type: 'block', block: { ...block, id, name, inside } }]
  })
  return { edits, names }
}

/** Returns the node with its block id replaced, if the block was given a new id. */
export function withBlockId(node: DrawnNode, names: ReadonlyMap<string, string>): DrawnNode {
  const id = node.kind === BLOCK ? node.params[BLOCK_OF] : undefined
  const name = typeof id === 'string' ? names.get(id) : undefined
  return name === undefined ? node : { ...node, params: { ...node.params, [BLOCK_OF]: name } }
}

function freshName(name: string, taken: ReadonlySet<string>): string {
  let n = 2
  while (taken.has(`${name} ${n}`)) n++
  return `${name} ${n}`
}
