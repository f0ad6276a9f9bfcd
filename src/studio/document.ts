/** @file The document: drawing, plan and data pick of the open project. Every change goes through here, so the report is never stale. */
import type { StoreApi } from 'zustand/vanilla'
import type { DatasetSchema } from '../catalog/dataset-schema'
import { findDataset } from '../catalog/datasets'
import { checkNetwork } from '../compile/check-network'
import { applyAll } from '../graph/apply'
import type { Drawing } from '../graph/drawing'
import type { Edit } from '../graph/edit'
import { atLevel, shownDrawing, standingIn } from './levels'
import type { AppState } from './state'

type Store = StoreApi<AppState>
type Project = AppState['project']

/** How many steps back undo remembers. */
const UNDO_LIMIT = 500

/** What the drawing is checked against: the loaded set's schema, or what the catalog says of one not yet loaded. */
export function schemaOf(state: AppState): DatasetSchema | undefined {
  return state.data.tag === 'none' ? findDataset(state.project.data.dataset)?.schema : state.data.schema
}

/** Changes parts of the project and checks it again. */
export function changeProject(store: Store, part: Partial<Project>, also: Partial<AppState> = {}): void {
  store.setState((state) => {
    const project = { ...state.project, ...part }
    const after = { ...state, ...also, project }
    return { ...also, project, report: checkNetwork(project.drawing, schemaOf(after), project.plan) }
  })
}

/** Applies edits of the level shown as one undo step. */
export function edit(store: Store, edits: readonly Edit[]): void {
  editAll(store, atLevel(store.getState(), edits))
}

/** Applies edits of the project's whole drawing, whatever level is shown, as one undo step. */
export function editAll(store: Store, edits: readonly Edit[]): void {
  const { project, history } = store.getState()
  const drawing = applyAll(project.drawing, edits)
  if (drawing === project.drawing) return
  const past = [...history.past.slice(-UNDO_LIMIT + 1), project.drawing]
  showDrawing(store, drawing, { past, future: [] })
}

/** One step back in the drawing's history. */
export function undo(store: Store): void {
  const { project, history } = store.getState()
  const before = history.past.at(-1)
  if (!before) return
  showDrawing(store, before, { past: history.past.slice(0, -1), future: [project.drawing, ...history.future] })
}

/** One step forward again. */
export function redo(store: Store): void {
  const { project, history } = store.getState()
  const [after, ...future] = history.future
  if (!after) return
  showDrawing(store, after, { past: [...history.past, project.drawing], future })
}

function showDrawing(store: Store, drawing: Drawing, history: AppState['history']): void {
  const { project, selection, inside } = store.getState()
  // A block that is no more has no inside to stand in.
  const depth = standingIn(drawing, inside).length
  const path = depth === inside.length ? inside : inside.slice(0, depth)
  const shown = shownDrawing({ project: { ...project, drawing }, inside: path })
  const there = new Set(shown.nodes.map((node) => node.id))
  changeProject(
    store,
    { drawing, drawingVersion: project.drawingVersion + 1 },
    {
      history,
      inside: path,
      selection: selection.every((id) => there.has(id)) ? selection : selection.filter((id) => there.has(id)),
    },
  )
}
