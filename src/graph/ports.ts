/** @file Ports: what becomes of the wires at a block, wherever it is used, when some of its ports are taken away. */
import { type Block, BLOCK, BLOCK_OF, type Inside, PORT_IN, PORT_OUT, portsOf } from './block'
import type { Drawing, Wire } from './drawing'
import type { Edit } from './edit'

/** Edits that keep each wire at its port where ports of a block go: those behind move up, and wires of those that go are cut. */
export function withoutPorts(drawing: Drawing, block: Block, gone: ReadonlySet<string>): readonly Edit[] {
  const ins = places(block.inside, PORT_IN, gone)
  const outs = places(block.inside, PORT_OUT, gone)
  if (!ins && !outs) return []
  const edits = [...rewire(drawing, block.id, ins, outs)]
  for (const other of Object.values(drawing.blocks ?? {}))
    for (const edit of rewire(other.inside, block.id, ins, outs)) edits.push({ type: 'inside', block: other.id, edit })
  return edits
}

/** For each port, where it is afterwards, undefined for one that goes; nothing where none does. */
function places(inside: Inside, kind: typeof PORT_IN | typeof PORT_OUT, gone: ReadonlySet<string>) {
  const ports = portsOf(inside, kind)
  if (!ports.some(({ id }) => gone.has(id))) return undefined
  let next = 0
  return ports.map(({ id }) => (gone.has(id) ? undefined : next++))
}

type Places = readonly (number | undefined)[] | undefined

function rewire({ nodes, wires }: Inside, block: string, ins: Places, outs: Places): readonly Edit[] {
  const uses = new Set(
    nodes.flatMap(({ id, kind, params }) => (kind === BLOCK && params[BLOCK_OF] === block ? [id] : [])),
  )
  const cut: Edit[] = []
  const moved: Wire[] = []
  for (const wire of wires) {
    const port = ins && uses.has(wire.to) ? ins[wire.port] : wire.port
    const out = outs && uses.has(wire.from) ? outs[wire.out ?? 0] : (wire.out ?? 0)
    if (port === undefined || out === undefined) cut.push({ type: 'disconnect', wire: wire.id })
    else if (port !== wire.port || out !== (wire.out ?? 0)) {
      const { out: _, ...plain } = wire
      moved.push({ ...plain, port, ...(out > 0 ? { out } : {}) })
    }
  }
  // From the first port on: each finds its new place already left.
  const inOrder = moved.sort((a, b) => a.port - b.port)
  return [...cut, ...inOrder.map((wire): Edit => ({ type: 'connect', wire }))]
}
