/** @file LargerDatasetHint: while the starter digits train, offers the full dataset; the run continues while it downloads. */
import { useState } from 'react'
import { firstStepsText } from '../../messages/en/shell/first-steps'
import { useBegun } from '../charts/use-shown-run'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { Progress } from '../kit/progress'
import styles from './hints.module.css'
import { useGoOn } from './use-larger-dataset'

const { more: text } = firstStepsText

/** The offer, next to the first steps. */
export function LargerDatasetHint() {
  const offer = useGoOn()
  const begun = useBegun()
  const [closed, setClosed] = useState(false)
  if (!offer || !begun || closed) return null
  const { rows: images, bytes, loading, go } = offer
  return (
    <aside className={styles.hint} aria-label={text.label}>
      {loading ? (
        <>
          <span>{text.loading({ images })}</span>
          <Progress label={text.loading({ images })} {...loading} />
        </>
      ) : (
        <Button size="small" onClick={go}>
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
        onClick={() => setClosed(true)}
      />
    </aside>
  )
}
