/** @file The document: the drawing of a board, and in the studio plan and data pick as well. Every change goes through here, so the report is never stale. */
import { applyAll } from '../graph/apply'
import type { Drawing } from '../graph/drawing'
import type { Edit } from '../graph/edit'
import type { BoardState, BoardStore } from './board'
import { atLevel, shownDrawing, standingIn } from './levels'

/** How many steps back undo remembers. */
const UNDO_LIMIT = 500

/** What goes with a step of the history: where it is, where the canvas stands, what is selected. */
type Standing = Pick<BoardState, 'history' | 'inside' | 'selection'>

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

/** Applies edits of the whole drawing, whatever level is shown, as one undo step. */
export function editAll(store: BoardStore, edits: readonly Edit[]): void {
  const { project, history } = store.getState()
  const drawing = applyAll(project.drawing, edits)
  if (drawing === project.drawing) return
  const past = [...history.past.slice(-UNDO_LIMIT + 1), project.drawing]
  showDrawing(store, drawing, { past, future: [] })
}

/** One step back in the drawing's history. */
export function undo(store: BoardStore): void {
  const { project, history } = store.getState()
  const before = history.past.at(-1)
  if (!before) return
  showDrawing(store, before, { past: history.past.slice(0, -1), future: [project.drawing, ...history.future] })
}

/** One step forward again. */
export function redo(store: BoardStore): void {
  const { project, history } = store.getState()
  const [after, ...future] = history.future
  if (!after) return
  showDrawing(store, after, { past: [...history.past, project.drawing], future })
}

/** Another drawing in the place of the project's, as one undo step, and what else of the project comes with it. */
export function become<S extends BoardState>(
  store: BoardStore<S>,
  drawing: Drawing,
  also: Partial<S['project']>,
): void {
  const { project, history } = store.getState()
  const past = [...history.past.slice(-UNDO_LIMIT + 1), project.drawing]
  if (JSON.stringify(drawing) === JSON.stringify(project.drawing)) changeProject(store, also)
  else showDrawing(store, drawing, { past, future: [] }, also)
}

function showDrawing(
  store: BoardStore,
  drawing: Drawing,
  history: BoardState['history'],
  also: Partial<BoardState['project']> = {},
): void {
  const { project, selection, inside } = store.getState()
  // A block that is no more has no inside to stand in.
  const depth = standingIn(drawing, inside).length
  const path = depth === inside.length ? inside : inside.slice(0, depth)
  const shown = shownDrawing({ project: { ...project, drawing }, inside: path })
  const there = new Set(shown.nodes.map((node) => node.id))
  changeProject(
    store,
    { ...also, drawing, drawingVersion: project.drawingVersion + 1 },
    {
      history,
      inside: path,
      selection: selection.every((id) => there.has(id)) ? selection : selection.filter((id) => there.has(id)),
    },
  )
}
