/** @file Frames: one frame per use and repetition of a block, and one for the drawing itself, like stack frames; and how wires connect across them. */
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
  type Subgraph,
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
  readonly inside: Subgraph
  /**
   * Prefix of the frame's node ids in the expanded drawing, empty at the outermost level. Node ids themselves contain
   * no slash.
   */
  readonly prefix: string
  /** The values that expressions in the frame refer to; undefined at the outermost level. */
  readonly values: Values | undefined
  readonly parent?: { readonly frame: Frame; readonly node: DrawnNode; readonly iteration: number }
  /**
   * The frames of each block used in this frame, one per repetition, keyed by the id of the node that uses the block.
   * Blocks that cannot be expanded are missing.
   */
  readonly blocks: Map<string, readonly Frame[]>
  readonly nodes: ReadonlyMap<string, DrawnNode>
  /** Wires that lead into the frame's nodes, keyed by `portKey`. */
  readonly into: ReadonlyMap<string, Wire>
}

export interface BlockProblem {
  readonly frame: Frame
  readonly node: DrawnNode
  readonly problem: Problem
}

export interface Frames {
  readonly outermost: Frame
  /** All frames, parents before children. */
  readonly all: readonly Frame[]
  readonly problems: readonly BlockProblem[]
}

/** Maximum number of nodes of a drawing with all blocks expanded. */
const MAX_EXPANDED_NODES = 5000
/** Maximum number of wires followed from port to port, because following a cycle of ports would never end. */
const MAX_PORT_HOPS = 1000

/** Creates the frames of a drawing: one per use and repetition of each block. */
export function framesOf(drawing: Drawing): Frames {
  const outermost = openFrame(drawing, '', undefined)
  const all: Frame[] = [outermost]
  const problems: BlockProblem[] = []
  let nodes = drawing.nodes.length
  // `all` also serves as the queue: it grows while the loop reads it.
  for (const frame of all) {
    for (const node of frame.inside.nodes) {
      if (node.kind !== BLOCK) continue
      const use = resolveUse(drawing, frame, node)
      if (!use.ok) {
        problems.push({ frame, node, problem: use.error })
        continue
      }
      const { block, values, repeat } = use.value
      nodes += repeat * block.inside.nodes.length
      if (nodes > MAX_EXPANDED_NODES) {
        problems.push({
          frame,
          node,
          problem: message('block-too-large', { block: block.name, nodes, most: MAX_EXPANDED_NODES }),
        })
        return { outermost, all, problems }
      }
      const repetitions = Array.from({ length: repeat }, (_, iteration) =>
        openFrame(
          block.inside,
          `${frame.prefix}${node.id}/${repeat > 1 ? `${iteration}/` : ''}`,
          { ...values, [ITERATION]: iteration },
          { frame, node, iteration },
        ),
      )
      frame.blocks.set(node.id, repetitions)
      all.push(...repetitions)
    }
  }
  return { outermost, all, problems }
}

function openFrame(inside: Subgraph, prefix: string, values: Values | undefined, parent?: Frame['parent']): Frame {
  const into = new Map(inside.wires.map((wire) => [portKey(wire.to, wire.port), wire]))
  const nodes = new Map(inside.nodes.map((node) => [node.id, node]))
  return { inside, prefix, values, ...(parent ? { parent } : {}), blocks: new Map(), nodes, into }
}

const portKey = (node: string, port: number) => `${port} ${node}`

/** The block that a node uses, with its evaluated parameters and number of repetitions. */
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
  const { [BLOCK_OF]: _, ...ownParams } = node.params
  const params = evaluateParams(ownParams, frame.values)
  if (!params.ok) return params
  const values = valuesOf(specsOf(block), params.value, block.name)
  if (!values.ok) return values
  const repeat = values.value[REPEAT] as number
  const problem = repeatProblem(block, repeat)
  return problem ? fail(problem) : ok({ block, values: values.value, repeat })
}

function repeatProblem(block: Block, repeat: number): Problem | undefined {
  const inputs = portsOf(block.inside, PORT_IN).length
  const outputs = portsOf(block.inside, PORT_OUT).length
  if (repeat === 1 || (inputs === outputs && inputs > 0)) return undefined
  return message('block-no-repeat', { block: block.name, inputs, outputs })
}

/**
 * Resolves one use of a block without creating a frame. Parameters are plain values or, inside another block,
 * expressions that use the parameters of that enclosing block, `around`.
 */
export function resolveSingleUse(
  drawing: Drawing,
  node: DrawnNode,
  around?: Block,
): Result<{ readonly block: Block; readonly values: Values; readonly repeat: number }, Message> {
  const block = blockOf(drawing, node)
  if (!block) return fail(message('block-unknown', { layer: node.label }))
  const cyclic = selfContainingBlock(drawing.blocks)
  if (cyclic?.id === block.id) return fail(message('block-in-itself', { block: block.name }))
  const { [BLOCK_OF]: _, ...ownParams } = node.params
  const unevaluated = around ? Object.entries(ownParams).filter(([, value]) => isExpression(value)) : []
  const { [REPEAT]: repeatText, ...expressions } = Object.fromEntries(unevaluated)
  const plain = Object.fromEntries(
    Object.entries(ownParams).filter(([name]) => !unevaluated.some(([other]) => other === name)),
  )
  const text = isExpression(repeatText) ? repeatText : ''
  const count = text === '' ? undefined : evaluate(text, {})
  if (count && !count.ok) return fail(message('unfold-repeat', { block: node.label, text: text.slice(1).trim() }))
  const values = valuesOf(specsOf(block), count ? { ...plain, [REPEAT]: count.value } : plain, block.name)
  if (!values.ok) return values
  const unknown = Object.keys(expressions).find((name) => !Object.hasOwn(block.params, name))
  if (unknown !== undefined) return fail(message('param-unknown', { param: unknown, layer: block.name }))
  const repeat = values.value[REPEAT] as number
  const problem = repeatProblem(block, repeat)
  return problem ? fail(problem) : ok({ block, values: { ...values.value, ...expressions }, repeat })
}

/** Evaluates every expression in the parameters. At the outermost level, parameters contain no expressions. */
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

/** An input of a node or of an output port, wired or not. */
export interface Slot {
  readonly frame: Frame
  readonly node: string
  readonly port: number
}

/**
 * Follows a wire back through blocks and ports to its source node, which is returned with its frame. Undefined if a
 * port on the way is not wired.
 */
export function sourceOf(frame: Frame, wire: Wire): { readonly frame: Frame; readonly node: DrawnNode } | undefined {
  let at: { readonly frame: Frame; readonly wire: Wire } | undefined = { frame, wire }
  for (let ports = 0; at && ports < MAX_PORT_HOPS; ports++) {
    const node: DrawnNode | undefined = at.frame.nodes.get(at.wire.from)
    if (!node) return undefined
    // A block that cannot be expanded counts as the source itself.
    if (node.kind !== PORT_IN && !at.frame.blocks.has(node.id)) return { frame: at.frame, node }
    const slot = slotBehind(at.frame, at.wire)
    const behind = slot && wireInto(slot)
    at = slot && behind && { frame: slot.frame, wire: behind }
  }
  return undefined
}

/** A slot, followed by the slots behind it that determine what it receives, through blocks and ports. */
export function* slotsInto(slot: Slot): Generator<Slot> {
  let at: Slot | undefined = slot
  for (let ports = 0; at && ports < MAX_PORT_HOPS; ports++) {
    yield at
    const wire = wireInto(at)
    at = wire && slotBehind(at.frame, wire)
  }
}

function wireInto({ frame, node, port }: Slot): Wire | undefined {
  return frame.into.get(portKey(node, port))
}

/** What an input port of a block or a block passes on along a wire; undefined if the wire starts at another node. */
function slotBehind(frame: Frame, { from, out = 0 }: Wire): Slot | undefined {
  const node = frame.nodes.get(from)
  if (node?.kind !== PORT_IN) return outputPort(frame.blocks.get(from)?.at(-1), out)
  if (!frame.parent) return undefined
  const { frame: outer, node: block, iteration } = frame.parent
  const index = portsOf(frame.inside, PORT_IN).indexOf(node)
  // A repetition reads the previous one.
  return iteration > 0
    ? outputPort(outer.blocks.get(block.id)?.[iteration - 1], index)
    : { frame: outer, node: block.id, port: index }
}

function outputPort(frame: Frame | undefined, index: number): Slot | undefined {
  const port = frame && portsOf(frame.inside, PORT_OUT)[index]
  return port && { frame, node: port.id, port: 0 }
}
