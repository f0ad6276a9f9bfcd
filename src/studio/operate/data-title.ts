/** @file titleOf: what a set is called, as far as that is known without loading it. */
import type { DataPick } from '../../compile/project'
import { setOf } from '../../compile/picked'

/** The title of the set a pick means; its id where no more is known. */
export function titleOf(pick: DataPick): string {
  return pick.schema?.title ?? setOf(pick)?.schema.title ?? pick.dataset
}
