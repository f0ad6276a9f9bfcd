/** @file SetPart: what was labelled by hand becomes a set of one's own, with the rows there were, ready to be trained on. */
import { useState } from 'react'
import { count, counted } from '../../../../messages/format'
import type { LabelledSet } from '../../../../studio/operate/labeled-dataset'
import { Button } from '../../../kit/button'
import { useRun, useStudio } from '../../../studio-context'
import styles from './labels.module.css'

type Made =
  | { readonly tag: 'busy' }
  | { readonly tag: 'made'; readonly made: LabelledSet }
  | { readonly tag: 'failed'; readonly why: string }

export function SetPart({ said }: { readonly said: number }) {
  const studio = useStudio()
  const run = useRun()
  const [state, setState] = useState<Made>()
  const make = () => {
    setState({ tag: 'busy' })
    studio.run('labels.dataset', {}).then(
      (made) => setState({ tag: 'made', made: made as LabelledSet }),
      (error: unknown) => setState({ tag: 'failed', why: error instanceof Error ? error.message : String(error) }),
    )
  }
  return (
    <div className={styles.part}>
      <h3>For training</h3>
      <p className={styles.soft}>
        The rows of the service’s set with what you labelled behind them, as a set of your own. Requests were held-out
        rows: judge what learns from them on others.
      </p>
      <Button size="small" disabled={said === 0 || state?.tag === 'busy'} onClick={make}>
        {state?.tag === 'busy' ? 'Making it…' : `Make a set with ${counted(said, 'label')}`}
      </Button>
      {state?.tag === 'made' && (
        <p role="status">
          {count(state.made.rows)} labelled rows joined
          {state.made.left > 0 && `; of ${count(state.made.left)} the input is not kept`}.{' '}
          <Button
            size="small"
            onClick={() => run('data.use', { dataset: state.made.set })}
            title="The project trains on it from now on"
          >
            Use it in this project
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
