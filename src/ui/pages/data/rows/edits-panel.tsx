/** @file Edits panel: the edits of the dataset in use, newest first, each with an Undo button. */
import { useEffect, useState } from 'react'
import { rowEditsText as text } from '../../../../messages/en/data/row-edits'
import type { DataStep } from '../../../../data/dataset-edit'
import { when } from '../../../../messages/format'
import { Button } from '../../../kit/button'
import { useRunCommand, useSelect } from '../../../studio-context'
import styles from './side-panel.module.css'
import { SidePanel } from './side-panel'

/** The edits of the dataset in use, including edits that were undone. */
export function EditsPanel({ onClose }: { readonly onClose: () => void }) {
  const run = useRunCommand()
  const record = useStepRecord()
  const dataset = useSelect((state) => state.sets.sets.find(({ id }) => id === state.project.data.dataset))
  const steps = dataset?.steps ?? []
  const undone = dataset?.undone ?? []
  return (
    <SidePanel
      title={text.panel.title}
      onClose={onClose}
      actions={
        <>
          <Button size="small" disabled={steps.length === 0} onClick={() => run('dataset.undo')}>
            {text.panel.undo}
          </Button>
          <Button size="small" disabled={undone.length === 0} onClick={() => run('dataset.redo')}>
            {text.panel.redo}
          </Button>
        </>
      }
    >
      {steps.length === 0 && undone.length === 0 && <p className={styles.missing}>{text.panel.none}</p>}
      <ol className={styles.edits}>
        {undone.toReversed().map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <li key={`u${i}`} data-undone="yes">
            <p>{record(step)}</p>
            <p className={styles.edit}>
              <span>{text.panel.undone}</span>
              <Button
                size="small"
                tone="quiet"
                onClick={() => run('dataset.redo', { to: steps.length + undone.length - i })}
              >
                {text.panel.redoTo}
              </Button>
            </p>
          </li>
        ))}
        {steps.toReversed().map((step, i) => {
          const index = steps.length - 1 - i
          return (
            <li key={index}>
              <p>{record(step)}</p>
              <p className={styles.edit}>
                <span>
                  {typeof step.at === 'string' ? text.panel.byYouAt({ when: when(step.at) }) : text.panel.byYou}
                </span>
                <Button size="small" tone="quiet" onClick={() => run('dataset.undo', { step: index })}>
                  {text.panel.undoOne}
                </Button>
                {i > 0 && (
                  <Button size="small" tone="quiet" onClick={() => run('dataset.undo', { to: index + 1 })}>
                    {text.panel.backTo}
                  </Button>
                )}
              </p>
            </li>
          )
        })}
      </ol>
    </SidePanel>
  )
}

/** Step kinds load with this panel; until then, each step is shown by the id of its kind. */
function useStepRecord(): (step: DataStep) => string {
  const [record, setRecord] = useState<(step: DataStep) => string>()
  useEffect(() => {
    let closed = false
    void import('../../../../data/edit-steps').then(({ stepText: stepWords }) => {
      if (!closed) setRecord(() => stepWords)
    })
    return () => {
      closed = true
    }
  }, [])
  return record ?? (({ kind }) => kind)
}
