/** @file HandForm: a request by hand out of a form: sliders and choices for columns, a pad for a picture. */
import { useState } from 'react'
import type { ModelMeta } from '../../../../serving/http/contract'
import { Button } from '../../../kit/button'
import { firstValues } from '../url/call'
import { TryForm } from '../url/try-form'
import styles from './drawing.module.css'
import { HandAnswer } from './hand-answer'
import { formRow } from './hand-row'
import { useSend } from './use-send'

export interface HandFormProps {
  readonly meta: ModelMeta
  readonly source: 'pad' | 'sliders'
}

export default function HandForm({ meta, source }: HandFormProps) {
  const [values, setValues] = useState(() => firstValues(meta))
  const sending = useSend(source)
  return (
    <form
      className={styles.hand}
      onSubmit={(event) => {
        event.preventDefault()
        sending.send(() => formRow(meta, values))
      }}
    >
      <div className={styles.fields}>
        <TryForm meta={meta} values={values} onChange={setValues} />
      </div>
      <Button type="submit" tone="primary" size="small" icon="play">
        Send
      </Button>
      <HandAnswer {...sending} />
    </form>
  )
}
