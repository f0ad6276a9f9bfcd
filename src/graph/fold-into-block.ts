/**
 * @file fold and unfold: turns selected nodes into a block, and a block back into its nodes, without changing what the
 * network computes.
 */
import { type Message, message } from '../messages/message'
import { fail, ok, type Result } from '../base/result'
import type { Catalog, LooseParams } from '../catalog/node-def'
import { type Block, BLOCK, BLOCK_OF, freshBlockId, PORT_IN, PORT_OUT, portsOf, ITERATION, usesOf } from './block'
import { type DrawnNode, type Drawing, MAX_NODES_PER_LEVEL, type Note, type Position, type Wire } from './drawing'
import { applyAll } from './apply-edit'
import type { Edit } from './edit'
import { freshId } from './edit-helpers'
import { substitute, isExpression, namesInText, type Values } from './expression'
import { resolveSingleUse } from './block-call-frames'
import { COLUMN, covers, defaultSize, makeSpaceForUnfold } from './spacing'

/** The edits of one user action, and the ids of the nodes to select afterwards. */
export interface EditGroup {
  readonly edits: readonly Edit[]
  readonly nodes: readonly string[]
}

/**
 * An output whose wires cross the border of the selection. It gets a single port, regardless of how many wires leave
 * it.
 */
interface Crossing {
  readonly from: string
  readonly out: number
  readonly wires: readonly Wire[]
}

/**
 * Folds nodes into a new block with this name. The nodes after it close the gap if unfolding would open it again.
 * Refuses inputs and outputs, and selections that a path leaves and re-enters.
 */
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
  // Unused outputs of the selected nodes become outputs of the block.
  const unread = nodes.filter(({ id }) => !feeding.has(id)).map(({ id }): Crossing => ({ from: id, out: 0, wires: [] }))
  const outs = [...leaving, ...unread]

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
  const gap = closedGap(drawing, chosen, box)
  let taken = drawing.wires
  const wire = (from: string, to: string, at: number, out: number): Edit => {
    const fresh: Wire = { id: freshId('wire', taken), from, to, port: at, ...(out > 0 ? { out } : {}) }
    taken = [...taken, fresh]
    return { type: 'connect', wire: fresh }
  }
  const inserted = (at: Position, moves: Edit[]): EditGroup => ({
    edits: [
      { type: 'block', block },
      { type: 'remove', nodes: nodes.map(({ id }) => id) },
      ...moves,
      { type: 'add', node: { ...node, position: at } },
      ...connections,
    ],
    nodes: [node.id],
  })
  const connections = [
    ...entering.map(({ from, out }, i) => wire(from, node.id, i, out)),
    ...outs.flatMap(({ wires }, i) => wires.map(({ to, port: at }) => wire(node.id, to, at, i))),
  ]
  const moves: Edit[] = Object.keys(gap).length > 0 ? [{ type: 'move', positions: gap }] : []
  const closed = inserted({ x: box.topLeft.x, y: box.middle.y }, moves)
  return ok(unfoldRestores(drawing, closed) ? closed : inserted(box.middle, []))
}

/** The positions of the nodes to the right of the box in the same rows, moved to the left by its width. */
function closedGap(drawing: Drawing, chosen: ReadonlySet<string>, box: Box): Readonly<Record<string, Position>> {
  const { topLeft, width } = box
  const sizeOf = defaultSize(drawing)
  const bottom = drawing.nodes.reduce(
    (most, node) => (chosen.has(node.id) ? Math.max(most, node.position.y + sizeOf(node).height) : most),
    topLeft.y,
  )
  const after = drawing.nodes.filter((node) => {
    const { x, y } = node.position
    const isInRow = y < bottom && y + sizeOf(node).height > topLeft.y
    return !chosen.has(node.id) && x > topLeft.x + width && isInRow
  })
  return Object.fromEntries(after.map(({ id, position: { x, y } }) => [id, { x: x - width, y }]))
}

/** Whether a fold leaves no nodes on top of each other, and unfolding puts all nodes back where they were. */
function unfoldRestores(drawing: Drawing, { edits, nodes: [use = ''] }: EditGroup): boolean {
  // Only positions matter here, and expressions need the enclosing block.
  const bare = edits.map((edit): Edit => {
    if (edit.type !== 'block') return edit
    const { inside } = edit.block
    const nodes = inside.nodes.map((node) => ({ ...node, params: {} }))
    return { type: 'block', block: { ...edit.block, inside: { ...inside, nodes } } }
  })
  const after = applyAll(drawing, bare)
  if (after.nodes.some((node) => covers({ ...after, nodes: after.nodes.filter((other) => other !== node) }, node)))
    return false
  const back = unfold(after, use)
  if (!back.ok) return false
  const again = new Map(applyAll(after, back.value.edits).nodes.map(({ id, position }) => [id, position]))
  return drawing.nodes.every(({ id, position: { x, y } }) => again.get(id)?.x === x && again.get(id)?.y === y)
}

/**
 * Replaces a use of a block with the block's nodes, once per repetition. Expressions are evaluated, or rewritten in
 * terms of the enclosing block `around`. Nodes in the way move aside. Fails if the block cannot be expanded.
 */
export function unfold(drawing: Drawing, id: string, around?: Block): Result<EditGroup, Message> {
  const node = drawing.nodes.find((one) => one.id === id)
  const use = node && resolveSingleUse(drawing, node, around)
  if (!use) return fail(message('block-unknown', { layer: node?.label ?? id }))
  if (!use.ok) return use
  const { block, values, repeat } = use.value
  const repetitions = Array.from({ length: repeat }, (_, iteration) => ({
    prefix: `${iteration}/`,
    values: { ...values, [ITERATION]: iteration },
  }))

  const inner = block.inside.nodes.filter(({ kind }) => kind !== PORT_IN && kind !== PORT_OUT)
  const has = drawing.nodes.length - 1 + repeat * inner.length
  if (has > MAX_NODES_PER_LEVEL)
    return fail(message('unfold-too-many', { block: node.label, has, most: MAX_NODES_PER_LEVEL }))
  const box = boxOf(inner)
  // The first repetition is centered on the block's position; the others are placed to its right.
  const target = minus(node.position, box.middle)
  const positionOf = (corner: Position, one: DrawnNode, iteration: number): Position => ({
    x: corner.x + one.position.x + iteration * (box.width + COLUMN),
    y: corner.y + one.position.y,
  })
  const others = { ...drawing, nodes: drawing.nodes.filter((one) => one !== node) }
  const positions = repetitions.flatMap((_, iteration) => inner.map((one) => positionOf(target, one, iteration)))
  const { shift, moves } = makeSpaceForUnfold(others, node.position, positions)
  const corner = { x: target.x + shift, y: target.y }
  const edits: Edit[] = [{ type: 'remove', nodes: [id] }]
  if (Object.keys(moves).length > 0) edits.push({ type: 'move', positions: moves })
  let { nodes } = others
  let wires: readonly Wire[] = drawing.wires.filter(({ from, to }) => from !== id && to !== id)
  const newIds = new Map<string, string>()
  for (const [iteration, frame] of repetitions.entries()) {
    for (const one of inner) {
      const params = substituteParams(one.params, frame.values)
      if (!params.ok) return params
      const own = nodes.some((other) => other.id === one.id) ? freshId(one.kind, nodes) : one.id
      const position = positionOf(corner, one, iteration)
      const fresh: DrawnNode = { ...one, id: own, params: params.value, position }
      newIds.set(frame.prefix + one.id, own)
      nodes = [...nodes, fresh]
      edits.push({ type: 'add', node: fresh })
    }
  }
  let notes = drawing.notes ?? []
  // Each note of the block is added once, however often the block repeats.
  for (const one of block.inside.notes ?? []) {
    const pinned = one.node === undefined ? undefined : newIds.get(`${repetitions[0]?.prefix}${one.node}`)
    const { x, y } = one.position
    const anchor = pinned === undefined ? { position: { x: corner.x + x, y: corner.y + y } } : { node: pinned }
    const own = notes.some((other) => other.id === one.id) ? freshId('note', notes) : one.id
    const fresh: Note = { ...one, ...anchor, id: own }
    notes = [...notes, fresh]
    edits.push({ type: 'note', note: fresh })
  }
  const connect = (start: WireInFrame, to: string, port: number) => {
    const source = sourceThroughPorts(drawing, id, block, repetitions.length, start)
    if (!source) return
    const { iteration, wire } = source
    const from = iteration === undefined ? wire.from : newIds.get(`${repetitions[iteration]?.prefix}${wire.from}`)
    if (from === undefined) return
    const own = wires.some((one) => one.id === start.wire.id) ? freshId('wire', wires) : start.wire.id
    const fresh: Wire = { id: own, from, to, port, ...(wire.out ? { out: wire.out } : {}) }
    wires = [...wires, fresh]
    edits.push({ type: 'connect', wire: fresh })
  }
  for (const [iteration, frame] of repetitions.entries()) {
    for (const wire of block.inside.wires) {
      const to = newIds.get(frame.prefix + wire.to)
      if (to !== undefined) connect({ iteration, wire }, to, wire.port)
    }
  }
  for (const wire of drawing.wires)
    if (wire.from === id && wire.to !== id) connect({ iteration: undefined, wire }, wire.to, wire.port)
  const uses = usesOf(drawing, block.id).filter((use) => use !== id)
  if (uses.length === 0) edits.push({ type: 'forget', blocks: [block.id] })
  return ok({ edits, nodes: [...newIds.values()] })
}

/** Substitutes the block's parameter values in the expressions of a node's parameters. */
function substituteParams(params: LooseParams, values: Values): Result<LooseParams, Message> {
  const after: Record<string, LooseParams[string]> = {}
  for (const [name, value] of Object.entries(params)) {
    // A name that is not a parameter of the block must not be captured by a parameter of the enclosing block.
    const unknown = isExpression(value) ? namesInText(value).find((one) => !Object.hasOwn(values, one)) : undefined
    if (unknown !== undefined) return fail(message('expression-name', { name: unknown, known: Object.keys(values) }))
    const result = isExpression(value) ? substitute(value, values) : ok(value)
    if (!result.ok) return result
    after[name] = result.value
  }
  return ok(after)
}

/** A wire inside one repetition of the block or, if `iteration` is undefined, of the surrounding level. */
interface WireInFrame {
  readonly iteration: number | undefined
  readonly wire: Wire
}

/** Follows a wire back through the block's ports to the wire that starts at a node. */
function sourceThroughPorts(
  drawing: Drawing,
  id: string,
  { inside }: Block,
  repeat: number,
  start: WireInFrame,
): WireInFrame | undefined {
  const outs = portsOf(inside, PORT_OUT)
  const ins = portsOf(inside, PORT_IN)
  const intoOutput = (iteration: number, out: number): WireInFrame | undefined => {
    const wire = inside.wires.find(({ to }) => to === outs[out]?.id)
    return wire && { iteration, wire }
  }
  let at: WireInFrame | undefined = start
  // Each repetition has each port only once, so a longer path must be a cycle.
  for (let left = 2 * (repeat + 1) * (ins.length + outs.length + 1); at && left > 0; left--) {
    const { iteration, wire }: WireInFrame = at
    if (iteration === undefined) {
      if (wire.from !== id) return at
      at = intoOutput(repeat - 1, wire.out ?? 0)
      continue
    }
    const port = ins.findIndex((one) => one.id === wire.from)
    if (port < 0) return at
    const before = iteration > 0 ? undefined : drawing.wires.find((one) => one.to === id && one.port === port)
    at = iteration > 0 ? intoOutput(iteration - 1, port) : before && { iteration: undefined, wire: before }
  }
  return undefined
}

function isEnd<S>(catalog: Catalog<S>, kind: string): boolean {
  const def = catalog.find(kind)
  return def?.inputs === 'none' || def?.out === false || kind === PORT_IN || kind === PORT_OUT
}

/**
 * A node outside the selection that lies on a path leaving and re-entering the selection. Folding would then create a
 * cycle.
 */
function nodeOnWayBack({ nodes, wires }: Drawing, chosen: ReadonlySet<string>): DrawnNode | undefined {
  const reach = (starts: readonly Wire[], next: (wire: Wire) => string, from: (wire: Wire) => string) => {
    const reached = new Set(starts.map(next).filter((id) => !chosen.has(id)))
    for (const id of reached)
      for (const wire of wires) if (from(wire) === id && !chosen.has(next(wire))) reached.add(next(wire))
    return reached
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

/** Vertical distance between ports, in canvas pixels. */
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
