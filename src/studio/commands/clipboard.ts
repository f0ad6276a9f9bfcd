/** @file Clipboard commands: part of a drawing as text, copied between levels, projects, and windows. */
import type { Catalog } from '../../catalog/node-def'
import { type ClipboardData, copySelection, paste, topLeftOf } from '../../graph/clipboard'
import type { Drawing, Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { freshLabel } from '../../graph/edit-helpers'
import { notePosition } from '../../graph/notes'
import { commandsText } from '../../messages/en/commands/studio'
import { Refusal, refuse } from '../../messages/message'
import { writeClip } from '../../storage/clipboard-text'
import { MOST } from '../../storage/file-limits'
import { type ArgSpec, optional, position, text } from '../arguments'
import { boardCommandsWith } from '../command'
import { atLevel, shownBlock, shownDrawing } from '../network/block-levels'
import type { Board } from '../network/canvas-board'
import { editAll } from '../project/project-document'
import { NODES, NOTES } from './common-arguments'

const defineBoardCommand = boardCommandsWith(commandsText)

/** Offset of a pasted copy from its original, in canvas pixels. */
const COPY_OFFSET = 40

/** A clipboard event's data, which is only writable during the event. */
interface TextTarget {
  setData(type: string, text: string): void
}

const TEXT_TARGET: ArgSpec<TextTarget, false> = {
  type: 'DataTransfer',
  accepts: (value) => typeof (value as TextTarget | null)?.setData === 'function',
  isOptional: false,
}

interface Chosen {
  readonly nodes?: readonly string[] | undefined
  readonly notes?: readonly string[] | undefined
}

const hasSelection = ({ store }: Board, args?: Chosen) => {
  const { selection, selectedNotes } = store.getState()
  return args?.nodes !== undefined || args?.notes !== undefined || selection.length + selectedNotes.length > 0
}

export const copy = defineBoardCommand({
  id: 'clip.copy',
  args: { nodes: NODES, notes: NOTES, into: optional(TEXT_TARGET) },
  listed: true,
  shortcut: '$mod+c',
  shortcutScope: 'clipboard',
  enabled: hasSelection,
  run: (board, { into, ...chosen }) => copyText(chosenOf(board, chosen, commandsText['clip.copy']).clip, into),
})

export const cut = defineBoardCommand({
  id: 'clip.cut',
  args: { nodes: NODES, notes: NOTES, into: optional(TEXT_TARGET) },
  listed: true,
  shortcut: '$mod+x',
  shortcutScope: 'clipboard',
  enabled: hasSelection,
  run(board, { into, ...chosen }) {
    const { clip, notes } = chosenOf(board, chosen, commandsText['clip.cut'])
    const take = () => {
      const edits: Edit[] = [
        { type: 'unnote', notes },
        { type: 'remove', nodes: clip.nodes.map(({ id }) => id) },
      ]
      editAll(board.store, atLevel(board.store.getState(), edits))
    }
    const text = copyText(clip, into)
    if (typeof text === 'string') {
      take()
      return text
    }
    // Remove the nodes only after they are on the clipboard.
    return text.then((copied) => {
      take()
      return copied
    })
  },
})

export const pasteClip = defineBoardCommand({
  id: 'clip.paste',
  args: { text: optional(text()), at: optional(position) },
  listed: true,
  shortcut: '$mod+v',
  shortcutScope: 'clipboard',
  async run(board, { text, at }) {
    const { readClip } = await import('../../storage/block-and-clip-files')
    const clip = readClip(text ?? (await readClipboard()), kindsOf(board))
    if (!clip.ok) throw new Refusal(clip.error)
    const state = board.store.getState()
    const foreign = board.store.subject.pasteProblem?.(state, clip.value.nodes)
    if (foreign) throw new Refusal(foreign)
    return insertClip(board, clip.value, at ?? rightOf(shownDrawing(state)))
  },
})

export const duplicate = defineBoardCommand({
  id: 'graph.duplicate',
  args: { nodes: NODES, notes: NOTES },
  listed: true,
  shortcut: '$mod+d',
  shortcutScope: 'canvas',
  enabled: hasSelection,
  run(board, chosen) {
    const { drawing, clip, notes } = chosenOf(board, chosen, commandsText['graph.duplicate'])
    const nodes = drawing.nodes.filter(({ id }) => clip.nodes.some((node) => node.id === id))
    const loose = (drawing.notes ?? []).filter(({ id }) => notes.includes(id))
    const { x, y } = topLeftOf([...nodes, ...loose.map((note) => ({ position: notePosition(drawing, note) }))])
    return insertClip(board, clip, { x: x + COPY_OFFSET, y: y + COPY_OFFSET })
  },
})

/** The selection as clipboard data, and the ids of notes that were selected explicitly. */
function chosenOf({ store }: Board, { nodes, notes }: Chosen, title: string) {
  const state = store.getState()
  const drawing = shownDrawing(state)
  const named = nodes ?? (notes ? [] : state.selection)
  const noted = notes ?? (nodes ? [] : state.selectedNotes)
  const missing = named.find((id) => !drawing.nodes.some((node) => node.id === id))
  if (missing !== undefined) return refuse('no-node', { node: missing })
  const lost = noted.find((id) => !drawing.notes?.some((note) => note.id === id))
  if (lost !== undefined) return refuse('no-note', { note: lost })
  const clip = copySelection(drawing, named, noted)
  if (clip.nodes.length + (clip.notes?.length ?? 0) === 0) return refuse('no-selection', { title, least: 1 })
  return { drawing, clip, notes: noted }
}

/** Writes the text to the event's data or, if there is no event, to the system clipboard if the page may access it. */
function copyText(clip: ClipboardData, into?: TextTarget): string | Promise<string> {
  const text = writeClip(clip)
  lastCopied = text
  if (into) {
    into.setData('text/plain', text)
    return text
  }
  const clipboard = globalThis.navigator?.clipboard as Clipboard | undefined
  // Without a secure context the browser has no clipboard API; the text can still be pasted in this window.
  return clipboard
    ? clipboard.writeText(text).then(
        () => text,
        () => text,
      )
    : text
}

/** The last text copied in this window. Used when the page is not allowed to read the clipboard. */
let lastCopied: string | undefined

async function readClipboard(): Promise<string> {
  const clipboard = globalThis.navigator?.clipboard as Clipboard | undefined
  try {
    if (clipboard) return await clipboard.readText()
  } catch {
    // The page may not read the clipboard, so use the last copy.
  }
  return lastCopied ?? refuse('clip-closed', {})
}

/**
 * Inserts a clip as one undo step. Its nodes get new ids, are selected, and are offset if they would exactly cover
 * other nodes.
 */
function insertClip(board: Board, clip: ClipboardData, corner: Position): readonly string[] {
  const state = board.store.getState()
  const drawing = shownDrawing(state)
  for (const [part, what] of PARTS) {
    const has = (drawing[part]?.length ?? 0) + (clip[part]?.length ?? 0)
    if (has > MOST[part]) return refuse('clip-too-many', { what, has, most: MOST[part] })
  }
  const within = shownBlock(state)
  if (within && Object.hasOwn(clip.blocks ?? {}, within.id)) return refuse('clip-in-itself', { block: within.name })
  const { edits, nodes } = paste(drawing, clip, freeCorner(drawing, clip, corner))
  const named = withOwnLabels(drawing, board.store.subject.catalog, edits)
  editAll(board.store, [
    ...named.filter(({ type }) => type === 'block'),
    ...atLevel(
      state,
      named.filter(({ type }) => type !== 'block'),
    ),
  ])
  const loose = named.flatMap((edit) => (edit.type === 'note' && edit.note.node === undefined ? [edit.note.id] : []))
  board.store.setState({ selection: nodes, selectedNotes: loose })
  return nodes
}

const PARTS = [
  ['nodes', 'layers'],
  ['wires', 'wires'],
  ['notes', 'notes'],
] as const

/** Inputs and outputs are identified by label, so pasted ones need unique labels. */
function withOwnLabels(drawing: Drawing, catalog: Catalog<unknown>, edits: readonly Edit[]): readonly Edit[] {
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

function freeCorner(drawing: Drawing, clip: ClipboardData, corner: Position): Position {
  const places = (all: readonly { readonly position: Position }[]) =>
    all.map(({ position: { x, y } }) => `${Math.round(x)} ${Math.round(y)}`)
  const taken = new Set([...places(drawing.nodes), ...places(drawing.notes ?? [])])
  const loose = (clip.notes ?? []).filter(({ node }) => node === undefined)
  let at = { x: Math.round(corner.x), y: Math.round(corner.y) }
  const covers = () =>
    [...clip.nodes, ...loose].some(({ position: { x, y } }) =>
      taken.has(`${Math.round(at.x + x)} ${Math.round(at.y + y)}`),
    )
  while (covers()) at = { x: at.x + COPY_OFFSET, y: at.y + COPY_OFFSET }
  return at
}

function rightOf({ nodes }: Drawing): Position {
  if (nodes.length === 0) return { x: 0, y: 0 }
  const right = nodes.reduce((most, node) => (node.position.x > most.position.x ? node : most))
  return { x: right.position.x + 220, y: right.position.y }
}

function kindsOf({ store }: Board) {
  const { catalog, noun } = store.subject
  return { noun, find: (kind: string) => catalog.find(kind) }
}
