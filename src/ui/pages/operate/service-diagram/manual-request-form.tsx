/**
 * @file ManualForm: a form for a manual request, with sliders and choices for columns and a drawing pad for an image.
 */
import { useState } from 'react'
import { manualRequestsText } from '../../../../messages/en/operate/service'
import { formatMessage } from '../../../../messages/message'
import type { Answered } from '../../../../protocol/serving-messages'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import { Button } from '../../../kit/button'
import { useRunCommand } from '../../../studio-context'
import { firstValues, TryForm } from '../url'
import { useOperate } from '../use-operate'
import styles from './drawing.module.css'
import { formRow, type Sending, useSend } from './use-manual-request'

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
        {manualRequestsText.send}
      </Button>
      <ManualResponse {...sending} />
    </form>
  )
}

// ManualResponse: the response to the latest manual request, and a button that opens the panel of this request.

const { answer: text } = manualRequestsText

/** Renders nothing before the first response. */
export function ManualResponse({ answer, sent, skipped, trouble }: Sending) {
  const run = useRunCommand()
  const classes = useOperate((state) => (state.serving.tag === 'on' ? state.serving.book.classes : NONE))
  if (trouble !== undefined) {
    return (
      <p className={styles.error} role="status">
        {trouble}
      </p>
    )
  }
  if (!answer) return null
  return (
    <div className={styles.response} data-status={answer.status}>
      <b>{answerText(answer, classes)}</b>
      <span>{text.details({ ...answer.version, cached: answer.cached, ms: answer.total })}</span>
      <span>{text.sent({ request: answer.request, sent, skipped })}</span>
      <Button size="small" onClick={() => run('service.inspect', { request: answer.request })}>
        {text.open}
      </Button>
    </div>
  )
}

const NONE: readonly string[] = []

function answerText({ status, problem, predicted, outputs }: Answered, classes: readonly string[]): string {
  if (problem) return formatMessage(problem)
  if (status !== 'ok' && status !== 'fallback') return text[status]
  const [value = Number.NaN] = outputs
  if (classes.length === 0) return status === 'ok' ? text.number({ value }) : text.fallbackNumber({ value })
  const confidence = outputs.length === 1 ? Math.max(value, 1 - value) : Math.max(...outputs)
  const prediction = { name: classes[predicted] ?? text.none, confidence }
  return status === 'ok' ? text.class(prediction) : text.fallbackClass(prediction)
}
