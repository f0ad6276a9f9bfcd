/**
 * @file ManualForm: a form for a manual request, with sliders and choices for columns and a drawing pad for an image.
 */
import { useState } from 'react'
import { manualRequestsText as text } from '../../../../messages/en/operate/service'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import { Button } from '../../../kit/button'
import { firstValues } from '../url/infer-request'
import { TryForm } from '../url/request-form'
import styles from './drawing.module.css'
import { formRow } from './manual-request-row'
import { ManualResponse } from './manual-response'
import { useSend } from './use-manual-request'

export interface ManualFormProps {
  readonly meta: ModelMeta
  readonly source: 'pad' | 'sliders'
}

export default function ManualForm({ meta, source }: ManualFormProps) {
  const [values, setValues] = useState(() => firstValues(meta))
  const sending = useSend(source)
  return (
    <form
      className={styles.manual}
      onSubmit={(event) => {
        event.preventDefault()
        sending.send(() => formRow(meta, values))
      }}
    >
      <div className={styles.fields}>
        <TryForm meta={meta} values={values} onChange={setValues} />
      </div>
      <Button type="submit" tone="primary" size="small" icon="play">
        {text.send}
      </Button>
      <ManualResponse {...sending} />
    </form>
  )
}
