/** @file Edits panel: what was done to the set in use, newest first: what, when, and a way to take each back. */
import { useEffect, useState } from 'react'
import type { DataStep } from '../../../../data/step'
import { dateWords } from '../../../shell/date-words'
import { Button } from '../../../kit/button'
import { useRun, useSelect } from '../../../studio-context'
import styles from './side.module.css'
import { Side } from './side'

/** The edits of the set in use, and those that were taken back. */
export function EditsPanel({ onClose }: { readonly onClose: () => void }) {
  const run = useRun()
  const words = useStepWords()
  const set = useSelect((state) => state.sets.sets.find(({ id }) => id === state.project.data.dataset))
  const steps = set?.steps ?? []
  const undone = set?.undone ?? []
  return (
    <Side
      title="Edits"
      onClose={onClose}
      actions={
        <>
          <Button size="small" disabled={steps.length === 0} onClick={() => run('dataset.undo')}>
            Undo
          </Button>
          <Button size="small" disabled={undone.length === 0} onClick={() => run('dataset.redo')}>
            Redo
          </Button>
        </>
      }
    >
      {steps.length === 0 && undone.length === 0 && (
        <p className={styles.missing}>
          Nothing was edited. What you do here is a step that can be taken back; a shipped set becomes one of your own
          with the first.
        </p>
      )}
      <ol className={styles.edits}>
        {undone.toReversed().map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <li key={`u${i}`} data-undone="yes">
            <p>{words(step)}</p>
            <p className={styles.edit}>
              <span>taken back</span>
              <Button
                size="small"
                tone="quiet"
                onClick={() => run('dataset.redo', { to: steps.length + undone.length - i })}
              >
                Do again up to here
              </Button>
            </p>
          </li>
        ))}
        {steps.toReversed().map((step, i) => {
          const index = steps.length - 1 - i
          return (
            <li key={index}>
              <p>{words(step)}</p>
              <p className={styles.edit}>
                <span>you{typeof step.at === 'string' && `, ${dateWords(step.at)}`}</span>
                <Button size="small" tone="quiet" onClick={() => run('dataset.undo', { step: index })}>
                  Take back
                </Button>
                {i > 0 && (
                  <Button size="small" tone="quiet" onClick={() => run('dataset.undo', { to: index + 1 })}>
                    Back to here
                  </Button>
                )}
              </p>
            </li>
          )
        })}
      </ol>
    </Side>
  )
}

/** The kinds of steps come when somebody looks at them. */
function useStepWords(): (step: DataStep) => string {
  const [words, setWords] = useState<(step: DataStep) => string>()
  useEffect(() => {
    let closed = false
    void import('../../../../data/steps').then(({ stepWords }) => {
      if (!closed) setWords(() => stepWords)
    })
    return () => {
      closed = true
    }
  }, [])
  return words ?? (({ kind }) => kind)
}
