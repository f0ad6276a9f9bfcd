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
  selfContainingBlock,
  blockOf,
  type Inside,
  PORT_IN,
  PORT_OUT,
  portsOf,
  REPEAT,
  specsOf,
  ITERATION,
} from './block'
import type { DrawnNode, Drawing, Wire } from './drawing'
import { evaluate, isExpression, type Values } from './expression'

export interface Frame {
  readonly inside: Inside
  /** Put before the ids of its nodes, which are the drawing's own only at the outermost level; no id has a slash. */
  readonly prefix: string
  /** What expressions in it speak of; none at the outermost level. */
  readonly values: Values | undefined
  readonly parent?: { readonly frame: Frame; readonly node: DrawnNode; readonly iteration: number }
  /** The turns of each block in it, by node; none of one that cannot be opened. */
  readonly blocks: Map<string, readonly Frame[]>
  readonly nodes: ReadonlyMap<string, DrawnNode>
  /** Wires into its nodes, by node and port. */
  readonly into: ReadonlyMap<string, Wire>
}

export interface BlockProblem {
  readonly frame: Frame
  readonly node: DrawnNode
  readonly problem: Problem
}

export interface Frames {
  readonly outermost: Frame
  /** All of them, each before those within it. */
  readonly all: readonly Frame[]
  readonly problems: readonly BlockProblem[]
}

/** Nodes of a drawing with all blocks opened, at most. */
export const MAX_EXPANDED_NODES = 5000
/** Wires followed from port to port, at most: a circle of ports alone has no end. */
const MAX_PORT_HOPS = 1000

/** Opens every block of a drawing, each as often as it is used and repeated. */
export function framesOf(drawing: Drawing): Frames {
  const outermost = openFrame(drawing, '', undefined)
  const all: Frame[] = [outermost]
  const troubles: BlockProblem[] = []
  let nodes = drawing.nodes.length
  // `all` is its own queue: it grows while it is read.
  for (const frame of all) {
    for (const node of frame.inside.nodes) {
      if (node.kind !== BLOCK) continue
      const use = resolveUse(drawing, frame, node)
      if (!use.ok) {
        troubles.push({ frame, node, problem: use.error })
        continue
      }
      const { block, values, repeat } = use.value
      nodes += repeat * block.inside.nodes.length
      if (nodes > MAX_EXPANDED_NODES) {
        troubles.push({ frame, node, problem: message('block-too-large', { block: block.name, nodes, most: MAX_EXPANDED_NODES }) })
        return { outermost, all, problems: troubles }
      }
      const turns = Array.from({ length: repeat }, (_, turn) =>
        openFrame(
          block.inside,
          `${frame.prefix}${node.id}/${repeat > 1 ? `${turn}/` : ''}`,
          { ...values, [ITERATION]: turn },
          {
            frame,
            node,
            iteration: turn,
          },
        ),
      )
      frame.blocks.set(node.id, turns)
      all.push(...turns)
    }
  }
  return { outermost, all, problems: troubles }
}

function openFrame(inside: Inside, prefix: string, values: Values | undefined, within?: Frame['parent']): Frame {
  const into = new Map(inside.wires.map((wire) => [portKey(wire.to, wire.port), wire]))
  const nodes = new Map(inside.nodes.map((node) => [node.id, node]))
  return { inside, prefix, values, ...(within ? { parent: within } : {}), blocks: new Map(), nodes, into }
}

const portKey = (node: string, port: number) => `${port} ${node}`

/** The block a node uses, its parameters worked out and how often it is repeated. */
function resolveUse(
  drawing: Drawing,
  frame: Frame,
  node: DrawnNode,
): Result<{ readonly block: Block; readonly values: Values; readonly repeat: number }, Problem> {
  const block = blockOf(drawing, node)
  if (!block) return fail(message('block-unknown', { layer: node.label }))
  for (let around: Frame | undefined = frame; around?.parent; around = around.parent.frame) {
    if (around.parent.node.params[BLOCK_OF] === block.id) return fail(message('block-in-itself', { block: block.name }))
  }
  const { [BLOCK_OF]: _, ...given } = node.params
  const params = evaluateParams(given, frame.values)
  if (!params.ok) return params
  const values = valuesOf(specsOf(block), params.value, block.name)
  if (!values.ok) return values
  const repeat = values.value[REPEAT] as number
  const cannot = repeatProblem(block, repeat)
  return cannot ? fail(cannot) : ok({ block, values: values.value, repeat })
}

function repeatProblem(block: Block, repeat: number): Problem | undefined {
  const inputs = portsOf(block.inside, PORT_IN).length
  const outputs = portsOf(block.inside, PORT_OUT).length
  if (repeat === 1 || (inputs === outputs && inputs > 0)) return undefined
  return message('block-no-repeat', { block: block.name, inputs, outputs })
}

/** A use of a block opened by itself: what its parameters are, or the expressions of the block `around` that they are worked out by. */
export function resolveSingleUse(
  drawing: Drawing,
  node: DrawnNode,
  around?: Block,
): Result<{ readonly block: Block; readonly values: Values; readonly repeat: number }, Message> {
  const block = blockOf(drawing, node)
  if (!block) return fail(message('block-unknown', { layer: node.label }))
  const round = selfContainingBlock(drawing.blocks)
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
  const cannot = repeatProblem(block, repeat)
  return cannot ? fail(cannot) : ok({ block, values: { ...values.value, ...expressions }, repeat })
}

/** Parameters with every expression in them worked out; outside of blocks there is nothing to work out from. */
export function evaluateParams(params: LooseParams, values: Values | undefined): Result<LooseParams, Problem> {
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
  for (let ports = 0; at && ports < MAX_PORT_HOPS; ports++) {
    const { frame: here, wire: along }: { frame: Frame; wire: Wire } = at
    const node = here.nodes.get(along.from)
    if (!node) return undefined
    if (node.kind === PORT_IN) at = wireIntoInputPort(here, node)
    else if (node.kind === BLOCK) {
      const turns = here.blocks.get(node.id)
      // One that cannot be opened stands for itself.
      if (!turns) return { frame: here, node }
      at = wireIntoOutputPort(turns.at(-1), along.out ?? 0)
    } else return { frame: here, node }
  }
  return undefined
}

/** The wire that leads to a port from outside: of the turn before, or of the drawing around. */
function wireIntoInputPort(frame: Frame, port: DrawnNode): { readonly frame: Frame; readonly wire: Wire } | undefined {
  if (!frame.parent) return undefined
  const { frame: around, node, iteration: turn } = frame.parent
  const index = portsOf(frame.inside, PORT_IN).indexOf(port)
  if (turn > 0) return wireIntoOutputPort(around.blocks.get(node.id)?.[turn - 1], index)
  const wire = around.into.get(portKey(node.id, index))
  return wire && { frame: around, wire }
}

/** The wire into an output port of a block. */
function wireIntoOutputPort(frame: Frame | undefined, index: number): { readonly frame: Frame; readonly wire: Wire } | undefined {
  const port = frame && portsOf(frame.inside, PORT_OUT)[index]
  const wire = port && frame.into.get(portKey(port.id, 0))
  return wire && { frame, wire }
}
