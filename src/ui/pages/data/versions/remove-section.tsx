/** @file Removes a dataset after showing what uses it. */
import { useState } from 'react'
import { versionsText as text } from '../../../../messages/en/data/versions'
import type { SetRecord } from '../../../../storage/dataset-records'
import { setBytes } from '../../../../storage/dataset-versions'
import { Button } from '../../../kit/button'
import { useStudio } from '../../../studio-context'
import styles from '../../pages.module.css'
import layout from './versions.module.css'

/** A confirmation prompt for the removal; `force` is set if the dataset is in use. */
interface Question {
  readonly text: string
  readonly force: boolean
}

/** The Remove button and the confirmation prompt. */
export function RemoveSection({ set }: { readonly set: SetRecord }) {
  const studio = useStudio()
  const [question, setQuestion] = useState<Question>()
  async function remove(force: boolean): Promise<void> {
    try {
      await studio.run('dataset.remove', { dataset: set.id, force })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      setQuestion({ text: why, force: (error as { code?: string }).code === 'dataset-in-use' })
    }
  }
  return (
    <section className={styles.part} aria-label={text.storage.title}>
      <div className={styles.title}>
        <h3>{text.storage.title}</h3>
        <span>{text.storage.size({ bytes: setBytes(set), versions: set.versions.length })}</span>
        <div className={styles.grow} />
        {!question && (
          <Button
            size="small"
            tone="bad"
            icon="trash"
            onClick={() => setQuestion({ text: text.storage.sure, force: false })}
          >
            {text.storage.remove}
          </Button>
        )}
      </div>
      {question && (
        <div className={layout.asked} role="alert">
          <p>{question.text}</p>
          <Button size="small" tone="bad" onClick={() => void remove(question.force)}>
            {question.force ? text.storage.confirmInUse : text.storage.confirm}
          </Button>
          {/* The focused button is gone, so the safe answer takes the focus. */}
          <Button size="small" autoFocus onClick={() => setQuestion(undefined)}>
            {text.storage.keep}
          </Button>
        </div>
      )}
    </section>
  )
}
