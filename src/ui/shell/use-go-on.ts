/** @file What a run can go on with: the whole set that the one in use is a part of. */
import { useState } from 'react'
import { byteSize, count } from '../../messages/format'
import { findDataset } from '../../catalog/datasets'
import { useRun, useSelect, useStudio } from '../studio-context'

/** A set to begin with, and the whole it is a part of. */
const LARGER: Readonly<Record<string, string>> = { 'mnist-starter': 'mnist' }

export interface GoOn {
  /** Training rows of the larger set. */
  readonly rows: string
  readonly size: string
  /** The larger set is on its way, the run goes on meanwhile: 0 to 1, and how far it is in words. */
  readonly loading: { readonly share: number; readonly words: string } | undefined
  go(): void
}

/** The offer, or undefined where the set in use is whole. */
export function useGoOn(): GoOn | undefined {
  const studio = useStudio()
  const run = useRun()
  const dataset = useSelect((state) => state.project.data.dataset)
  const fetching = useSelect((state) => state.fetching)
  const [asked, setAsked] = useState(false)
  const larger = findDataset(LARGER[dataset] ?? '')
  if (!larger) return undefined
  const { schema, rows } = larger
  const fetched = fetching?.dataset === schema.id ? fetching : undefined

  function go(): void {
    setAsked(true)
    studio
      .run('data.goOn', { dataset: schema.id })
      .catch((error: unknown) => {
        run('notice.show', { tone: 'bad', text: error instanceof Error ? error.message : String(error) })
      })
      .finally(() => setAsked(false))
  }
  return {
    rows: count(schema.rows - schema.testRows),
    size: rows.kind === 'chunks' ? byteSize(rows.bytes) : '',
    loading: fetched || asked ? loadWords(fetched) : undefined,
    go,
  }
}

function loadWords(
  fetched: { readonly done: number; readonly total: number } | undefined,
): NonNullable<GoOn['loading']> {
  if (!fetched || fetched.total === 0) return { share: 0, words: 'getting ready' }
  const { done, total } = fetched
  return { share: done / total, words: `${byteSize(done)} of ${byteSize(total)}` }
}
