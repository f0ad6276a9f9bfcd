/** @file Rewires the uses of a block when its ports change, so that each wire stays at the same port. */
import { type Block, BLOCK, BLOCK_OF, type Subgraph, PORT_IN, PORT_OUT, portsOf } from './block'
import type { DrawnNode, Drawing, Wire } from './drawing'
import type { Edit } from './edit'

/**
 * Edits for removed ports of a block: wires of later ports move up by one index, and wires of removed ports are
 * disconnected.
 */
export function removePorts(drawing: Drawing, block: Block, removed: ReadonlySet<string>): readonly Edit[] {
  const left = (kind: PortKind) => {
    let next = 0
    return portsOf(block.inside, kind).map(({ id }) => (removed.has(id) ? undefined : next++))
  }
  return rewireUses(drawing, block.id, left(PORT_IN), left(PORT_OUT))
}

/**
 * Edits that keep each wire at its port when the inside of a block is replaced. Ports are matched by id, or by label if
 * no id matches.
 */
export function matchPorts(drawing: Drawing, block: Block, inside: Subgraph): readonly Edit[] {
  const newIndexes = (kind: PortKind) => {
    const after = portsOf(inside, kind)
    const taken = new Set<number>()
    const find = (test: (port: DrawnNode) => boolean) => {
      const at = after.findIndex((port, i) => !taken.has(i) && test(port))
      if (at >= 0) taken.add(at)
      return at < 0 ? undefined : at
    }
    const ports = portsOf(block.inside, kind)
    const byId = ports.map(({ id }) => find((port) => port.id === id))
    return ports.map(({ label }, i) => byId[i] ?? find((port) => port.label === label))
  }
  return rewireUses(drawing, block.id, newIndexes(PORT_IN), newIndexes(PORT_OUT))
}

type PortKind = typeof PORT_IN | typeof PORT_OUT

/** The new index of each input or output port; undefined for a removed port. */
type PortMap = readonly (number | undefined)[]

function rewireUses(drawing: Drawing, block: string, ins: PortMap, outs: PortMap): readonly Edit[] {
  if ([ins, outs].every((map) => map.every((at, i) => at === i))) return []
  const edits = [...rewireLevel(drawing, block, ins, outs)]
  for (const other of Object.values(drawing.blocks ?? {}))
    for (const edit of rewireLevel(other.inside, block, ins, outs))
      edits.push({ type: 'inside', block: other.id, edit })
  return edits
}

function rewireLevel({ nodes, wires }: Subgraph, block: string, ins: PortMap, outs: PortMap): readonly Edit[] {
  const uses = new Set(
    nodes.flatMap(({ id, kind, params }) => (kind === BLOCK && params[BLOCK_OF] === block ? [id] : [])),
  )
  const cut: Edit[] = []
  const moved: Wire[] = []
  for (const wire of wires) {
    const port = uses.has(wire.to) ? ins[wire.port] : wire.port
    const out = uses.has(wire.from) ? outs[wire.out ?? 0] : (wire.out ?? 0)
    if (port === undefined || out === undefined) cut.push({ type: 'disconnect', wire: wire.id })
    else if (port !== wire.port || out !== (wire.out ?? 0)) {
      const { out: _, ...plain } = wire
      moved.push({ ...plain, port, ...(out > 0 ? { out } : {}) })
    }
  }
  // Move wires in port order, so that each new port is already free.
  const inOrder = moved.sort((a, b) => a.port - b.port)
  return [...cut, ...inOrder.map((wire): Edit => ({ type: 'connect', wire }))]
}
