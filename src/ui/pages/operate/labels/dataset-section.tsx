/** @file DatasetPart: builds a training dataset from the service's examples and the manual labels. */
import { useState } from 'react'
import { labelsText as text } from '../../../../messages/en/operate/labels'
import type { LabeledDataset } from '../../../../studio/operate/labeled-dataset'
import { Button } from '../../../kit/button'
import { useRunCommand, useStudio } from '../../../studio-context'
import styles from './labels.module.css'

type Made =
  | { readonly tag: 'busy' }
  | { readonly tag: 'made'; readonly made: LabeledDataset }
  | { readonly tag: 'failed'; readonly why: string }

export function DatasetSection({ labels }: { readonly labels: number }) {
  const studio = useStudio()
  const run = useRunCommand()
  const [state, setState] = useState<Made>()
  const make = () => {
    setState({ tag: 'busy' })
    studio.run('labels.dataset', {}).then(
      (made) => setState({ tag: 'made', made: made as LabeledDataset }),
      (error: unknown) => setState({ tag: 'failed', why: error instanceof Error ? error.message : String(error) }),
    )
  }
  return (
    <div className={styles.part}>
      <h3>{text.dataset.title}</h3>
      <p className={styles.soft}>{text.dataset.about}</p>
      <Button size="small" disabled={labels === 0 || state?.tag === 'busy'} onClick={make}>
        {state?.tag === 'busy' ? text.dataset.creating : text.dataset.create({ labels })}
      </Button>
      {state?.tag === 'made' && (
        <p role="status">
          {state.made.left > 0
            ? text.dataset.createdWithout({ added: state.made.rows, without: state.made.left })
            : text.dataset.created({ added: state.made.rows })}{' '}
          <Button
            size="small"
            onClick={() => run('data.use', { dataset: state.made.set })}
            title={text.dataset.use.about}
          >
            {text.dataset.use.label}
          </Button>
        </p>
      )}
      {state?.tag === 'failed' && (
        <p role="alert" className={styles.bad}>
          {state.why}
        </p>
      )}
    </div>
  )
}
