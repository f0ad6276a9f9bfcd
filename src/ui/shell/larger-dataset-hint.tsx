/** @file LargerDatasetHint: suggests the full dataset while the starter dataset trains. The run continues during the download. */
import { useState } from 'react'
import { firstStepsText } from '../../messages/en/shell/first-steps'
import { useHasRun } from '../charts/use-shown-run'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { Progress } from '../kit/progress'
import styles from './hints.module.css'
import { useLargerDataset } from './use-larger-dataset'

const { more: text } = firstStepsText

/** The suggestion, shown next to the first steps. */
export function LargerDatasetHint() {
  const larger = useLargerDataset()
  const hasRun = useHasRun()
  const [isClosed, setIsClosed] = useState(false)
  if (!larger || !hasRun || isClosed) return null
  const { rows: images, bytes, loading, start } = larger
  return (
    <aside className={styles.hint} aria-label={text.label}>
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
        className={styles.close}
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
