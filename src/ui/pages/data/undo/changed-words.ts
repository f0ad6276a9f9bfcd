/** @file ChangedWords: what Undo or Redo changed out of sight, in a sentence. */
import { list } from '../../../../messages/format'
import type { AppState } from '../../../../studio/state'
import type { Taken } from '../../../../studio/work-history'
import { stepWords as setWords } from '../../../../data/steps'
import { stepWords } from '../../../canvas/step-text'
import { networkWords } from '../../../network/layer-catalog'

export type Changed = Taken

/** The sentence; the state is that after it. */
export function changedWords(
  { project, history, sets }: AppState,
  { kind, way, parts = [], set: id }: Changed,
): string {
  const back = way === 'undo'
  const start = back ? 'Taken back' : 'Done again'
  if (kind === 'plan') return `${start}: ${list(parts.map((part) => PARTS[part]))}.`
  if (kind === 'set') {
    const set = sets.sets.find((one) => one.id === id)
    const step = back ? set?.undone[0] : set?.steps.at(-1)
    return `${start}, in the set: ${step ? setWords(step) : 'its last step'}.`
  }
  const [before, after] = back
    ? [project.drawing, history.future[0] ?? project.drawing]
    : [history.past.at(-1) ?? project.drawing, project.drawing]
  return `${start}, in the drawing: ${stepWords(networkWords.nouns, before, after)}.`
}

const PARTS: Readonly<Record<NonNullable<Taken['parts']>[number], string>> = {
  prepare: 'how columns are prepared',
  split: 'how rows are split',
  seed: 'the seed',
  balance: 'how rare rows are balanced',
  classWeights: 'how much classes weigh',
  augment: 'how training samples are varied',
  target: 'what is predicted',
  features: 'what it is predicted from',
}
