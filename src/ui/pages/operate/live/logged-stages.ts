/**
 * @file loggedStages: the stages that occur in the log, in the order in which requests pass through them, including
 * stages that were removed from the diagram.
 */

import { stages as catalog } from '../../../../catalog/service-stages'
import { liveText } from '../../../../messages/en/operate/live'
import { termsText } from '../../../../messages/en/operate/terms'
import { type LogDictionary, type RemovedStage, stagesInOrder } from '../../../../ops/log-entry'
import type { StageInfo } from './use-stages'

export interface LoggedStage {
  readonly id: string
  /** Index of the stage in the log dictionary and in the counts. */
  readonly index: number
  readonly title: string
  readonly kind: string
  /** The stage as it appears in the current diagram; absent if it was removed. */
  readonly drawn?: StageInfo
}

/**
 * All stages that the counts refer to; `drawn` contains the stages of the current diagram. Old logs do not contain
 * removed stages.
 */
export function loggedStages(book: LogDictionary, drawn: ReadonlyMap<string, StageInfo>): readonly LoggedStage[] {
  return stagesInOrder(book).flatMap((index): readonly LoggedStage[] => {
    const id = book.stages[index] ?? ''
    const now = drawn.get(id)
    if (now) return [{ id, index, title: now.title, kind: now.kind, drawn: now }]
    const removed = book.redrawn?.gone[id]
    return removed ? [{ id, index, ...removedStageInfo(removed) }] : []
  })
}

/**
 * The title and kind of a removed stage. The name of the stage is no longer known, so a model stage is identified by
 * its alias and any other stage by its kind.
 */
function removedStageInfo({ class_name, alias }: RemovedStage): Pick<LoggedStage, 'title' | 'kind'> {
  const kind = class_name.charAt(0).toLowerCase() + class_name.slice(1)
  const title = alias ? termsText.aliasTitle[alias] : (catalog.find(kind)?.title ?? class_name)
  return { title: liveText.stages.removed({ title }), kind }
}
