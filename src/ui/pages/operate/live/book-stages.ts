/** @file bookStages: the stages of the log in the order in which requests pass them, including stages removed from the diagram. */
import { liveText } from '../../../../messages/en/operate/live'
import { termsText } from '../../../../messages/en/operate/terms'
import { stages as catalog } from '../../../../catalog/stages'
import { type Book, type GoneStage, placesInOrder } from '../../../../ops/record'
import type { StageFacts } from './use-stages'

export interface BookStage {
  readonly id: string
  /** Index in the book, and so in its counts. */
  readonly place: number
  readonly title: string
  readonly kind: string
  /** The stage in the diagram; absent if it was removed. */
  readonly drawn?: StageFacts
}

/** Counts cover all stages; `drawn` has the current ones. An old log does not know the removed stages. */
export function bookStages(book: Book, drawn: ReadonlyMap<string, StageFacts>): readonly BookStage[] {
  return placesInOrder(book).flatMap((place): readonly BookStage[] => {
    const id = book.stages[place] ?? ''
    const now = drawn.get(id)
    if (now) return [{ id, place, title: now.title, kind: now.kind, drawn: now }]
    const gone = book.redrawn?.gone[id]
    return gone ? [{ id, place, ...goneFacts(gone) }] : []
  })
}

/** A removed stage has lost its name, so it is called by its kind, a model by its alias. */
function goneFacts({ class_name, alias }: GoneStage): Pick<BookStage, 'title' | 'kind'> {
  const kind = class_name.charAt(0).toLowerCase() + class_name.slice(1)
  const title = alias ? termsText.aliasTitle[alias] : (catalog.find(kind)?.title ?? class_name)
  return { title: liveText.stages.removed({ title }), kind }
}
