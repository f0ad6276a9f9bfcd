/**
 * @file The undo history of a project on this device, so that Undo goes on after a reload or when the project is opened
 * again: its newest drawings, before and after the present one. Loaded lazily, and never part of a file.
 */
import { stableJson } from '../../base/stable-json'
import type { Drawing } from '../../graph/drawing'
import { drawingShape } from '../../storage/project-schema'
import { undoHistoryKey } from '../../storage/projects'
import type { Storage } from '../../storage/records'
import type { BoardStore } from '../network/canvas-board'
import type { AppState } from '../state'
import { untrackedEdits } from './edit-history-entries'

/** The steps that are stored in each direction, and the most nodes and wires of their drawings together. */
const MOST_STEPS = 100
const MOST_PARTS = 50_000

type History = AppState['history']

/** What is stored. Drawings share their unchanged nodes, and a structured clone keeps that. */
interface StoredHistory extends History {
  readonly version: 1
  /** The drawing that the steps lead to: a page may be closed between the save of the project and that of its history. */
  readonly present: Drawing
}

type Steps = Pick<AppState, 'project' | 'history' | 'lessonPreview'>

/**
 * Stores the newest steps of a saved project: those of now, while it is open. If storage is not available, they last
 * until the page closes.
 */
export async function storeHistory({ settings }: Pick<Storage, 'settings'>, saved: Steps, now: Steps): Promise<void> {
  const { project, history, lessonPreview } = now.project.id === saved.project.id ? now : saved
  // The drawing of a preview is not that of the project.
  if (lessonPreview) return
  const past = withinLimits(history.past.toReversed()).toReversed()
  const stored: StoredHistory = { version: 1, past, present: project.drawing, future: withinLimits(history.future) }
  await settings.put(undoHistoryKey(project.id), stored).catch(() => undefined)
}

/** Puts the stored steps of a project before the steps that were made since it was opened. */
export async function restoreHistory(
  store: BoardStore<AppState>,
  { settings }: Pick<Storage, 'settings'>,
  { id, drawing }: Pick<AppState['project'], 'id' | 'drawing'>,
): Promise<void> {
  const stored = readHistory(await settings.get(undoHistoryKey(id)).catch(() => undefined))
  const { project, history: now } = store.getState()
  if (!stored || project.id !== id) return
  const isSame = stableJson(stored.present) === stableJson(drawing)
  // If the drawing was saved later than its history, the way back leads over the last known drawing.
  const before = isSame ? stored.past : [...stored.past, stored.present]
  const isUnedited = now.past.length === 0 && now.future.length === 0 && project.drawing === drawing
  const history: History = {
    past: [...before, ...now.past],
    future: isSame && isUnedited ? stored.future : now.future,
  }
  if (history.past.length + history.future.length === now.past.length + now.future.length) return
  // The steps are not made now.
  untrackedEdits.add(history)
  store.setState({ history })
}

/** The first drawings that are not too large together. */
function withinLimits(drawings: readonly Drawing[]): readonly Drawing[] {
  let parts = 0
  const end = drawings.findIndex((drawing, i) => {
    parts += [drawing, ...Object.values(drawing.blocks ?? {}).map(({ inside }) => inside)].reduce(
      (sum, { nodes, wires }) => sum + nodes.length + wires.length,
      0,
    )
    return i === MOST_STEPS || parts > MOST_PARTS
  })
  return end < 0 ? drawings : drawings.slice(0, end)
}

/** A stored history; undefined if there is none, or if a later version of Netloom wrote another kind. */
function readHistory(stored: unknown): StoredHistory | undefined {
  const found = stored as Partial<StoredHistory> | undefined
  if (found?.version !== 1 || !Array.isArray(found.past) || !Array.isArray(found.future)) return undefined
  const all: readonly unknown[] = [...found.past, found.present, ...found.future]
  return all.every((one) => drawingShape.safeParse(one).success) ? (found as StoredHistory) : undefined
}
