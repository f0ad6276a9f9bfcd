/** @file linesOf: prints a checked drawing as lines of code, each with the nodes that it represents. */

import { expectDefined } from '../base/assert'
import type { KerasLayer } from '../catalog/keras-json'
import type { Shape } from '../catalog/layer-def'
import type { Plan } from '../catalog/training-plan'
import { BLOCK, blockOf } from '../graph/block'
import { type Frame, framesOf } from '../graph/block-call-frames'
import type { CheckedDrawing, Step } from '../graph/check-report'
import type { Drawing } from '../graph/drawing'
import type { ExpandedDrawing, NodePath } from '../graph/expand-blocks'
import { routineNames } from './block-function-names'
import { type Draft, type DraftLine, draftOf, type Group, key, type ListingContext } from './block-use-listing'
import type { Language } from './code-languages'
import type { Listing } from './program-listing'
import { type CallLine, listingOf, type TrainingCode, trainingCode } from './program-listing'
import type { CodeLine } from './source-code'
import { layerStems, variablesOf } from './source-code'
import { type Lowering, toKeras } from './to-keras'
import { pythonLines } from './to-python'
import { typescriptLines } from './to-typescript'

const PRINTERS: Readonly<Record<Language, (listing: Listing, training?: TrainingCode) => readonly CodeLine[]>> = {
  python: pythonLines,
  typescript: typescriptLines,
}

/** The code of a drawing, with blocks as functions, output shapes as comments, and the training settings if given. */
export function linesOf(
  checked: CheckedDrawing<Shape>,
  drawing: Drawing,
  { paths }: Pick<ExpandedDrawing, 'paths'>,
  language: Language,
  plan?: Plan,
): readonly CodeLine[] {
  const outputs = checked.steps.flatMap(({ node: { kind, label }, output }) =>
    kind === 'output' ? [{ label, shape: output }] : [],
  )
  return PRINTERS[language](listDrawing(checked, drawing, paths).listing, plan && trainingCode(plan, outputs))
}

/**
 * The names of the layers in the code of a drawing, keyed by the names of the layers of its model. Those of layers in
 * blocks differ: they begin with the names of the calls. Empty if all names are the same.
 */
export function namesInCode(checked: CheckedDrawing<Shape>, drawing: Drawing): ReadonlyMap<string, string> {
  return listDrawing(checked, drawing).names
}

interface ListedDrawing {
  readonly listing: Listing
  readonly names: ReadonlyMap<string, string>
}

/** Lists a checked drawing; `places` maps each node of the expanded drawing to where it is drawn. */
function listDrawing(
  checked: CheckedDrawing<Shape>,
  drawing: Drawing,
  places: ReadonlyMap<string, NodePath> = new Map(),
): ListedDrawing {
  const lowering = toKeras(checked)
  const steps = new Map(checked.steps.map((step) => [step.node.id, step]))
  const flat = (): ListedDrawing => ({ listing: flatListing(lowering, steps, places), names: new Map() })
  if (!drawing.nodes.some(({ kind }) => kind === BLOCK)) return flat()
  const { model } = lowering
  const byName = new Map(model.config.layers.map((layer) => [layer.name, layer]))
  const layers = new Map<string, KerasLayer>()
  // The first node listed for a layer creates that layer; an output node listed later may only read it.
  for (const [node, name] of lowering.layerOf) {
    const layer = byName.get(name)
    if (layer && byName.delete(name)) layers.set(node, layer)
  }
  const context: ListingContext = {
    drawing,
    lowering,
    layers,
    steps,
    variable: variablesOf(model.config.layers),
    stems: routineNames(Object.values(drawing.blocks ?? {}), layerStems()),
    groups: new Map(),
    groupOf: new Map(),
    callNames: new Map(),
  }
  const drafts = new Map<Frame, Draft>()
  const { outermost, all } = framesOf(drawing)
  // Process innermost frames first, so that each routine is defined before it is called.
  for (const frame of [...all].reverse()) {
    const draft = draftOf(frame, context)
    // Wires can leave a block and lead back into it; such a block cannot be a function.
    if (!draft) return flat()
    drafts.set(frame, draft)
    if (frame !== outermost) join(frame, draft, context)
    else return { listing: finished(draft, context), names: namesOf(drafts, context) }
  }
  return flat()
}

/** The name of each layer of the model in the code: the names of the calls that lead to it, and its own. */
function namesOf(
  drafts: ReadonlyMap<Frame, Draft>,
  { callNames }: Pick<ListingContext, 'callNames'>,
): ReadonlyMap<string, string> {
  const prefixOf = ({ parent }: Frame, called: string | undefined): string =>
    parent && called !== undefined ? `${prefixOf(parent.frame, callNames.get(parent.frame))}${called}_` : ''
  return new Map(
    [...drafts].flatMap(([frame, { lines }]) =>
      lines.flatMap((line): (readonly [string, string])[] =>
        line.type === 'layer' && line.layer !== undefined
          ? [[line.layer, `${prefixOf(frame, callNames.get(frame))}${line.name}`]]
          : [],
      ),
    ),
  )
}

function flatListing(
  { model, layerOf }: Lowering,
  steps: ReadonlyMap<string, Step<Shape>>,
  places: ReadonlyMap<string, NodePath>,
): Listing {
  const at = new Map<string, NodePath[]>()
  const shapes = new Map<string, Shape>()
  for (const [node, layer] of layerOf) {
    at.set(layer, [...(at.get(layer) ?? []), places.get(node) ?? { within: [], node }])
    const step = steps.get(node)
    if (step) shapes.set(layer, step.output)
  }
  return listingOf(model, shapes, at)
}

/** Assigns a frame to a group: frames of a block with identical lines share one routine. */
function join(frame: Frame, draft: Draft, { drawing, groups, groupOf }: ListingContext): void {
  const block = expectDefined(frame.parent && blockOf(drawing, frame.parent.node), 'the block of a frame')
  // Describe each line independently of its frame.
  const lines = draft.lines.map((line) => {
    const { shape: _shape, at: _at, ...rest } = line
    return rest.type === 'layer' ? { ...rest, layer: '' } : { ...rest, group: rest.group.id }
  })
  const key = JSON.stringify([block.id, { ...draft, variables: [], lines }])
  const known = groups.get(key)
  const group = known ?? { id: groups.size, block, drafts: [] }
  if (!known) groups.set(key, group)
  group.drafts.push(draft)
  groupOf.set(frame, group)
}

function finished(main: Draft, context: ListingContext): Listing {
  const routines = new Map<Group, CallLine['routine']>()
  const used = new Set<string>()
  const stems = new Set(context.stems.values())
  const written = (lines: readonly DraftLine[]) =>
    lines.map((line) => {
      if (line.type === 'layer') return line
      const { group, ...call } = line
      return { ...call, routine: expectDefined(routines.get(group), 'a routine') }
    })
  for (const group of context.groups.values()) {
    const [draft] = group.drafts
    // Skip routines that are never called.
    if (!draft || draft.outs.length === 0) continue
    const stem = expectDefined(context.stems.get(group.block.id), 'the name of a routine')
    let name = stem
    for (let variant = 2; used.has(name) || (name !== stem && stems.has(name)); variant++) name = `${stem}_v${variant}`
    used.add(name)
    routines.set(group, {
      name,
      title: group.block.name,
      ins: draft.inNames,
      args: draft.args,
      // The frames were processed innermost first; reverse them.
      lines: written(together([...group.drafts].reverse().map(({ lines }) => lines))),
      gives: draft.gives,
    })
  }
  const ends = (nodes: readonly string[]) =>
    nodes.map((node) => expectDefined(main.variables.get(key(node, 0)), 'an end'))
  return {
    routines: [...routines.values()],
    lines: written(main.lines),
    inputs: ends(context.lowering.inputs),
    outputs: ends(context.lowering.outputs),
    name: context.lowering.model.config.name,
  }
}

/**
 * Merges the corresponding lines of several frames: combines their nodes, and includes the shape only if all frames
 * have the same one.
 */
function together(drafts: readonly (readonly DraftLine[])[]): readonly DraftLine[] {
  const [first = []] = drafts
  return first.map((line, i) => {
    const all = drafts.flatMap((lines) => lines[i] ?? [])
    const same = all.every(({ shape }) => JSON.stringify(shape) === JSON.stringify(line.shape))
    const { shape, ...rest } = line
    return { ...rest, ...(same && shape ? { shape } : {}), at: all.flatMap(({ at }) => at) }
  })
}
