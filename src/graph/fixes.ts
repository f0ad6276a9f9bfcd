/** @file Fixes for the graph structure. Each is one undo step; its edits are computed on first access. */

import type { Catalog, NodeDef } from '../catalog/node-def'
import { type ParamSpec, type ParamValue, problemOf } from '../catalog/params'
import { formatMessage, type Message, message } from '../messages/message'
import type { Fix, Report } from './check-report'
import type { Drawing, DrawnNode, Wire } from './drawing'
import type { Edit } from './edit'
import { freshNode, freshWire } from './edit-helpers'
import { valuesOfNode } from './node-values'
import { COLUMN, precedes } from './spacing'

/**
 * Creates a fix whose edits are computed on first access, because a check offers hundreds of fixes and a user applies
 * only one.
 */
export function fix(id: string, title: Message, work: () => readonly Edit[], hint?: Message): Fix {
  let edits: readonly Edit[] | undefined
  return {
    id,
    title: formatMessage(title),
    ...(hint ? { hint: formatMessage(hint) } : {}),
    get edits() {
      edits ??= work()
      return edits
    },
  }
}

/** A fix that removes wires. */
export function removeWires(id: 'remove-wire' | 'remove-extra', wires: readonly Wire[]): Fix {
  return fix(id, message('fix-remove-wire', { wires: wires.length }), () =>
    wires.map((wire) => ({ type: 'disconnect', wire: wire.id })),
  )
}

/** A fix that removes a node. */
export function removeNode(node: DrawnNode): Fix {
  return fix('remove-node', message('fix-remove-node', { layer: node.label }), () => [
    { type: 'remove', nodes: [node.id] },
  ])
}

/**
 * A fix that changes every invalid parameter to the nearest valid value. Unknown parameters cannot be removed by an
 * edit.
 */
export function clampParams<S>(def: NodeDef<S>, node: DrawnNode): readonly Fix[] {
  const wrong = Object.entries(def.params).filter(
    ([name, spec]) => Object.hasOwn(node.params, name) && problemOf(spec, node.params[name]),
  )
  if (wrong.length === 0) return []
  const params = Object.fromEntries(wrong.map(([name, spec]) => [name, nearestValid(spec, node.params[name])]))
  const title = message('fix-clamp', {
    values: wrong.map(([name, spec]) => {
      const value = params[name]
      return { param: spec.label, value: typeof value === 'number' ? value : String(value) }
    }),
  })
  return [fix('clamp', title, () => [{ type: 'set', node: node.id, params }])]
}

/** A fix that adds a missing input before, or a missing output after, all other nodes. */
export function addEnd<S>(drawing: Drawing, catalog: Catalog<S>, end: 'input' | 'output'): readonly Fix[] {
  const isEnd = (def: NodeDef<S> | undefined) => (end === 'input' ? def?.inputs === 'none' : def?.out === false)
  const kind = catalog.kinds.find((one) => isEnd(catalog.find(one)))
  const title = kind === undefined ? undefined : catalog.find(kind)?.title
  if (kind === undefined || title === undefined) return []
  return [
    fix(`add-${end}`, message('fix-add', { layer: title }), () => {
      const xs = drawing.nodes.map(({ position }) => position.x)
      const y = drawing.nodes[0]?.position.y ?? 0
      const x = xs.length === 0 ? 0 : end === 'input' ? xs.reduce(min) - COLUMN : xs.reduce(max) + COLUMN
      return [{ type: 'add', node: freshNode(drawing, catalog, kind, { x, y }) }]
    }),
  ]
}

function nearestValid(spec: ParamSpec, value: unknown): ParamValue {
  switch (spec.type) {
    case 'int':
      return typeof value === 'number' && !Number.isNaN(value) ? clamp(spec, Math.round(value)) : spec.default
    case 'float':
      return typeof value === 'number' && !Number.isNaN(value) ? clamp(spec, value) : spec.default
    case 'window':
    case 'ints': {
      const near = Array.isArray(value)
        ? value.map((n) => clamp(spec, Math.round(Number(n))))
        : clamp(spec, Math.round(Number(value)))
      return problemOf(spec, near) ? spec.default : near
    }
    case 'flag':
    case 'choice':
    case 'text':
    case 'columns':
      return spec.default
    default:
      return spec satisfies never
  }
}

function clamp({ min: low, max: high }: { min: number; max: number }, value: number): number {
  return Math.min(high, Math.max(low, value))
}

const min = (a: number, b: number) => Math.min(a, b)
const max = (a: number, b: number) => Math.max(a, b)

/** What the fix needs to know about the checked drawing. */
interface WireContext<S> {
  readonly drawing: Drawing
  readonly report: Report<S>
  readonly outgoing: ReadonlyMap<string, readonly unknown[]>
}

/**
 * The fix for a node without an input: connects the only unused output that the node accepts, or all such outputs if
 * the node accepts any number of wires; for the second input of a merge, an earlier output of the same shape. `isOpen`
 * tells whether an output of this shape is meant to lead somewhere.
 */
export function wireNearest<S>(
  { drawing, report, outgoing }: WireContext<S>,
  catalog: Catalog<S>,
  node: DrawnNode,
  def: NodeDef<S>,
  isOpen: (shape: S) => boolean = () => true,
): readonly Fix[] {
  const wires = report.incoming.get(node.id) ?? []
  if (def.inputs === 'many' && wires.length === 1) {
    const shapeOf = (id: string) => JSON.stringify(report.shapes.get(id))
    const first = shapeOf(wires[0]?.from ?? '')
    const alike = drawing.nodes.filter((one) => {
      const isOther = one.id !== node.id && one.id !== wires[0]?.from && catalog.find(one.kind)?.out !== false
      return isOther && precedes(one, node) && first !== undefined && shapeOf(one.id) === first
    })
    // An unused output first, and then the nearest one, as the shortcut of a residual block.
    const [best] = alike.sort(
      (a, b) => Number(outgoing.has(a.id)) - Number(outgoing.has(b.id)) || b.position.x - a.position.x,
    )
    if (!best) return []
    const wire = freshWire(drawing, best.id, node.id)
    return [fix('wire-nearest', message('fix-wire-from', { layers: [best.label] }), () => [{ type: 'connect', wire }])]
  }
  if ((def.inputs !== 'one' && def.inputs !== 'some') || wires.length > 0) return []
  const params = valuesOfNode(def, node)
  if (!params.ok) return []
  // A node whose output shape is known does not depend on this node, so a wire from it cannot close a cycle.
  const ends = drawing.nodes.flatMap((end) => {
    const shape = report.shapes.get(end.id)
    if (!shape || outgoing.has(end.id) || catalog.find(end.kind)?.out === false || !isOpen(shape)) return []
    const isAccepted = end.id !== node.id && precedes(end, node) && def.shape([shape], params.value).ok
    return isAccepted ? [{ end, shape }] : []
  })
  const together =
    def.inputs === 'some' &&
    def.shape(
      ends.map(({ shape }) => shape),
      params.value,
    ).ok
  if (ends.length === 0 || (ends.length > 1 && !together)) return []
  const title = message('fix-wire-from', { layers: ends.map(({ end }) => end.label) })
  return [
    fix('wire-nearest', title, () => {
      const edits: Edit[] = []
      let grown = drawing
      for (const { end } of ends) {
        const wire = freshWire(grown, end.id, node.id)
        grown = { ...grown, wires: [...grown.wires, wire] }
        edits.push({ type: 'connect', wire })
      }
      return edits
    }),
  ]
}
