/** @file Commands of the clipboard: part of a drawing as text, between places, projects and windows. */
import { Refusal, refuse } from '../../base/messages/message'
import type { Catalog } from '../../catalog/node-def'
import { type Clip, clipOf, paste } from '../../graph/clip'
import type { Drawing, Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { freshLabel } from '../../graph/edits'
import { writeClip } from '../../storage/clip-text'
import type { Board } from '../board'
import { defineBoardCommand } from '../command'
import { editAll } from '../document'
import { atLevel, shownBlock, shownDrawing } from '../levels'

/** How far a copy is set off from what it is of, in canvas pixels. */
const OFF = 40

/** What takes text: a clipboard event's data, handed over while the event lasts. */
interface TextTaker {
  setData(type: string, text: string): void
}

const hasSelection = (board: Board, args?: { readonly nodes?: readonly string[] }) =>
  args?.nodes !== undefined || board.store.getState().selection.length > 0

export const copy = defineBoardCommand({
  id: 'clip.copy',
  title: 'Copy',
  listed: true,
  shortcut: '$mod+c',
  heard: 'clipboard',
  args: { nodes: 'node id[]? (default the selected ones)' },
  enabled: hasSelection,
  run: (board, { nodes, into }: { nodes?: readonly string[]; into?: TextTaker }) => give(board, nodes, into),
})

export const cut = defineBoardCommand({
  id: 'clip.cut',
  title: 'Cut',
  listed: true,
  shortcut: '$mod+x',
  heard: 'clipboard',
  args: { nodes: 'node id[]? (default the selected ones)' },
  enabled: hasSelection,
  run(board, { nodes, into }: { nodes?: readonly string[]; into?: TextTaker }) {
    const gone = nodes ?? board.store.getState().selection
    const take = () => editAll(board.store, atLevel(board.store.getState(), [{ type: 'remove', nodes: gone }]))
    const text = give(board, nodes, into)
    if (typeof text === 'string') {
      take()
      return text
    }
    // Only once the clipboard has them.
    return text.then((given) => {
      take()
      return given
    })
  },
})

export const pasteClip = defineBoardCommand({
  id: 'clip.paste',
  title: 'Paste',
  listed: true,
  shortcut: '$mod+v',
  heard: 'clipboard',
  args: { text: "string? (default what is on the system's clipboard)", at: '{x, y}?' },
  async run(board, { text, at }: { text?: string; at?: Position }) {
    if (at && !(Number.isFinite(at.x) && Number.isFinite(at.y))) return refuse('no-position', {})
    const { readClip } = await import('../../storage/clip-file')
    const clip = readClip(text ?? (await onClipboard()))
    if (!clip.ok) throw new Refusal(clip.error)
    return putDown(board, clip.value, at ?? rightOf(shownDrawing(board.store.getState())))
  },
})

export const duplicate = defineBoardCommand({
  id: 'graph.duplicate',
  title: 'Duplicate',
  listed: true,
  shortcut: '$mod+d',
  heard: 'canvas',
  args: { nodes: 'node id[]? (default the selected ones)' },
  enabled: hasSelection,
  run(board, { nodes }: { nodes?: readonly string[] }) {
    const { drawing, chosen } = chosenOf(board, nodes, 'Duplicate')
    const there = drawing.nodes.filter(({ id }) => chosen.includes(id)).map(({ position }) => position)
    const corner = { x: Math.min(...there.map(({ x }) => x)), y: Math.min(...there.map(({ y }) => y)) }
    return putDown(board, clipOf(drawing, chosen), { x: corner.x + OFF, y: corner.y + OFF })
  },
})

function chosenOf(board: Board, nodes: readonly string[] | undefined, title: string) {
  const state = board.store.getState()
  const drawing = shownDrawing(state)
  const chosen = nodes ?? state.selection
  if (chosen.length === 0) return refuse('no-selection', { title, least: 1 })
  const missing = chosen.find((id) => !drawing.nodes.some((node) => node.id === id))
  if (missing !== undefined) return refuse('no-node', { node: missing })
  return { drawing, chosen }
}

/** Puts the text where it is wanted: into an event at once, else onto the system's clipboard where the page may. */
function give(board: Board, nodes: readonly string[] | undefined, into?: TextTaker): string | Promise<string> {
  const { drawing, chosen } = chosenOf(board, nodes, 'Copy')
  const text = writeClip(clipOf(drawing, chosen))
  lastGiven = text
  if (into) {
    into.setData('text/plain', text)
    return text
  }
  const clipboard = globalThis.navigator?.clipboard as Clipboard | undefined
  // Without a secure context there is none: what was copied can still be pasted in this window.
  return clipboard
    ? clipboard.writeText(text).then(
        () => text,
        () => text,
      )
    : text
}

/** What was copied last in this window, for where a page may not read the clipboard. */
let lastGiven: string | undefined

async function onClipboard(): Promise<string> {
  const clipboard = globalThis.navigator?.clipboard as Clipboard | undefined
  try {
    if (clipboard) return await clipboard.readText()
  } catch {
    // Not allowed: as where there is none.
  }
  return lastGiven ?? refuse('clip-closed', {})
}

/** One undo step: the clip under names of its own, selected, where no other node stands exactly. */
async function putDown(board: Board, clip: Clip, corner: Position): Promise<readonly string[]> {
  const { MOST } = await import('../../storage/project-schema')
  const state = board.store.getState()
  const drawing = shownDrawing(state)
  const has = drawing.nodes.length + clip.nodes.length
  if (has > MOST.nodes) return refuse('clip-too-many', { has, most: MOST.nodes })
  const within = shownBlock(state)
  if (within && Object.hasOwn(clip.blocks ?? {}, within.id)) return refuse('clip-in-itself', { block: within.name })
  const { edits, nodes } = paste(drawing, clip, freeCorner(drawing, clip, corner))
  const named = withOwnLabels(board.store.subject.catalog, drawing, edits)
  editAll(board.store, [
    ...named.filter(({ type }) => type === 'block'),
    ...atLevel(
      state,
      named.filter(({ type }) => type !== 'block'),
    ),
  ])
  board.store.setState({ selection: nodes })
  return nodes
}

/** Inputs and outputs are called by their labels, so theirs do not repeat. */
function withOwnLabels(catalog: Catalog<unknown>, drawing: Drawing, edits: readonly Edit[]): readonly Edit[] {
  let grown = drawing
  return edits.map((edit) => {
    if (edit.type !== 'add') return edit
    const end = catalog.find(edit.node.kind)?.family === 'end'
    const taken = end && grown.nodes.some(({ label }) => label === edit.node.label)
    const node = taken ? { ...edit.node, label: freshLabel(grown, edit.node.label.replace(/ \d+$/, '')) } : edit.node
    grown = { ...grown, nodes: [...grown.nodes, node] }
    return { ...edit, node }
  })
}

function freeCorner(drawing: Drawing, clip: Clip, corner: Position): Position {
  const taken = new Set(drawing.nodes.map(({ position: { x, y } }) => `${Math.round(x)} ${Math.round(y)}`))
  let at = { x: Math.round(corner.x), y: Math.round(corner.y) }
  const covers = () =>
    clip.nodes.some(({ position: { x, y } }) => taken.has(`${Math.round(at.x + x)} ${Math.round(at.y + y)}`))
  while (covers()) at = { x: at.x + OFF, y: at.y + OFF }
  return at
}

function rightOf({ nodes }: Drawing): Position {
  if (nodes.length === 0) return { x: 0, y: 0 }
  const right = nodes.reduce((most, node) => (node.position.x > most.position.x ? node : most))
  return { x: right.position.x + 220, y: right.position.y }
}
