/**
 * @file The document: a board's drawing and, in the studio, the plan and the picked dataset. All changes go through
 * this file, so the report is never stale.
 */
import { type Message, message, Refusal } from '../../messages/message'
import { applyAll } from '../../graph/apply-edit'
import { selfContainingBlock } from '../../graph/block'
import { isSameNetwork } from '../../graph/computed-network'
import type { Drawing } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import type { BoardState, BoardStore } from '../network/canvas-board'
import { editProblem, sizeProblem } from './edit-limits'
import { atLevel, shownDrawing, enclosingBlocks } from '../network/block-levels'

/** Maximum number of undo steps. */
const UNDO_LIMIT = 500

/** The parts of the view state that change with a history step: the visible level and the selection. */
type HistoryView = Pick<BoardState, 'history' | 'inside' | 'selection' | 'selectedNotes'>

/** Changes parts of the project and rechecks it. */
export function changeProject<S extends BoardState>(
  store: BoardStore<S>,
  part: Partial<S['project']>,
  also: Partial<S> | HistoryView = {},
): void {
  store.setState((state) => {
    const after: S = { ...state, ...also, project: { ...state.project, ...part } }
    return { ...after, report: store.subject.check(after) }
  })
}

/** Applies edits to the visible level as one undo step. */
export function edit(store: BoardStore, edits: readonly Edit[]): void {
  editAll(store, atLevel(store.getState(), edits))
}

/**
 * For each drawing that a gesture produced, the time (in ms) until which another edit of the same gesture is merged
 * into its undo step.
 */
const mergeable = new WeakMap<Drawing, { readonly gesture: string; readonly until: number }>()
/** The pause that ends a gesture made of many small edits, in ms. */
const PAUSE = 1000

/** Like `edit`, but an edit that directly continues the same gesture is merged into its undo step. */
export function editOn(store: BoardStore, edits: readonly Edit[], gesture: string): void {
  const { project, history } = store.getState()
  const drawing = edited(store, atLevel(store.getState(), edits))
  if (drawing === project.drawing) return
  const last = mergeable.get(project.drawing)
  const now = performance.now()
  mergeable.set(drawing, { gesture, until: now + PAUSE })
  const same = last?.gesture === gesture && now < last.until && history.past.length > 0
  showDrawing(store, drawing, { past: same ? history.past : pastWith(history, project.drawing), future: [] })
}

/** The drawing after edits; refuses edits that the subject forbids. */
function edited(store: BoardStore, edits: readonly Edit[]): Drawing {
  const state = store.getState()
  const unfit = editProblem(edits)
  if (unfit) throw new Refusal(unfit)
  const drawing = applyAll(state.project.drawing, edits)
  const forbidden =
    drawing === state.project.drawing
      ? undefined
      : (sizeProblem(state.project.drawing, drawing) ?? store.subject.forbids?.(state, drawing))
  if (forbidden) throw new Refusal(forbidden)
  const { blocks } = state.project.drawing
  // Reject edits that would nest a block in itself. For an imported drawing, the check only reports such nesting.
  const cyclic =
    drawing.blocks === blocks || selfContainingBlock(blocks) ? undefined : selfContainingBlock(drawing.blocks)
  if (cyclic) throw new Refusal(message('block-in-itself', { block: cyclic.name }))
  return drawing
}

/** Applies edits to the whole drawing, whichever level is visible, as one undo step. */
export function editAll(store: BoardStore, edits: readonly Edit[]): void {
  const { project, history } = store.getState()
  const drawing = edited(store, edits)
  if (drawing === project.drawing) return
  showDrawing(store, drawing, { past: pastWith(history, project.drawing), future: [] })
}

function pastWith({ past }: BoardState['history'], drawing: Drawing): readonly Drawing[] {
  return [...past.slice(-UNDO_LIMIT + 1), drawing]
}

/** Undoes one step; returns a message if a part of the step cannot be restored. */
export function undo(store: BoardStore): Message | undefined {
  const { project, history } = store.getState()
  const before = history.past.at(-1)
  if (!before) return undefined
  return showStep(store, before, { past: history.past.slice(0, -1), future: [project.drawing, ...history.future] })
}

/** Redoes one step; returns a message if a part of the step cannot be restored. */
export function redo(store: BoardStore): Message | undefined {
  const { project, history } = store.getState()
  const [after, ...future] = history.future
  if (!after) return undefined
  return showStep(store, after, { past: [...history.past, project.drawing], future })
}

function showStep(store: BoardStore, then: Drawing, history: BoardState['history']): Message | undefined {
  const state = store.getState()
  const { drawing: now } = state.project
  const { drawing, message: explanation } = store.subject.restore?.(state, then) ?? {
    drawing: then,
    message: undefined,
  }
  // A step that changes nothing only moves the position in the history.
  const isSame = explanation !== undefined && JSON.stringify(drawing) === JSON.stringify(now)
  if (isSame) store.setState({ history })
  else showDrawing(store, drawing, history)
  return explanation
}

/** Replaces the drawing and other parts of the project as one undo step. */
export function become<S extends BoardState>(
  store: BoardStore<S>,
  drawing: Drawing,
  also: Partial<S['project']>,
): void {
  const state = store.getState()
  const { project, history } = state
  const forbidden = store.subject.forbids?.(state, drawing)
  if (forbidden) throw new Refusal(forbidden)
  if (JSON.stringify(drawing) === JSON.stringify(project.drawing)) changeProject(store, also)
  else showDrawing(store, drawing, { past: pastWith(history, project.drawing), future: [] }, also)
}

function showDrawing(
  store: BoardStore,
  drawing: Drawing,
  history: BoardState['history'],
  also: Partial<BoardState['project']> = {},
): void {
  const { project, selection, selectedNotes, inside } = store.getState()
  // If a block on the visible path no longer exists, show the level above it.
  const depth = enclosingBlocks(drawing, inside).length
  const path = depth === inside.length ? inside : inside.slice(0, depth)
  const shown = shownDrawing({ project: { ...project, drawing }, inside: path })
  const left = (ids: readonly string[], things: readonly { readonly id: string }[] = []) => {
    const there = new Set(things.map(({ id }) => id))
    return ids.every((id) => there.has(id)) ? ids : ids.filter((id) => there.has(id))
  }
  changeProject(
    store,
    // Moving or renaming layers is no new revision: what was trained is still this network.
    {
      ...also,
      drawing,
      drawingVersion: project.drawingVersion + (isSameNetwork(project.drawing, drawing) ? 0 : 1),
    },
    {
      history,
      inside: path,
      selection: left(selection, shown.nodes),
      selectedNotes: left(selectedNotes, shown.notes),
    },
  )
}
