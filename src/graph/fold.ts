/** @file fold and unfold: a selection becomes a block, and a block what it was made of. What the network computes stays the same. */
import { type Message, message } from '../messages/message'
import { fail, ok, type Result } from '../base/result'
import type { Catalog, LooseParams } from '../catalog/node-def'
import { type Block, BLOCK, BLOCK_OF, freshBlockId, PORT_IN, PORT_OUT, portsOf, ITERATION, usesOf } from './block'
import { type DrawnNode, type Drawing, MAX_NODES_PER_LEVEL, type Note, type Position, type Wire } from './drawing'
import type { Edit } from './edit'
import { freshId } from './edit-helpers'
import { substitute, isExpression, namesInText, type Values } from './expression'
import { resolveSingleUse } from './block-frames'
import { COLUMN, makeSpaceForUnfold } from './spacing'

/** A gesture, and the nodes that it leaves in hand. */
export interface EditGroup {
  readonly edits: readonly Edit[]
  readonly nodes: readonly string[]
}

/** Where what is outside meets the selection: one port for each result that crosses, however many read it. */
interface Crossing {
  readonly from: string
  readonly out: number
  readonly wires: readonly Wire[]
}

/** Folds nodes of a drawing into a block of this name. Refuses ends, and what something outside leads from and back into. */
export function fold<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  selection: readonly string[],
  name: string,
): Result<EditGroup, Message> {
  const chosen = new Set(selection)
  const nodes = drawing.nodes.filter(({ id }) => chosen.has(id))
  if (nodes.length === 0) return fail(message('fold-nothing', {}))
  const end = nodes.find(({ kind }) => isEnd(catalog, kind))
  if (end) return fail(message('fold-end', { layer: end.label }))
  const between = nodeOnWayBack(drawing, chosen)
  if (between) return fail(message('fold-around', { layer: between.label }))

  const within = drawing.wires.filter(({ from, to }) => chosen.has(from) && chosen.has(to))
  const entering = crossings(drawing.wires.filter(({ from, to }) => !chosen.has(from) && chosen.has(to)))
  const leaving = crossings(drawing.wires.filter(({ from, to }) => chosen.has(from) && !chosen.has(to)))
  const feeding = new Set(drawing.wires.map(({ from }) => from))
  // What nothing reads yet can be read from the block.
  const loose = nodes.filter(({ id }) => !feeding.has(id)).map(({ id }): Crossing => ({ from: id, out: 0, wires: [] }))
  const outs = [...leaving, ...loose]

  const box = boxOf(nodes)
  const notes = (drawing.notes ?? []).filter(({ node }) => node !== undefined && chosen.has(node))
  const inside: { nodes: DrawnNode[]; wires: Wire[]; notes?: readonly Note[] } = {
    nodes: nodes.map((node) => ({ ...node, position: minus(node.position, box.topLeft) })),
    wires: [...within],
    ...(notes.length > 0 ? { notes } : {}),
  }
  const port = (kind: typeof PORT_IN | typeof PORT_OUT, at: number, of: number): DrawnNode => {
    const x = kind === PORT_IN ? -COLUMN : box.width + COLUMN
    const word = kind === PORT_IN ? 'in' : 'out'
    const id = freshId(kind, inside.nodes)
    const label = of > 1 ? `${word} ${at + 1}` : word
    const node = { id, kind, label, params: {}, position: { x, y: at * ROW } }
    inside.nodes.push(node)
    return node
  }
  const join = (from: string, to: string, at: number, out: number) => {
    inside.wires.push({ id: freshId('wire', inside.wires), from, to, port: at, ...(out > 0 ? { out } : {}) })
  }
  entering.forEach((one, i) => {
    const { id } = port(PORT_IN, i, entering.length)
    for (const wire of one.wires) join(id, wire.to, wire.port, 0)
  })
  outs.forEach((one, i) => {
    const { id } = port(PORT_OUT, i, outs.length)
    join(one.from, id, 0, one.out)
  })

  const block: Block = {
    id: freshBlockId(name, (id) => Object.hasOwn(drawing.blocks ?? {}, id)),
    name,
    params: {},
    inside,
  }
  const node: DrawnNode = {
    id: freshId(BLOCK, drawing.nodes),
    kind: BLOCK,
    label: name,
    params: { [BLOCK_OF]: block.id },
    position: box.middle,
  }
  let taken = drawing.wires
  const wire = (from: string, to: string, at: number, out: number): Edit => {
    const fresh: Wire = { id: freshId('wire', taken), from, to, port: at, ...(out > 0 ? { out } : {}) }
    taken = [...taken, fresh]
    return { type: 'connect', wire: fresh }
  }
  return ok({
    edits: [
      { type: 'block', block },
      { type: 'remove', nodes: nodes.map(({ id }) => id) },
      { type: 'add', node },
      ...entering.map(({ from, out }, i) => wire(from, node.id, i, out)),
      ...outs.flatMap(({ wires }, i) => wires.map(({ to, port: at }) => wire(node.id, to, at, i))),
    ],
    nodes: [node.id],
  })
}

/**
 * Opens a block where it is used: its nodes, as often as it is repeated, in its place. What they work out is worked out, or
 * goes on to be where it speaks of the block `around`. What it would cover makes room. Refuses one that cannot be opened.
 */
export function unfold(drawing: Drawing, id: string, around?: Block): Result<EditGroup, Message> {
  const node = drawing.nodes.find((one) => one.id === id)
  const use = node && resolveSingleUse(drawing, node, around)
  if (!use) return fail(message('block-unknown', { layer: node?.label ?? id }))
  if (!use.ok) return use
  const { block, values, repeat } = use.value
  const turns = Array.from({ length: repeat }, (_, turn) => ({
    prefix: `${turn}/`,
    values: { ...values, [ITERATION]: turn },
  }))

  const inner = block.inside.nodes.filter(({ kind }) => kind !== PORT_IN && kind !== PORT_OUT)
  const has = drawing.nodes.length - 1 + repeat * inner.length
  if (has > MAX_NODES_PER_LEVEL) return fail(message('unfold-too-many', { block: node.label, has, most: MAX_NODES_PER_LEVEL }))
  const box = boxOf(inner)
  // The first turn where the block stood, its middle on the block's; the next ones beside it.
  const wanted = minus(node.position, box.middle)
  const placeOf = (corner: Position, one: DrawnNode, turn: number): Position => ({
    x: corner.x + one.position.x + turn * (box.width + COLUMN),
    y: corner.y + one.position.y,
  })
  const others = { ...drawing, nodes: drawing.nodes.filter((one) => one !== node) }
  const places = turns.flatMap((_, turn) => inner.map((one) => placeOf(wanted, one, turn)))
  const { shift, moves } = makeSpaceForUnfold(others, node.position, places)
  const corner = { x: wanted.x + shift, y: wanted.y }
  const edits: Edit[] = [{ type: 'remove', nodes: [id] }]
  if (Object.keys(moves).length > 0) edits.push({ type: 'move', positions: moves })
  let { nodes } = others
  let wires: readonly Wire[] = drawing.wires.filter(({ from, to }) => from !== id && to !== id)
  const nameOf = new Map<string, string>()
  for (const [turn, frame] of turns.entries()) {
    for (const one of inner) {
      const params = substituteParams(one.params, frame.values)
      if (!params.ok) return params
      const own = nodes.some((other) => other.id === one.id) ? freshId(one.kind, nodes) : one.id
      const position = placeOf(corner, one, turn)
      const fresh: DrawnNode = { ...one, id: own, params: params.value, position }
      nameOf.set(frame.prefix + one.id, own)
      nodes = [...nodes, fresh]
      edits.push({ type: 'add', node: fresh })
    }
  }
  let notes = drawing.notes ?? []
  // What is said of the block is said once, however often it is laid out.
  for (const one of block.inside.notes ?? []) {
    const pinned = one.node === undefined ? undefined : nameOf.get(`${turns[0]?.prefix}${one.node}`)
    const { x, y } = one.position
    const place = pinned === undefined ? { position: { x: corner.x + x, y: corner.y + y } } : { node: pinned }
    const own = notes.some((other) => other.id === one.id) ? freshId('note', notes) : one.id
    const fresh: Note = { ...one, ...place, id: own }
    notes = [...notes, fresh]
    edits.push({ type: 'note', note: fresh })
  }
  const connect = (along: WireInFrame, to: string, port: number) => {
    const end = sourceThroughPorts(drawing, id, block, turns.length, along)
    if (!end) return
    const { turn, wire } = end
    const from = turn === undefined ? wire.from : nameOf.get(`${turns[turn]?.prefix}${wire.from}`)
    if (from === undefined) return
    const own = wires.some((one) => one.id === along.wire.id) ? freshId('wire', wires) : along.wire.id
    const fresh: Wire = { id: own, from, to, port, ...(wire.out ? { out: wire.out } : {}) }
    wires = [...wires, fresh]
    edits.push({ type: 'connect', wire: fresh })
  }
  for (const [turn, frame] of turns.entries()) {
    for (const wire of block.inside.wires) {
      const to = nameOf.get(frame.prefix + wire.to)
      if (to !== undefined) connect({ turn, wire }, to, wire.port)
    }
  }
  for (const wire of drawing.wires)
    if (wire.from === id && wire.to !== id) connect({ turn: undefined, wire }, wire.to, wire.port)
  const uses = usesOf(drawing, block.id).filter((use) => use !== id)
  if (uses.length === 0) edits.push({ type: 'forget', blocks: [block.id] })
  return ok({ edits, nodes: [...nameOf.values()] })
}

/** Parameters with what the block knows of their expressions put in. */
function substituteParams(params: LooseParams, values: Values): Result<LooseParams, Message> {
  const after: Record<string, LooseParams[string]> = {}
  for (const [name, value] of Object.entries(params)) {
    // A name that the block does not know must not become one that the drawing around it does.
    const strange = isExpression(value) ? namesInText(value).find((one) => !Object.hasOwn(values, one)) : undefined
    if (strange !== undefined) return fail(message('expression-name', { name: strange, known: Object.keys(values) }))
    const put = isExpression(value) ? substitute(value, values) : ok(value)
    if (!put.ok) return put
    after[name] = put.value
  }
  return ok(after)
}

/** A wire of a turn of the block, or of the drawing around it. */
interface WireInFrame {
  readonly turn: number | undefined
  readonly wire: Wire
}

/** Follows a wire back through the ports of the block to one that comes from a node. */
function sourceThroughPorts(drawing: Drawing, id: string, { inside }: Block, turns: number, start: WireInFrame): WireInFrame | undefined {
  const outs = portsOf(inside, PORT_OUT)
  const ins = portsOf(inside, PORT_IN)
  const outOf = (turn: number, out: number): WireInFrame | undefined => {
    const wire = inside.wires.find(({ to }) => to === outs[out]?.id)
    return wire && { turn, wire }
  }
  let at: WireInFrame | undefined = start
  // Each turn has each port once: what takes longer goes round in a circle.
  for (let left = 2 * (turns + 1) * (ins.length + outs.length + 1); at && left > 0; left--) {
    const { turn, wire }: WireInFrame = at
    if (turn === undefined) {
      if (wire.from !== id) return at
      at = outOf(turns - 1, wire.out ?? 0)
      continue
    }
    const port = ins.findIndex((one) => one.id === wire.from)
    if (port < 0) return at
    const before = turn > 0 ? undefined : drawing.wires.find((one) => one.to === id && one.port === port)
    at = turn > 0 ? outOf(turn - 1, port) : before && { turn: undefined, wire: before }
  }
  return undefined
}

function isEnd<S>(catalog: Catalog<S>, kind: string): boolean {
  const def = catalog.find(kind)
  return def?.inputs === 'none' || def?.out === false || kind === PORT_IN || kind === PORT_OUT
}

/** A node outside that the selection feeds and that feeds it: folded, it would feed itself. */
function nodeOnWayBack({ nodes, wires }: Drawing, chosen: ReadonlySet<string>): DrawnNode | undefined {
  const reach = (starts: readonly Wire[], next: (wire: Wire) => string, from: (wire: Wire) => string) => {
    const found = new Set(starts.map(next).filter((id) => !chosen.has(id)))
    for (const id of found)
      for (const wire of wires) if (from(wire) === id && !chosen.has(next(wire))) found.add(next(wire))
    return found
  }
  const after = reach(
    wires.filter(({ from }) => chosen.has(from)),
    ({ to }) => to,
    ({ from }) => from,
  )
  const before = reach(
    wires.filter(({ to }) => chosen.has(to)),
    ({ from }) => from,
    ({ to }) => to,
  )
  return nodes.find(({ id }) => after.has(id) && before.has(id))
}

function crossings(wires: readonly Wire[]): readonly Crossing[] {
  const groups = new Map<string, { from: string; out: number; wires: Wire[] }>()
  for (const wire of wires) {
    const key = `${wire.out ?? 0} ${wire.from}`
    const group = groups.get(key) ?? { from: wire.from, out: wire.out ?? 0, wires: [] }
    group.wires.push(wire)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Between one port and the next below it, in canvas pixels. */
const ROW = 90

interface Box {
  readonly topLeft: Position
  readonly middle: Position
  readonly width: number
}

function boxOf(nodes: readonly DrawnNode[]): Box {
  const xs = nodes.map(({ position }) => position.x)
  const ys = nodes.map(({ position }) => position.y)
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  const middle = { x: Math.round((left + right) / 2), y: Math.round((top + bottom) / 2) }
  return nodes.length === 0
    ? { topLeft: { x: 0, y: 0 }, middle: { x: 0, y: 0 }, width: 0 }
    : { topLeft: { x: left, y: top }, middle, width: right - left }
}

function minus(a: Position, b: Position): Position {
  return { x: a.x - b.x, y: a.y - b.y }
}
