/** @file A set removed: what needs it is said first. */
import { useState } from 'react'
import { byteSize } from '../../../../messages/format'
import type { SetRecord } from '../../../../storage/dataset-records'
import { setBytes } from '../../../../storage/dataset-versions'
import { Button } from '../../../kit/button'
import { useStudio } from '../../../studio-context'
import styles from '../../pages.module.css'
import layout from './versions.module.css'

type Asked = { readonly words: string; readonly force: boolean }

/** The button, and the sentence that stands before it does anything. */
export function RemovePart({ set }: { readonly set: SetRecord }) {
  const studio = useStudio()
  const [asked, setAsked] = useState<Asked>()
  const size = setBytes(set)
  async function remove(force: boolean): Promise<void> {
    try {
      await studio.run('dataset.remove', { dataset: set.id, force })
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      setAsked({ words, force: (error as { code?: string }).code === 'set-in-use' })
    }
  }
  return (
    <section className={styles.part} aria-label="On this device">
      <div className={styles.title}>
        <h3>On this device</h3>
        <span>
          {size === 0
            ? 'no room of its own: it shares the shipped set'
            : `${byteSize(size)}${set.versions.length > 0 ? ', all versions together' : ''}`}
        </span>
        <div className={styles.grow} />
        {!asked && (
          <Button
            size="small"
            tone="bad"
            icon="trash"
            onClick={() => setAsked({ words: 'It cannot be brought back but from its files.', force: false })}
          >
            Remove the set
          </Button>
        )}
      </div>
      {asked && (
        <div className={layout.asked} role="alert">
          <p>{asked.words}</p>
          <Button size="small" tone="bad" onClick={() => void remove(asked.force)}>
            {asked.force ? 'Remove it all the same' : 'Remove'}
          </Button>
          {/* The button that had the focus is gone; the harmless answer takes it. */}
          <Button size="small" autoFocus onClick={() => setAsked(undefined)}>
            Keep it
          </Button>
        </div>
      )}
    </section>
  )
}
