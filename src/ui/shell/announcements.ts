/**
 * @file Screen reader announcements of a network change: the edit and the resulting shape, in two or three sentences.
 */
import { layers } from '../../catalog/layers'
import { BLOCK, innerNodes } from '../../graph/block'
import type { Diagnostic } from '../../graph/check-report'
import type { Drawing, DrawnNode, Wire } from '../../graph/drawing'
import { announcementsText as text } from '../../messages/en/shell/announcements'
import { formatMessage } from '../../messages/message'
import { shownBlock, shownDrawing, shownReport } from '../../studio/network/block-levels'
import type { AppState } from '../../studio/state'
import { historyStepText } from '../canvas/history-step-text'
import { layerCatalog } from '../network/layer-catalog'

type NetworkState = Pick<AppState, 'history' | 'inside' | 'report'> & {
  readonly project: Pick<AppState['project'], 'id' | 'drawing' | 'drawingVersion'>
}

/** Announces the changes between two states of a project; empty if there is nothing to announce. */
export function describeChange(before: NetworkState, after: NetworkState): string {
  if (before.project.id !== after.project.id) return ''
  const [was, is] = [before.project.drawing, after.project.drawing]
  if (was === is) return before.inside === after.inside ? '' : levelText(after)
  return [...(undoSentences(before, after) ?? editSentences(before, after)), ...problemSentences(before, after)].join(
    ' ',
  )
}

/** Sentences to announce in this order. */
type Sentences = readonly string[]

/** Announces undo and redo, including the name of the step or the number of steps. */
function undoSentences(before: NetworkState, after: NetworkState): Sentences | undefined {
  const stepsBack = after.history.future.length - before.history.future.length
  const [was, is] = [before.project.drawing, after.project.drawing]
  if (stepsBack > 0 && before.history.past.includes(is))
    return [stepsBack === 1 ? text.undone({ step: stepText(is, was) }) : text.undoneSteps({ steps: stepsBack })]
  if (stepsBack < 0 && before.history.future.includes(is))
    return [stepsBack === -1 ? text.redone({ step: stepText(was, is) }) : text.redoneSteps({ steps: -stepsBack })]
  return undefined
}

function editSentences(before: NetworkState, after: NetworkState): Sentences {
  const [was, is] = [shownDrawing({ ...after, project: before.project }), shownDrawing(after)]
  // If the level changed, the visible level is not the level that was edited.
  if (before.inside !== after.inside)
    return [text.step({ step: stepText(before.project.drawing, after.project.drawing) })]
  const old = byId(was.nodes)
  const now = byId(is.nodes)
  const added = is.nodes.filter(({ id }) => !old.has(id))
  const removed = was.nodes.filter(({ id }) => !now.has(id))
  const [fresh] = added
  if (fresh && removed.length > 0) return replacementSentences(after, added, removed)
  if (fresh) return [addedText(is, added), ...(added.length === 1 ? shapeSentences(after, fresh) : [])]
  if (removed.length > 0) return [removedText(was, is, removed)]
  const changed = is.nodes.filter((node) => old.has(node.id) && differs(node, old.get(node.id)))
  const change = nodeText(changed, old)
  const about = changed.find((node) => isSet(node, old.get(node.id))) ?? changed[0]
  if (change !== undefined && about) return [change, ...shapeSentences(after, about)]
  const wires = wireText(was, is)
  if (wires) return [wires.sentence, ...(wires.into ? shapeSentences(after, wires.into) : [])]
  if (changed.length > 0) return [text.moved({ layers: labels(changed) })]
  // The network was changed and then changed back.
  if (!differs(was, is)) return []
  return [text.step({ step: stepText(before.project.drawing, after.project.drawing) })]
}

/** Announces layers that replaced others: grouped into a block, ungrouped from a block, or swapped. */
function replacementSentences(
  after: NetworkState,
  added: readonly DrawnNode[],
  removed: readonly DrawnNode[],
): Sentences {
  const [fresh] = added
  if (fresh && added.length === 1 && fresh.kind === BLOCK)
    return [text.folded({ layers: removed.length, block: fresh.label }), ...shapeSentences(after, fresh)]
  return removed[0]?.kind === BLOCK
    ? [text.unfolded({ blocks: labels(removed), layers: labels(added) })]
    : [text.swapped({ removed: labels(removed), layers: labels(added) })]
}

/** Announces problems that appeared or were resolved. */
function problemSentences(before: NetworkState, after: NetworkState): Sentences {
  const errors = ({ report }: NetworkState) => report.diagnostics.filter(({ severity }) => severity === 'error')
  const [were, are] = [errors(before), errors(after)]
  const known = new Set(were.map(keyOf))
  const [first, ...others] = are.filter((one) => !known.has(keyOf(one)))
  if (first) {
    const problem = formatMessage(first.problem)
    return [others.length > 0 ? text.problemAndMore({ problem, more: others.length }) : text.problem({ problem })]
  }
  if (were.length > 0 && are.length === 0) return [text.noProblems]
  return are.length < were.length ? [text.problemsLeft({ problems: are.length })] : []
}

const keyOf = ({ problem, node, wire }: Diagnostic) => JSON.stringify([problem, node, wire])

function levelText(state: NetworkState): string {
  const block = shownBlock(state)
  return block ? text.inside({ block: block.name, layers: innerNodes(block.inside).length }) : text.outside
}

function stepText(before: Drawing, after: Drawing): string {
  return historyStepText(layerCatalog.nouns, before, after)
}

/** Announces the output shape of a layer, if known. */
function shapeSentences(state: NetworkState, node: DrawnNode): Sentences {
  const shape = shownReport(state).shapes.get(node.id)
  return shape === undefined ? [] : [text.shape({ shape })]
}

/** Describes added layers: which layer feeds them, which layer they feed, or that they are not connected. */
function addedText({ nodes, wires }: Drawing, added: readonly DrawnNode[]): string {
  const fresh = new Set(added.map(({ id }) => id))
  const labelOf = (id: string | undefined) => nodes.find((node) => node.id === id)?.label
  const after = labelOf(wires.find(({ from, to }) => fresh.has(to) && !fresh.has(from))?.from)
  if (after !== undefined) return text.addedAfter({ layers: labels(added), after })
  const before = labelOf(wires.find(({ from, to }) => fresh.has(from) && !fresh.has(to))?.to)
  if (before !== undefined) return text.addedBefore({ layers: labels(added), before })
  const areConnected = wires.some(({ from, to }) => fresh.has(from) && fresh.has(to))
  return areConnected ? text.addedApart({ layers: labels(added) }) : text.addedLoose({ layers: labels(added) })
}

/** Describes removed layers, including the wire that replaced the removed wires. */
function removedText(was: Drawing, is: Drawing, removed: readonly DrawnNode[]): string {
  const removedIds = new Set(removed.map(({ id }) => id))
  const fed = new Set(was.wires.filter(({ from }) => removedIds.has(from)).map(({ to }) => to))
  const oldWires = new Set(was.wires.map(({ from, to }) => `${from} ${to}`))
  const joined = is.wires.find(({ from, to }) => fed.has(to) && !oldWires.has(`${from} ${to}`))
  return joined
    ? text.removedAndJoined({ layers: labels(removed), ...ends(is, joined) })
    : text.removed({ layers: labels(removed) })
}

function nodeText(changed: readonly DrawnNode[], old: ReadonlyMap<string, DrawnNode>): string | undefined {
  const set = changed.filter((node) => isSet(node, old.get(node.id)))
  const [node, another] = set
  if (node && another) return text.changed({ layers: labels(set) })
  const was = node && old.get(node.id)
  if (node && was)
    return node.kind === was.kind ? paramText(was, node) : text.replaced({ before: was.label, after: node.label })
  const renamed = changed.find((one) => one.label !== old.get(one.id)?.label)
  const before = renamed && old.get(renamed.id)
  return renamed && before ? text.renamed({ before: before.label, after: renamed.label }) : undefined
}

function differs(a: unknown, b: unknown): boolean {
  return a !== b && JSON.stringify(a) !== JSON.stringify(b)
}

function isSet(node: DrawnNode, was: DrawnNode | undefined): boolean {
  return was !== undefined && (node.kind !== was.kind || differs(node.params, was.params))
}

function paramText(was: DrawnNode, node: DrawnNode): string {
  const names = [...new Set([...Object.keys(was.params), ...Object.keys(node.params)])].filter(
    (name) => JSON.stringify(was.params[name]) !== JSON.stringify(node.params[name]),
  )
  const specs = layers.find(node.kind)?.params ?? {}
  const labelOf = (name: string) => (Object.hasOwn(specs, name) ? specs[name]?.label : undefined) ?? name
  const [name, another] = names
  if (name === undefined) return text.changed({ layers: [node.label] })
  if (another !== undefined) return text.paramsChanged({ params: names.map(labelOf), layer: node.label })
  return text.paramSet({ param: labelOf(name), layer: node.label, value: valueText(node.params[name]) })
}

function valueText(value: unknown): string {
  if (typeof value === 'boolean') return value ? text.on : text.off
  return Array.isArray(value) ? text.several({ values: value.map(String) }) : String(value)
}

/** Describes changed wires, and the target layer of a new wire. */
function wireText(
  was: Drawing,
  is: Drawing,
): { readonly sentence: string; readonly into?: DrawnNode | undefined } | undefined {
  const [old, now] = [byId(was.wires), byId(is.wires)]
  const added = is.wires.filter((wire) => old.get(wire.id) !== wire)
  const removed = was.wires.filter(({ id }) => !now.has(id))
  const [one, another] = added
  if (one && another) return { sentence: text.wiresChanged({ wires: added.length }) }
  if (one) return { sentence: text.wired(ends(is, one)), into: is.nodes.find(({ id }) => id === one.to) }
  const [cut] = removed
  if (!cut) return undefined
  return {
    sentence: removed.length > 1 ? text.wiresRemoved({ wires: removed.length }) : text.unwired(ends(was, cut)),
  }
}

/** The labels of the layers at the two ends of a wire. */
function ends({ nodes }: Drawing, { from, to }: Wire): { readonly from: string; readonly to: string } {
  const labelOf = (id: string) => nodes.find((node) => node.id === id)?.label ?? id
  return { from: labelOf(from), to: labelOf(to) }
}

function labels(nodes: readonly DrawnNode[]): readonly string[] {
  return nodes.map(({ label }) => label)
}

function byId<T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> {
  return new Map(all.map((one) => [one.id, one]))
}
