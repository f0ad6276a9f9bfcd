/** @file Go-on offer: while the starter digits are learnt, all 60,000 are one click away; the run goes on while they load. */
import { useState } from 'react'
import { bytesWords } from '../../../base/messages/words'
import { findDataset } from '../../../catalog/datasets'
import { Button } from '../../kit/button'
import { useSelect, useStudio } from '../../studio-context'
import styles from '../rooms.module.css'

/** A set to begin with, and the whole it is a part of. */
const LARGER: Readonly<Record<string, string>> = { 'mnist-starter': 'mnist' }

/** The offer, where the set in use is part of a larger one. */
export function GoOnOffer() {
  const studio = useStudio()
  const dataset = useSelect((state) => state.project.data.dataset)
  const [busy, setBusy] = useState(false)
  const larger = findDataset(LARGER[dataset] ?? '')
  if (!larger) return null
  const rows = (larger.schema.rows - larger.schema.testRows).toLocaleString('en-US')
  const size = larger.rows.kind === 'chunks' ? bytesWords(larger.rows.bytes) : ''

  async function goOn(id: string): Promise<void> {
    setBusy(true)
    try {
      await studio.run('data.goOn', { dataset: id })
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      await studio.run('notice.show', { tone: 'bad', text })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={styles.callout}>
      <p>
        {busy
          ? `Loading ${rows} digits (${size}); the run goes on meanwhile.`
          : `This is the starter set. The network can go on from what it knows with all ${rows} digits, ${size} to load once.`}
      </p>
      <Button disabled={busy} onClick={() => void goOn(larger.schema.id)}>
        Go on with all {rows}
      </Button>
    </div>
  )
}
