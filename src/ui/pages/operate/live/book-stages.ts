/** @file bookStages: the stages of the log's book in the order in which requests pass them, with those that were taken out of the drawing. */
import { stages as catalog } from '../../../../catalog/stages'
import { type Book, type GoneStage, placesInOrder } from '../../../../ops/record'
import type { StageFacts } from './use-stages'

export interface BookStage {
  readonly id: string
  /** In the book, and so of its counts. */
  readonly place: number
  readonly title: string
  readonly kind: string
  /** How it is drawn; absent of one that is no longer. */
  readonly drawn?: StageFacts
}

/** What was counted is of all of them; `drawn` has those there are now. A log of before stages kept their places does not know all. */
export function bookStages(book: Book, drawn: ReadonlyMap<string, StageFacts>): readonly BookStage[] {
  return placesInOrder(book).flatMap((place): readonly BookStage[] => {
    const id = book.stages[place] ?? ''
    const now = drawn.get(id)
    if (now) return [{ id, place, title: now.title, kind: now.kind, drawn: now }]
    const gone = book.redrawn?.gone[id]
    return gone ? [{ id, place, ...goneFacts(gone) }] : []
  })
}

/** A stage goes by its kind once its name is gone with it, a model by its alias. */
function goneFacts({ class_name, alias }: GoneStage): Pick<BookStage, 'title' | 'kind'> {
  const kind = class_name.charAt(0).toLowerCase() + class_name.slice(1)
  const title = alias ? alias.charAt(0).toUpperCase() + alias.slice(1) : (catalog.find(kind)?.title ?? class_name)
  return { title: `${title}, taken out`, kind }
}
