/** @file What a run can go on with: the whole set that the one in use is a part of. */
import { useState } from 'react'
import { bytesWords } from '../../../base/messages/words'
import { findDataset } from '../../../catalog/datasets'
import { useSelect, useStudio } from '../../studio-context'

/** A set to begin with, and the whole it is a part of. */
const LARGER: Readonly<Record<string, string>> = { 'mnist-starter': 'mnist' }

export interface GoOn {
  /** Training rows of the larger set. */
  readonly rows: string
  readonly size: string
  /** The larger set is loading; the run goes on meanwhile. */
  readonly busy: boolean
  go(): void
}

/** The offer, or undefined where the set in use is whole. */
export function useGoOn(): GoOn | undefined {
  const studio = useStudio()
  const dataset = useSelect((state) => state.project.data.dataset)
  const [busy, setBusy] = useState(false)
  const larger = findDataset(LARGER[dataset] ?? '')
  if (!larger) return undefined
  const { schema, rows } = larger

  async function goOn(): Promise<void> {
    setBusy(true)
    try {
      await studio.run('data.goOn', { dataset: schema.id })
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      await studio.run('notice.show', { tone: 'bad', text })
    } finally {
      setBusy(false)
    }
  }
  return {
    rows: (schema.rows - schema.testRows).toLocaleString('en-US'),
    size: rows.kind === 'chunks' ? bytesWords(rows.bytes) : '',
    busy,
    go: () => void goOn(),
  }
}
