/**
 * @file draftOf: lists the layers created and the blocks called in one frame (one use of a block, or the drawing
 * itself).
 */
import { expectDefined } from '../base/assert'
import type { KerasLayer } from '../catalog/keras-json'
import type { Shape } from '../catalog/layer-def'
import type { ParamSpec } from '../catalog/params'
import { BLOCK, blockOf, ITERATION, PORT_IN, PORT_OUT, portsOf, REPEAT } from '../graph/block'
import { type Frame, sourceOf } from '../graph/block-call-frames'
import type { Step } from '../graph/check-report'
import type { Block, Drawing, DrawnNode, Wire } from '../graph/drawing'
import { enclosingBlocks, type NodePath } from '../graph/expand-blocks'
import { isExpression, namesInText, parse } from '../graph/expression'
import { topologicalOrder } from '../graph/topological-order'
import { type Argument, type CallLine, Formula, type LayerLine, TURN_NUMBER } from './program-listing'
import { definitionOf, type Lowering, namer } from './to-keras'

/** The frames of a block that share one routine. */
export interface Group {
  readonly id: number
  readonly block: Block
  readonly drafts: Draft[]
}

export type DraftLine = LayerLine | (Omit<CallLine, 'routine'> & { readonly group: Group })

/** The result of listing one frame. */
export interface Draft {
  readonly lines: readonly DraftLine[]
  /** Indexes of the block's ports: `ins` are the inputs that are read, `outs` the outputs that are returned. */
  readonly ins: readonly number[]
  readonly outs: readonly number[]
  readonly inNames: readonly string[]
  readonly gives: readonly string[]
  readonly args: readonly string[]
  /** For the drawing itself: the variable of each node. */
  readonly variables: ReadonlyMap<string, string>
}

export interface ListingContext {
  readonly drawing: Drawing
  readonly lowering: Lowering
  /** Maps each node of the expanded drawing to the layer that the node creates, and to the node's step. */
  readonly layers: ReadonlyMap<string, KerasLayer>
  readonly steps: ReadonlyMap<string, Step<Shape>>
  /** The variable that holds the output of a model layer. */
  variable(layer: string): string
  readonly stems: ReadonlyMap<string, string>
  readonly groups: Map<string, Group>
  readonly groupOf: Map<Frame, Group>
  /** The name that each frame is called with, within the frame that calls it. */
  readonly callNames: Map<Frame, string>
}

/**
 * Lists the lines of one frame so that each line follows the lines it depends on; undefined if no such order exists.
 */
export function draftOf(frame: Frame, context: ListingContext): Draft | undefined {
  const wires = frame.inside.wires.filter(({ from, to }) => frame.nodes.has(from) && frame.nodes.has(to))
  const { order, onCycle, incoming } = topologicalOrder(frame.nodes, wires)
  if (onCycle.length > 0) return undefined
  const page = new Page(frame, context)
  for (const node of order) {
    const into = incoming.get(node.id) ?? []
    if (node.kind === BLOCK) page.call(node, into)
    else if (node.kind !== PORT_IN && node.kind !== PORT_OUT) page.layer(node, into)
  }
  return page.finish()
}

/** Collects the lines of one frame. */
class Page {
  private readonly lines: DraftLine[] = []
  private readonly variables = new Map<string, string>()
  private readonly used = new Set<number>()
  private readonly args = new Set<string>()
  private readonly name = namer()
  private readonly calls = new Map<string, number>()
  private readonly ports: readonly DrawnNode[]

  constructor(
    private readonly frame: Frame,
    private readonly context: ListingContext,
  ) {
    this.ports = portsOf(frame.inside, PORT_IN)
  }

  /** Adds the line of a layer; adds nothing if the layer leads to no output. */
  layer(node: DrawnNode, into: readonly Wire[]): void {
    const { frame, context } = this
    const id = frame.prefix + node.id
    const layer = context.layers.get(id)
    const step = context.steps.get(id)
    if (!layer || !step) {
      // An output node that only reads a layer shares that layer's line.
      const read = into[0] && this.lineOf(into[0])
      if (step && read) read.at.push(this.place(node))
      if (step && into[0]) this.variables.set(key(node.id, 0), this.refer(into[0]))
      return
    }
    const own = frame.parent ? this.name(layer.class_name) : layer.name
    const variable = frame.parent ? own : context.variable(layer.name)
    this.variables.set(key(node.id, 0), variable)
    this.lines.push({
      type: 'layer',
      variable,
      name: own,
      className: layer.class_name,
      config: this.withFormulas(node, layer, step),
      from: into.map((wire) => this.refer(wire)),
      shape: step.output,
      layer: layer.name,
      at: [this.place(node)],
    })
  }

  /** Adds a call to a block's routine; adds nothing if none of the routine's results leads to an output. */
  call(node: DrawnNode, into: readonly Wire[]): void {
    const { frame, context } = this
    const turns = frame.blocks.get(node.id) ?? []
    const groups = turns.map((turn) => expectDefined(context.groupOf.get(turn), 'the routine of a block'))
    const [first] = groups
    const last = groups.at(-1)?.drafts[0]
    if (!first || !last || last.outs.length === 0) return
    const stem = expectDefined(context.stems.get(first.block.id), 'the name of a routine')
    const count = (this.calls.get(stem) ?? 0) + 1
    this.calls.set(stem, count)
    const base = `${stem}_${count}`
    const { repeat } = node.params
    const written = isExpression(repeat) && frame.parent ? this.formula(repeat, true) : undefined
    const loops =
      groups.every((group) => group === first) && (written !== undefined || turns.length > 1) && isRepeatable(first)
    turns.forEach((turn, i) => {
      context.callNames.set(turn, loops || turns.length > 1 ? `${base}_${i + 1}` : base)
    })
    if (loops) {
      const from = first.drafts[0]?.ins.map((port) =>
        this.refer(
          expectDefined(
            into.find((wire) => wire.port === port),
            'a wire',
          ),
        ),
      )
      this.push(node, turns, first, base, from ?? [], { turns: written ?? turns.length })
      return
    }
    let before: ReadonlyMap<number, string> = new Map()
    turns.forEach((_, i) => {
      const group = groups[i] as Group
      const from = expectDefined(group.drafts[0], 'a draft').ins.map((port) =>
        i === 0
          ? this.refer(
              expectDefined(
                into.find((wire) => wire.port === port),
                'a wire',
              ),
            )
          : expectDefined(before.get(port), 'the result of the turn before'),
      )
      const own = expectDefined(context.callNames.get(turns[i] as Frame), 'the name of a call')
      before = this.push(node, turns, group, own, from, { turn: i })
    })
  }

  /** The completed draft of the frame. */
  finish(): Draft {
    const { frame, context } = this
    const given = portsOf(frame.inside, PORT_OUT).flatMap((port, index) => {
      const wire = frame.into.get(`0 ${port.id}`)
      const source = wire && sourceOf(frame, wire)
      const live = source && context.layers.has(source.frame.prefix + source.node.id)
      return live ? [{ index, variable: this.refer(wire) }] : []
    })
    const ins = [...this.used].sort((a, b) => a - b)
    return {
      lines: this.lines,
      ins,
      inNames: ins.map((index) => this.portName(index)),
      outs: given.map(({ index }) => index),
      gives: given.map(({ variable }) => variable),
      args: Object.keys(frame.values ?? {}).filter((name) => this.args.has(name)),
      variables: this.variables,
    }
  }

  private push(
    node: DrawnNode,
    frames: readonly Frame[],
    group: Group,
    name: string,
    from: readonly string[],
    how: { readonly turns: number | Formula } | { readonly turn: number },
  ): ReadonlyMap<number, string> {
    const draft = expectDefined(group.drafts[0], 'a draft')
    const variables = draft.outs.map((_, i) => (draft.outs.length === 1 ? name : `${name}_out_${i + 1}`))
    const turn = 'turn' in how ? how.turn : frames.length - 1
    const values = expectDefined(frames[turn], 'a turn').values ?? {}
    const args = draft.args.map((arg): Argument => {
      if (arg === ITERATION) return { name: arg, value: 'turn' in how ? how.turn : TURN_NUMBER }
      const raw = node.params[arg]
      const spec = arg === REPEAT ? undefined : group.block.params[arg]
      const written =
        isExpression(raw) && this.frame.parent ? this.formula(raw, spec ? isWhole(spec) : true) : undefined
      return { name: arg, value: written ?? values[arg] }
    })
    draft.outs.forEach((out, i) => {
      this.variables.set(key(node.id, out), variables[i] as string)
    })
    const shape = draft.outs.length === 1 ? this.shapeOf(node, draft.outs[0] as number) : undefined
    this.lines.push({
      type: 'call',
      group,
      variables,
      name,
      from,
      args,
      ...('turns' in how ? { turns: how.turns } : {}),
      // Show the shape only for the last repetition, because earlier ones may differ.
      ...(shape && turn === frames.length - 1 ? { shape } : {}),
      at: [this.place(node)],
    })
    return new Map(draft.outs.map((out, i) => [out, variables[i] as string]))
  }

  private shapeOf(node: DrawnNode, out: number): Shape | undefined {
    const source = sourceOf(this.frame, { id: '', from: node.id, to: '', port: 0, out })
    return source && this.context.steps.get(source.frame.prefix + source.node.id)?.output
  }

  /** The name of the variable that holds the value on a wire. */
  private refer(wire: Wire): string {
    const port = this.ports.findIndex(({ id }) => id === wire.from)
    if (port >= 0) {
      this.used.add(port)
      return this.portName(port)
    }
    return expectDefined(this.variables.get(key(wire.from, wire.out ?? 0)), 'what a line reads')
  }

  private portName(index: number): string {
    return this.ports.length === 1 ? 'x' : `x_${index + 1}`
  }

  private lineOf(wire: Wire): { readonly at: NodePath[] } | undefined {
    const variable = this.refer(wire)
    const line = this.lines.find((one) =>
      one.type === 'layer' ? one.variable === variable : one.variables.includes(variable),
    )
    return line as { readonly at: NodePath[] } | undefined
  }

  private place({ id }: DrawnNode): NodePath {
    return { within: enclosingBlocks(this.frame), node: id }
  }

  private formula(text: string, whole: boolean): Formula {
    for (const name of namesInText(text)) this.args.add(name)
    const block = this.frame.parent && blockOf(this.context.drawing, this.frame.parent.node)
    const fractions = Object.entries(block?.params ?? {}).flatMap(([name, spec]) => (isWhole(spec) ? [] : [name]))
    return new Formula(expectDefined(expressionOf(text), 'a checked expression'), whole, new Set(fractions))
  }

  /**
   * The layer's configuration, with expressions in place of the numbers that they produced. To find these numbers, the
   * layer is lowered again with another number and the two results are compared.
   */
  private withFormulas(node: DrawnNode, layer: KerasLayer, step: Step<Shape>): KerasLayer['config'] {
    const { name: _, ...config } = layer.config
    if (!this.frame.parent) return config
    const { def, params } = definitionOf(step)
    let found: KerasLayer['config'] = config
    for (const [param, raw] of Object.entries(node.params)) {
      const value = params[param]
      const spec = def.params[param]
      if (!isExpression(raw) || typeof value !== 'number' || !spec) continue
      const other = value + 1
      const probe = def.keras({ ...params, [param]: other }, step.inputs).config
      const positions = changedPaths(config, { trainable: true, ...probe }, value, other)
      if (positions) found = replaced(found, positions, this.formula(raw, isWhole(spec))) as KerasLayer['config']
    }
    return found
  }
}

/** Whether a routine's results can be passed back to the routine as its inputs. */
function isRepeatable({ block, drafts }: Group): boolean {
  const ports = portsOf(block.inside, PORT_IN).length
  return drafts[0]?.ins.length === ports && drafts[0].outs.length === ports
}

function expressionOf(text: string) {
  const read = parse(text)
  return read.ok ? read.value : undefined
}

function isWhole({ type }: ParamSpec): boolean {
  return type === 'int' || type === 'window' || type === 'ints'
}

/** Map key for a node's output. */
export function key(node: string, out: number): string {
  return `${out} ${node}`
}

/**
 * Finds where a parameter's value appears in a lowered configuration, by lowering the layer again with a different
 * number.
 */
type ChangedPaths = true | { readonly [name: string]: ChangedPaths }

/**
 * Returns the paths at which a number in the value changed from `was` to `is`; undefined if nothing changed or if
 * anything else changed.
 */
function changedPaths(value: unknown, probe: unknown, was: number, is: number): ChangedPaths | undefined {
  if (value === was && probe === is) return true
  if (typeof value !== 'object' || value === null || typeof probe !== 'object' || probe === null) return undefined
  const found: Record<string, ChangedPaths> = {}
  for (const [name, inner] of Object.entries(value)) {
    const other = (probe as Readonly<Record<string, unknown>>)[name]
    if (JSON.stringify(inner) === JSON.stringify(other)) continue
    const positions = changedPaths(inner, other, was, is)
    if (!positions) return undefined
    found[name] = positions
  }
  return Object.keys(found).length > 0 ? found : undefined
}
/** Returns a copy of the value in which each of these paths is set to `by`. */
function replaced(value: unknown, positions: ChangedPaths, by: unknown): unknown {
  if (positions === true) return by
  if (Array.isArray(value)) return value.map((inner, i) => (positions[i] ? replaced(inner, positions[i], by) : inner))
  const record = value as Readonly<Record<string, unknown>>
  const changed = Object.entries(positions).map(([name, inner]) => [name, replaced(record[name], inner, by)])
  return { ...record, ...Object.fromEntries(changed) }
}
