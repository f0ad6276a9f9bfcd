/** @file Frames: each use of a block, each turn of it and the drawing itself, as one place where nodes stand, and what leads where across them. */
import { type Message, message } from '../messages/message'
import type { Problem } from '../messages/problem'
import { fail, ok, type Result } from '../base/result'
import type { LooseParams } from '../catalog/node-def'
import { valuesOf } from '../catalog/params'
import {
  type Block,
  BLOCK,
  BLOCK_OF,
  blockInItself,
  blockOf,
  type Inside,
  PORT_IN,
  PORT_OUT,
  portsOf,
  REPEAT,
  specsOf,
  TURN,
} from './block'
import type { DrawnNode, Drawing, Wire } from './drawing'
import { evaluate, isExpression, type Values } from './expression'

export interface Frame {
  readonly inside: Inside
  /** Put before the ids of its nodes, which are the drawing's own only at the outermost level; no id has a slash. */
  readonly prefix: string
  /** What expressions in it speak of; none at the outermost level. */
  readonly values: Values | undefined
  readonly within?: { readonly frame: Frame; readonly node: DrawnNode; readonly turn: number }
  /** The turns of each block in it, by node; none of one that cannot be opened. */
  readonly blocks: Map<string, readonly Frame[]>
  readonly nodes: ReadonlyMap<string, DrawnNode>
  /** Wires into its nodes, by node and port. */
  readonly into: ReadonlyMap<string, Wire>
}

export interface Trouble {
  readonly frame: Frame
  readonly node: DrawnNode
  readonly said: Problem
}

export interface Frames {
  readonly outermost: Frame
  /** All of them, each before those within it. */
  readonly all: readonly Frame[]
  readonly troubles: readonly Trouble[]
}

/** Nodes of a drawing with all blocks opened, at most. */
export const MOST_NODES = 5000
/** Wires followed from port to port, at most: a circle of ports alone has no end. */
const MOST_PORTS = 1000

/** Opens every block of a drawing, each as often as it is used and repeated. */
export function framesOf(drawing: Drawing): Frames {
  const outermost = openFrame(drawing, '', undefined)
  const all: Frame[] = [outermost]
  const troubles: Trouble[] = []
  let nodes = drawing.nodes.length
  // `all` is its own queue: it grows while it is read.
  for (const frame of all) {
    for (const node of frame.inside.nodes) {
      if (node.kind !== BLOCK) continue
      const use = openingOf(drawing, frame, node)
      if (!use.ok) {
        troubles.push({ frame, node, said: use.error })
        continue
      }
      const { block, values, repeat } = use.value
      nodes += repeat * block.inside.nodes.length
      if (nodes > MOST_NODES) {
        troubles.push({ frame, node, said: message('block-too-large', { block: block.name, nodes, most: MOST_NODES }) })
        return { outermost, all, troubles }
      }
      const turns = Array.from({ length: repeat }, (_, turn) =>
        openFrame(
          block.inside,
          `${frame.prefix}${node.id}/${repeat > 1 ? `${turn}/` : ''}`,
          { ...values, [TURN]: turn },
          {
            frame,
            node,
            turn,
          },
        ),
      )
      frame.blocks.set(node.id, turns)
      all.push(...turns)
    }
  }
  return { outermost, all, troubles }
}

function openFrame(inside: Inside, prefix: string, values: Values | undefined, within?: Frame['within']): Frame {
  const into = new Map(inside.wires.map((wire) => [portKey(wire.to, wire.port), wire]))
  const nodes = new Map(inside.nodes.map((node) => [node.id, node]))
  return { inside, prefix, values, ...(within ? { within } : {}), blocks: new Map(), nodes, into }
}

const portKey = (node: string, port: number) => `${port} ${node}`

/** The block a node uses, its parameters worked out and how often it is repeated. */
function openingOf(
  drawing: Drawing,
  frame: Frame,
  node: DrawnNode,
): Result<{ readonly block: Block; readonly values: Values; readonly repeat: number }, Problem> {
  const block = blockOf(drawing, node)
  if (!block) return fail(message('block-unknown', { layer: node.label }))
  for (let around: Frame | undefined = frame; around?.within; around = around.within.frame) {
    if (around.within.node.params[BLOCK_OF] === block.id) return fail(message('block-in-itself', { block: block.name }))
  }
  const { [BLOCK_OF]: _, ...given } = node.params
  const params = workedOut(given, frame.values)
  if (!params.ok) return params
  const values = valuesOf(specsOf(block), params.value, block.name)
  if (!values.ok) return values
  const repeat = values.value[REPEAT] as number
  const cannot = noRepeat(block, repeat)
  return cannot ? fail(cannot) : ok({ block, values: values.value, repeat })
}

function noRepeat(block: Block, repeat: number): Problem | undefined {
  const inputs = portsOf(block.inside, PORT_IN).length
  const outputs = portsOf(block.inside, PORT_OUT).length
  if (repeat === 1 || (inputs === outputs && inputs > 0)) return undefined
  return message('block-no-repeat', { block: block.name, inputs, outputs })
}

/** A use of a block opened by itself: what its parameters are, or the expressions of the block `around` that they are worked out by. */
export function openUse(
  drawing: Drawing,
  node: DrawnNode,
  around?: Block,
): Result<{ readonly block: Block; readonly values: Values; readonly repeat: number }, Message> {
  const block = blockOf(drawing, node)
  if (!block) return fail(message('block-unknown', { layer: node.label }))
  const round = blockInItself(drawing.blocks)
  if (round?.id === block.id) return fail(message('block-in-itself', { block: block.name }))
  const { [BLOCK_OF]: _, ...given } = node.params
  const later = around ? Object.entries(given).filter(([, value]) => isExpression(value)) : []
  const { [REPEAT]: often, ...expressions } = Object.fromEntries(later)
  const plain = Object.fromEntries(Object.entries(given).filter(([name]) => !later.some(([other]) => other === name)))
  const text = isExpression(often) ? often : ''
  const counted = text === '' ? undefined : evaluate(text, {})
  if (counted && !counted.ok) return fail(message('unfold-repeat', { block: node.label, text: text.slice(1).trim() }))
  const values = valuesOf(specsOf(block), counted ? { ...plain, [REPEAT]: counted.value } : plain, block.name)
  if (!values.ok) return values
  const unknown = Object.keys(expressions).find((name) => !Object.hasOwn(block.params, name))
  if (unknown !== undefined) return fail(message('param-unknown', { param: unknown, layer: block.name }))
  const repeat = values.value[REPEAT] as number
  const cannot = noRepeat(block, repeat)
  return cannot ? fail(cannot) : ok({ block, values: { ...values.value, ...expressions }, repeat })
}

/** Parameters with every expression in them worked out; outside of blocks there is nothing to work out from. */
export function workedOut(params: LooseParams, values: Values | undefined): Result<LooseParams, Problem> {
  if (!values) return ok(params)
  const after: Record<string, LooseParams[string]> = {}
  for (const [name, value] of Object.entries(params)) {
    if (!isExpression(value)) {
      after[name] = value
      continue
    }
    const result = evaluate(value, values)
    if (!result.ok) return result
    after[name] = result.value
  }
  return ok(after)
}

/** Where what flows on a wire comes from: a node that is no block and no port, with its frame. Undefined where nothing is wired. */
export function sourceOf(frame: Frame, wire: Wire): { readonly frame: Frame; readonly node: DrawnNode } | undefined {
  let at: { readonly frame: Frame; readonly wire: Wire } | undefined = { frame, wire }
  for (let ports = 0; at && ports < MOST_PORTS; ports++) {
    const { frame: here, wire: along }: { frame: Frame; wire: Wire } = at
    const node = here.nodes.get(along.from)
    if (!node) return undefined
    if (node.kind === PORT_IN) at = beforePort(here, node)
    else if (node.kind === BLOCK) {
      const turns = here.blocks.get(node.id)
      // One that cannot be opened stands for itself.
      if (!turns) return { frame: here, node }
      at = outOf(turns.at(-1), along.out ?? 0)
    } else return { frame: here, node }
  }
  return undefined
}

/** The wire that leads to a port from outside: of the turn before, or of the drawing around. */
function beforePort(frame: Frame, port: DrawnNode): { readonly frame: Frame; readonly wire: Wire } | undefined {
  if (!frame.within) return undefined
  const { frame: around, node, turn } = frame.within
  const index = portsOf(frame.inside, PORT_IN).indexOf(port)
  if (turn > 0) return outOf(around.blocks.get(node.id)?.[turn - 1], index)
  const wire = around.into.get(portKey(node.id, index))
  return wire && { frame: around, wire }
}

/** The wire into an output port of a block. */
function outOf(frame: Frame | undefined, index: number): { readonly frame: Frame; readonly wire: Wire } | undefined {
  const port = frame && portsOf(frame.inside, PORT_OUT)[index]
  const wire = port && frame.into.get(portKey(port.id, 0))
  return wire && { frame, wire }
}
