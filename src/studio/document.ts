/** @file The document: the drawing of a board, and in the studio plan and data pick as well. Every change goes through here, so the report is never stale. */
import { type Message, message, Refusal } from '../messages/message'
import { applyAll } from '../graph/apply'
import { selfContainingBlock } from '../graph/block'
import type { Drawing } from '../graph/drawing'
import type { Edit } from '../graph/edit'
import type { BoardState, BoardStore } from './board'
import { atLevel, shownDrawing, standingIn } from './levels'

/** How many steps back undo remembers. */
const UNDO_LIMIT = 500

/** What goes with a step of the history: where it is, where the canvas stands, what is selected. */
type Standing = Pick<BoardState, 'history' | 'inside' | 'selection' | 'selectedNotes'>

/** Changes parts of the project and checks it again. */
export function changeProject<S extends BoardState>(
  store: BoardStore<S>,
  part: Partial<S['project']>,
  also: Partial<S> | Standing = {},
): void {
  store.setState((state) => {
    const after: S = { ...state, ...also, project: { ...state.project, ...part } }
    return { ...after, report: store.subject.check(after) }
  })
}

/** Applies edits of the level shown as one undo step. */
export function edit(store: BoardStore, edits: readonly Edit[]): void {
  editAll(store, atLevel(store.getState(), edits))
}

/** What the next edit may go on with instead of beginning a step of its own: by the drawing that a gesture led to. */
const goingOn = new WeakMap<Drawing, { readonly gesture: string; readonly until: number }>()
/** A pause that ends a gesture made of many small ones, in ms. */
const PAUSE = 1000

/** Applies edits as `edit` does; one that follows another of the same gesture, with nothing between, is part of its step. */
export function editOn(store: BoardStore, edits: readonly Edit[], gesture: string): void {
  const { project, history } = store.getState()
  const drawing = edited(store, atLevel(store.getState(), edits))
  if (drawing === project.drawing) return
  const last = goingOn.get(project.drawing)
  const now = performance.now()
  goingOn.set(drawing, { gesture, until: now + PAUSE })
  const same = last?.gesture === gesture && now < last.until && history.past.length > 0
  showDrawing(store, drawing, { past: same ? history.past : grownPast(history, project.drawing), future: [] })
}

/** The drawing after edits; refuses those that the subject does not let happen. */
function edited(store: BoardStore, edits: readonly Edit[]): Drawing {
  const state = store.getState()
  const drawing = applyAll(state.project.drawing, edits)
  const forbidden = drawing === state.project.drawing ? undefined : store.subject.forbids?.(state, drawing)
  if (forbidden) throw new Refusal(forbidden)
  const { blocks } = state.project.drawing
  // One that a file brought in is told where it stands; none is made here.
  const round =
    drawing.blocks === blocks || selfContainingBlock(blocks) ? undefined : selfContainingBlock(drawing.blocks)
  if (round) throw new Refusal(message('block-in-itself', { block: round.name }))
  return drawing
}

/** Applies edits of the whole drawing, whatever level is shown, as one undo step. */
export function editAll(store: BoardStore, edits: readonly Edit[]): void {
  const { project, history } = store.getState()
  const drawing = edited(store, edits)
  if (drawing === project.drawing) return
  showDrawing(store, drawing, { past: grownPast(history, project.drawing), future: [] })
}

function grownPast({ past }: BoardState['history'], drawing: Drawing): readonly Drawing[] {
  return [...past.slice(-UNDO_LIMIT + 1), drawing]
}

/** One step back in the drawing's history; tells what of it does not come back. */
export function undo(store: BoardStore): Message | undefined {
  const { project, history } = store.getState()
  const before = history.past.at(-1)
  if (!before) return undefined
  return showStep(store, before, { past: history.past.slice(0, -1), future: [project.drawing, ...history.future] })
}

/** One step forward again. */
export function redo(store: BoardStore): Message | undefined {
  const { project, history } = store.getState()
  const [after, ...future] = history.future
  if (!after) return undefined
  return showStep(store, after, { past: [...history.past, project.drawing], future })
}

function showStep(store: BoardStore, then: Drawing, history: BoardState['history']): Message | undefined {
  const state = store.getState()
  const { drawing: now } = state.project
  const { drawing, said } = store.subject.comesBack?.(state, then) ?? { drawing: then, said: undefined }
  // What comes to nothing changes nothing.
  const isSame = said !== undefined && JSON.stringify(drawing) === JSON.stringify(now)
  if (isSame) store.setState({ history })
  else showDrawing(store, drawing, history)
  return said
}

/** Another drawing in the place of the project's, as one undo step, and what else of the project comes with it. */
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
  else showDrawing(store, drawing, { past: grownPast(history, project.drawing), future: [] }, also)
}

function showDrawing(
  store: BoardStore,
  drawing: Drawing,
  history: BoardState['history'],
  also: Partial<BoardState['project']> = {},
): void {
  const { project, selection, selectedNotes, inside } = store.getState()
  // A block that is no more has no inside to stand in.
  const depth = standingIn(drawing, inside).length
  const path = depth === inside.length ? inside : inside.slice(0, depth)
  const shown = shownDrawing({ project: { ...project, drawing }, inside: path })
  const left = (ids: readonly string[], things: readonly { readonly id: string }[] = []) => {
    const there = new Set(things.map(({ id }) => id))
    return ids.every((id) => there.has(id)) ? ids : ids.filter((id) => there.has(id))
  }
  changeProject(
    store,
    { ...also, drawing, drawingVersion: project.drawingVersion + 1 },
    {
      history,
      inside: path,
      selection: left(selection, shown.nodes),
      selectedNotes: left(selectedNotes, shown.notes),
    },
  )
}
