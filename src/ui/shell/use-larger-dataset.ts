/** @file useGoOn: the offer to train on the full dataset of which the one in use is a part. */
import { useState } from 'react'
import { findDataset } from '../../catalog/datasets'
import { firstStepsText } from '../../messages/en/shell/first-steps'
import { errorNotice } from '../../studio/notice'
import { useRun, useSelect, useStudio } from '../studio-context'

const { more: text } = firstStepsText

/** A dataset to begin with, and the full one that it is a part of. */
const LARGER: Readonly<Record<string, string>> = { 'mnist-starter': 'mnist' }

export interface GoOn {
  /** Training examples of the larger dataset. */
  readonly rows: number
  /** Size of its download. */
  readonly bytes: number
  /** While the larger dataset downloads and the run continues: the share that has arrived, 0 to 1, and the same as text. */
  readonly loading: { readonly share: number; readonly words: string } | undefined
  go(): void
}

/** The offer, or undefined where the dataset in use is no part of a larger one. */
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
      .catch((error: unknown) => run('notice.show', errorNotice(error)))
      .finally(() => setAsked(false))
  }
  return {
    rows: schema.rows - schema.testRows,
    bytes: rows.kind === 'chunks' ? rows.bytes : 0,
    loading: fetched || asked ? progressOf(fetched) : undefined,
    go,
  }
}

function progressOf(
  fetched: { readonly done: number; readonly total: number } | undefined,
): NonNullable<GoOn['loading']> {
  if (!fetched || fetched.total === 0) return { share: 0, words: text.preparing }
  const { done, total } = fetched
  return { share: done / total, words: text.progress({ done, total }) }
}
