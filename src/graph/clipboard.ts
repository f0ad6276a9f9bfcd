/** @file Clips: part of a drawing on its own, to be put down elsewhere: wires inside it come along, and the blocks it uses. */
import type { Block } from './block'
import { BLOCK, BLOCK_OF, PORT_IN, PORT_OUT } from './block'
import type { DrawnNode, Drawing, Note, Position, Wire } from './drawing'
import type { Edit } from './edit'
import { freshId } from './edit-helpers'
import type { EditGroup } from './fold'
import { notePosition } from './notes'

/** Positions count from the clip's top left corner. */
export interface ClipboardData {
  readonly nodes: readonly DrawnNode[]
  readonly wires: readonly Wire[]
  readonly notes?: readonly Note[]
  readonly blocks?: Readonly<Record<string, Block>>
}

/**
 * The nodes chosen, what joins them, what is pinned to them, the notes chosen, and every block the nodes use, however deep.
 * Ports stay where they are: they are the edge of the block they are in.
 */
export function copySelection(drawing: Drawing, selection: readonly string[], chosenNotes: readonly string[] = []): ClipboardData {
  const wanted = new Set(selection)
  const nodes = drawing.nodes.filter(({ id, kind }) => wanted.has(id) && kind !== PORT_IN && kind !== PORT_OUT)
  const chosen = new Set(nodes.map(({ id }) => id))
  const all = drawing.notes ?? []
  const pinned = all.filter(({ node }) => node !== undefined && chosen.has(node))
  // A note without the node it is pinned to is one of the canvas.
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

/** The blocks that these nodes stand for, and those within them. */
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

/** Puts a clip down with its top left corner at a place, under ids of its own. A block of the same id but another content comes along under another. */
export function paste(drawing: Drawing, clip: ClipboardData, at: Position): EditGroup {
  const { edits: kept, names } = importBlocks(drawing, clip.blocks ?? {})
  const edits: Edit[] = [...kept]
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
      // Of a pinned one the place counts from its node.
      ...(node === undefined ? { position: { x: at.x + x, y: at.y + y } } : { position: note.position, node }),
    }
    edits.push({ type: 'note', note: fresh })
    grown = { ...grown, notes: [...(grown.notes ?? []), fresh] }
  }
  return { edits, nodes: [...ids.values()] }
}

/** The top left corner of what stands at these places. */
export function topLeftOf(all: readonly { readonly position: Position }[]): Position {
  return {
    x: Math.min(...all.map(({ position }) => position.x)),
    y: Math.min(...all.map(({ position }) => position.y)),
  }
}

/** The edits that bring blocks into a drawing, and what each is called there where its own id is taken by another block. */
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
  // One that is the same comes along too where one within it is not.
  const other = (block: Block) => {
    const known = Object.hasOwn(there, block.id) ? there[block.id] : undefined
    const within = () => block.inside.nodes.some((node) => withBlockId(node, names) !== node)
    return known !== undefined && (JSON.stringify(known) !== JSON.stringify(block) || within())
  }
  for (;;) {
    const found = Object.values(blocks).find((block) => !names.has(block.id) && other(block))
    if (!found) break
    rename(found.id)
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

/** A node that stands for a block, by what the block is called where it goes. */
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
