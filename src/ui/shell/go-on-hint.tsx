/** @file GoOnHint: while the starter digits are learnt, the whole set is offered; the run goes on while it loads. */
import { useState } from 'react'
import { bytesWords, count } from '../../base/messages/words'
import { findDataset } from '../../catalog/datasets'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { useRun, useSelect, useStudio } from '../studio-context'
import styles from './hints.module.css'

/** The offer, beside the first steps. */
export function GoOnHint() {
  const studio = useStudio()
  const run = useRun()
  const offered = useSelect(
    (state) => state.project.data.dataset === 'mnist-starter' && ['training', 'paused', 'done'].includes(state.run.tag),
  )
  const [closed, setClosed] = useState(false)
  const [loading, setLoading] = useState(false)
  const whole = findDataset('mnist')
  if (!offered || closed || !whole) return null
  const rows = count(whole.schema.rows - whole.schema.testRows)
  const bytes = whole.rows.kind === 'chunks' ? `, ${bytesWords(whole.rows.bytes)}` : ''

  function goOn(): void {
    setLoading(true)
    studio
      .run('data.goOn', { dataset: 'mnist' })
      .catch((error: unknown) => {
        run('notice.show', { tone: 'bad', text: error instanceof Error ? error.message : String(error) })
      })
      .finally(() => setLoading(false))
  }
  return (
    <aside className={styles.hint} aria-label="More data">
      <span role="status">{loading && `Loading ${rows} digits; the run goes on meanwhile.`}</span>
      {!loading && (
        <Button size="small" onClick={goOn}>
          Go on with all {rows} digits{bytes}
        </Button>
      )}
      <IconButton
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
