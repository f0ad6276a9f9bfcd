/** @file undoNotice: a sentence about what Undo or Redo changed out of sight. */
import { historyText as text } from '../../../../messages/en/data/history'
import type { AppState } from '../../../../studio/state'
import type { Taken } from '../../../../studio/work-history'
import { stepWords as setWords } from '../../../../data/steps'
import { stepWords } from '../../../canvas/step-text'
import { networkWords } from '../../../network/layer-catalog'

export type Changed = Taken

/** The sentence; the state is the one after the change. */
export function undoNotice({ project, history, sets }: AppState, { kind, way, parts = [], set: id }: Changed): string {
  const back = way === 'undo'
  if (kind === 'plan') return text.settings[way]({ parts: parts.map((part) => text.part[part]) })
  if (kind === 'set') {
    const set = sets.sets.find((one) => one.id === id)
    const step = back ? set?.undone[0] : set?.steps.at(-1)
    return text.dataset[way]({ step: step ? setWords(step) : text.lastEdit })
  }
  const [before, after] = back
    ? [project.drawing, history.future[0] ?? project.drawing]
    : [history.past.at(-1) ?? project.drawing, project.drawing]
  return text.network[way]({ step: stepWords(networkWords.nouns, before, after) })
}
