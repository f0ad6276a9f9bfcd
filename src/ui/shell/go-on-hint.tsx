/** @file GoOnHint: while the starter digits are learnt, the whole set is offered; the run goes on while it loads. */
import { useState } from 'react'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { Progress } from '../kit/progress'
import { useBegun } from '../charts/use-shown-run'
import styles from './hints.module.css'
import { useGoOn } from './use-go-on'

/** The offer, beside the first steps. */
export function GoOnHint() {
  const offer = useGoOn()
  const begun = useBegun()
  const [closed, setClosed] = useState(false)
  if (!offer || !begun || closed) return null
  const { rows, size, loading, go } = offer
  return (
    <aside className={styles.hint} aria-label="More data">
      {loading ? (
        <>
          <span>All {rows} digits are on their way</span>
          <Progress label={`Loading all ${rows} digits`} {...loading} />
        </>
      ) : (
        <Button size="small" onClick={go}>
          Go on with all {rows} digits, {size}
        </Button>
      )}
      <IconButton
        className={styles.close}
        label="Close the offer"
        icon="close"
        size="small"
        tone="quiet"
        tip="none"
        onClick={() => setClosed(true)}
      />
    </aside>
  )
}
