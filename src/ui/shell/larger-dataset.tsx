/** @file The full version of the dataset in use: the suggestion to continue training on it, and its download. */
import { useState } from 'react'
import { findDataset } from '../../catalog/datasets'
import { firstStepsText } from '../../messages/en/shell/first-steps'
import { transportText } from '../../messages/en/train/transport'
import { errorNotice } from '../../studio/notice'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { Progress } from '../kit/progress'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './hints.module.css'

const { more: text } = firstStepsText
const { larger: offerText } = transportText

/** Maps each starter dataset to the full dataset of which it is a subset. */
const LARGER: Readonly<Record<string, string>> = { 'mnist-starter': 'mnist' }

interface LargerDataset {
  /** Number of training examples in the larger dataset. */
  readonly rows: number
  /** Download size in bytes. */
  readonly bytes: number
  /**
   * Download progress (the run continues in the meantime): the loaded fraction from 0 to 1, and the progress as text.
   */
  readonly loading: { readonly share: number; readonly text: string } | undefined
  start(): void
}

/** The larger dataset; undefined if the dataset in use is not a subset of a larger dataset. */
function useLargerDataset(): LargerDataset | undefined {
  const studio = useStudio()
  const run = useRunCommand()
  const dataset = useSelect((state) => state.project.data.dataset)
  const fetching = useSelect((state) => state.fetching)
  const [isRequested, setIsRequested] = useState(false)
  const larger = findDataset(LARGER[dataset] ?? '')
  if (!larger) return undefined
  const { schema, rows } = larger
  const fetched = fetching?.dataset === schema.id ? fetching : undefined

  function start(): void {
    setIsRequested(true)
    studio
      .run('data.goOn', { dataset: schema.id })
      .catch((error: unknown) => run('notice.show', errorNotice(error)))
      .finally(() => setIsRequested(false))
  }
  return {
    rows: schema.rows - schema.testRows,
    bytes: rows.kind === 'chunks' ? rows.bytes : 0,
    loading: fetched || isRequested ? progressOf(fetched) : undefined,
    start,
  }
}

function progressOf(
  fetched: { readonly done: number; readonly total: number } | undefined,
): NonNullable<LargerDataset['loading']> {
  if (!fetched || fetched.total === 0) return { share: 0, text: text.preparing }
  const { done, total } = fetched
  return { share: done / total, text: text.progress({ done, total }) }
}

/** The offer to train on more data, as a note with a sentence, on *Train* and in the panel of the network. */
export function LargerDatasetOffer({ className }: { readonly className: string }) {
  const larger = useLargerDataset()
  if (!larger) return null
  const { rows: images, bytes, loading, start } = larger
  return (
    <aside className={`${kit.note} ${className}`} aria-label={text.label}>
      <p>{loading ? offerText.loading({ images }) : offerText.offer({ images, bytes })}</p>
      {loading ? (
        <Progress label={offerText.progress({ images })} {...loading} />
      ) : (
        <Button onClick={start}>{offerText.accept({ images })}</Button>
      )}
    </aside>
  )
}

/** The suggestion to train on more data, shown next to the first steps after the first run. */
export default function LargerDatasetHint() {
  const larger = useLargerDataset()
  const [isClosed, setIsClosed] = useState(false)
  if (!larger || isClosed) return null
  const { rows: images, bytes, loading, start } = larger
  return (
    <aside className={`${kit.rowWide} ${styles.hint}`} aria-label={text.label}>
      {loading ? (
        <>
          <span>{text.loading({ images })}</span>
          <Progress label={text.loading({ images })} {...loading} />
        </>
      ) : (
        <Button size="small" onClick={start}>
          {text.offer({ images, bytes })}
        </Button>
      )}
      <IconButton
        className={kit.push}
        label={text.close}
        icon="close"
        size="small"
        tone="quiet"
        tip="none"
        onClick={() => setIsClosed(true)}
      />
    </aside>
  )
}
