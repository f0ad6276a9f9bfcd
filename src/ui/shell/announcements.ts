/** @file What is told aloud of a change to the drawing: what was done, and the shape that follows; never more than two or three sentences. */
import { counted, list } from '../../messages/format'
import { BLOCK, withoutPorts } from '../../graph/block'
import type { Diagnostic } from '../../graph/diagnostic'
import type { DrawnNode, Drawing, Wire } from '../../graph/drawing'
import { shownBlock, shownDrawing, shownReport } from '../../studio/levels'
import type { BoardState } from '../../studio/board'
import type { CanvasWords } from '../canvas/catalog'
import { stepWords } from '../canvas/step-words'

/** A shape as it is heard: 26 × 26 × 16, with room for the word between the numbers. */
export function spokenShape(shape: string): string {
  return shape.replaceAll('×', ' × ')
}

type Told = Pick<BoardState, 'project' | 'history' | 'inside' | 'report'>

/** The sentences for all that changed between two states of one project; empty where nothing did that is heard of. */
export function told(words: CanvasWords, before: Told, after: Told): string {
  if (before.project.id !== after.project.id) return ''
  const [was, is] = [before.project.drawing, after.project.drawing]
  if (was === is) return before.inside === after.inside ? '' : levelWords(words, after)
  return [undone(words, before, after) ?? done(words, before, after), problemWords(words, before, after)]
    .filter(Boolean)
    .join(' ')
}

/** Steps back and forward are told as what they take back or do again. */
function undone(words: CanvasWords, before: Told, after: Told): string | undefined {
  const back = after.history.future.length - before.history.future.length
  const [was, is] = [before.project.drawing, after.project.drawing]
  if (back > 0 && before.history.past.includes(is))
    return back === 1 ? `Undone: ${stepWords(words.nouns, is, was)}.` : `Undone: ${counted(back, 'step')}.`
  if (back < 0 && before.history.future.includes(is))
    return back === -1 ? `Redone: ${stepWords(words.nouns, was, is)}.` : `Redone: ${counted(-back, 'step')}.`
  return undefined
}

function done(words: CanvasWords, before: Told, after: Told): string {
  const [was, is] = [shownDrawing({ ...after, project: before.project }), shownDrawing(after)]
  // Another level: what changed is not what is shown.
  if (before.inside !== after.inside) return `${stepWords(words.nouns, before.project.drawing, after.project.drawing)}.`
  const [old, now] = [byId(was.nodes), byId(is.nodes)]
  const added = is.nodes.filter(({ id }) => !old.has(id))
  const removed = was.nodes.filter(({ id }) => !now.has(id))
  const [fresh] = added
  if (fresh && removed.length > 0) {
    const folded = added.length === 1 && fresh.kind === BLOCK
    return folded
      ? sentences(`${counted(removed.length, words.nouns.node)} folded into ${fresh.label}`, gives(words, after, fresh))
      : sentences(
          removed[0]?.kind === BLOCK
            ? `${named(words, removed)} unfolded into ${named(words, added)}`
            : `${named(words, added)} in place of ${named(words, removed)}`,
        )
  }
  if (fresh)
    return sentences(
      `${named(words, added)} added${whereWords(is, added)}`,
      added.length === 1 ? gives(words, after, fresh) : '',
    )
  if (removed.length > 0) return sentences(`${named(words, removed)} removed${joinWords(was, is, removed)}`)
  const changed = is.nodes.filter((node) => old.has(node.id) && differs(node, old.get(node.id)))
  const change = nodeWords(words, changed, old)
  const about = changed.find((node) => isSet(node, old.get(node.id))) ?? changed[0]
  if (change && about) return sentences(change, gives(words, after, about))
  const wires = wireWords(was, is)
  if (wires) return sentences(wires.words, wires.into ? gives(words, after, wires.into) : '')
  if (changed.length > 0) return sentences(`${named(words, changed)} moved`)
  // There and back again.
  if (!differs(was, is)) return ''
  return sentences(stepWords(words.nouns, before.project.drawing, after.project.drawing))
}

/** What is new among the problems, or that the last one is gone. */
function problemWords(words: CanvasWords, before: Told, after: Told): string {
  const errors = ({ report }: Told) => report.diagnostics.filter(({ severity }) => severity === 'error')
  const [were, are] = [errors(before), errors(after)]
  const known = new Set(were.map(nameOf))
  const [first, ...others] = are.filter((one) => !known.has(nameOf(one)))
  if (first) {
    const more = others.length > 0 ? ` And ${counted(others.length, 'more problem')}.` : ''
    return `Problem: ${sentences(words.say(first.said))}${more}`
  }
  if (were.length > 0 && are.length === 0) return 'No problems left.'
  return are.length < were.length ? `${counted(are.length, 'problem')} left.` : ''
}

const nameOf = ({ said, node, wire }: Diagnostic) => JSON.stringify([said, node, wire])

function levelWords({ nouns }: CanvasWords, state: Told): string {
  const block = shownBlock(state)
  return block
    ? `Inside ${block.name}: ${counted(withoutPorts(block.inside).length, nouns.node)}.`
    : `Outside, in the ${nouns.drawing.toLowerCase()}.`
}

/** The shape that follows a node, where it is known. */
function gives(words: CanvasWords, state: Told, node: DrawnNode): string {
  const shape = shownReport(state).shapes.get(node.id)
  return shape === undefined ? '' : `Gives ${spokenShape(words.flowWords(shape))}`
}

/** After what feeds it, or before what it feeds; what came wired together is told from what came loose. */
function whereWords({ nodes, wires }: Drawing, added: readonly DrawnNode[]): string {
  const fresh = new Set(added.map(({ id }) => id))
  const label = (id: string | undefined) => nodes.find((node) => node.id === id)?.label
  const after = label(wires.find(({ from, to }) => fresh.has(to) && !fresh.has(from))?.from)
  if (after !== undefined) return ` after ${after}`
  const before = label(wires.find(({ from, to }) => fresh.has(from) && !fresh.has(to))?.to)
  if (before !== undefined) return ` before ${before}`
  const together = wires.some(({ from, to }) => fresh.has(from) && fresh.has(to))
  return together ? ', not wired to the rest' : ', not wired'
}

/** Which wires took the place of those that were cut. */
function joinWords(was: Drawing, is: Drawing, removed: readonly DrawnNode[]): string {
  const gone = new Set(removed.map(({ id }) => id))
  const fed = new Set(was.wires.filter(({ from }) => gone.has(from)).map(({ to }) => to))
  const known = new Set(was.wires.map(({ from, to }) => `${from} ${to}`))
  const joined = is.wires.find(({ from, to }) => fed.has(to) && !known.has(`${from} ${to}`))
  return joined ? `, ${ends(is, joined)}` : ''
}

function nodeWords(words: CanvasWords, changed: readonly DrawnNode[], old: ReadonlyMap<string, DrawnNode>): string {
  const set = changed.filter((node) => isSet(node, old.get(node.id)))
  const [node, another] = set
  if (node && another) return `${named(words, set)} changed`
  const was = node && old.get(node.id)
  if (node && was)
    return node.kind === was.kind ? paramWords(words, was, node) : `${was.label} replaced by ${node.label}`
  const renamed = changed.find((one) => one.label !== old.get(one.id)?.label)
  return renamed ? `${old.get(renamed.id)?.label} is now called ${renamed.label}` : ''
}

function differs(a: unknown, b: unknown): boolean {
  return a !== b && JSON.stringify(a) !== JSON.stringify(b)
}

function isSet(node: DrawnNode, was: DrawnNode | undefined): boolean {
  return was !== undefined && (node.kind !== was.kind || differs(node.params, was.params))
}

function paramWords(words: CanvasWords, was: DrawnNode, node: DrawnNode): string {
  const names = [...new Set([...Object.keys(was.params), ...Object.keys(node.params)])].filter(
    (name) => JSON.stringify(was.params[name]) !== JSON.stringify(node.params[name]),
  )
  const specs = words.nodes.find(node.kind)?.params ?? {}
  const label = (name: string) => (Object.hasOwn(specs, name) ? specs[name]?.label : undefined) ?? name
  const [name, another] = names
  if (name === undefined) return `${node.label} changed`
  if (another !== undefined) return `${list(names.map(label))} of ${node.label} changed`
  const value = node.params[name]
  const said =
    typeof value === 'boolean' ? (value ? 'on' : 'off') : Array.isArray(value) ? value.join(' × ') : String(value)
  return `${label(name)} of ${node.label} set to ${said}`
}

function wireWords(
  was: Drawing,
  is: Drawing,
): { readonly words: string; readonly into?: DrawnNode | undefined } | undefined {
  const [old, now] = [byId(was.wires), byId(is.wires)]
  const added = is.wires.filter((wire) => old.get(wire.id) !== wire)
  const removed = was.wires.filter(({ id }) => !now.has(id))
  const [one, another] = added
  if (one)
    return another
      ? { words: `${counted(added.length, 'wire')} changed` }
      : { words: ends(is, one), into: is.nodes.find(({ id }) => id === one.to) }
  const [cut] = removed
  if (!cut) return undefined
  return {
    words: removed.length > 1 ? `${counted(removed.length, 'wire')} removed` : `${ends(was, cut, 'no longer wired')}`,
  }
}

function ends({ nodes }: Drawing, { from, to }: Wire, how = 'wired'): string {
  const label = (id: string) => nodes.find((node) => node.id === id)?.label ?? id
  return `${label(from)} ${how} to ${label(to)}`
}

function named({ nouns }: CanvasWords, nodes: readonly DrawnNode[]): string {
  return nodes.length > 3 ? counted(nodes.length, nouns.node) : list(nodes.map(({ label }) => label))
}

function byId<T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> {
  return new Map(all.map((one) => [one.id, one]))
}

const sentences = (...parts: readonly string[]) =>
  parts
    .filter((part) => part !== '')
    .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
    .join(' ')
