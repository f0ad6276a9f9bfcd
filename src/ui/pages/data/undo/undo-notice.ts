/** @file undoNotice: a sentence that describes what Undo or Redo changed outside the visible part of the page. */
import { historyText as text } from '../../../../messages/en/data/history'
import type { AppState } from '../../../../studio/state'
import type { UndoneEntry } from '../../../../studio/edit-history'
import { stepText as setWords } from '../../../../data/edit-steps'
import { historyStepText } from '../../../canvas/history-step-text'
import { layerCatalog } from '../../../network/layer-catalog'

export type HistoryChange = UndoneEntry

/** The sentence for the notice; the app state passed in is the state after the change. */
export function undoNotice(
  { project, history, sets }: AppState,
  { kind, way: direction, parts = [], set: id }: HistoryChange,
): string {
  const back = direction === 'undo'
  if (kind === 'plan') return text.settings[direction]({ parts: parts.map((part) => text.part[part]) })
  if (kind === 'set') {
    const dataset = sets.sets.find((one) => one.id === id)
    const step = back ? dataset?.undone[0] : dataset?.steps.at(-1)
    return text.dataset[direction]({ step: step ? setWords(step) : text.lastEdit })
  }
  const [before, after] = back
    ? [project.drawing, history.future[0] ?? project.drawing]
    : [history.past.at(-1) ?? project.drawing, project.drawing]
  return text.network[direction]({ step: historyStepText(layerCatalog.nouns, before, after) })
}
