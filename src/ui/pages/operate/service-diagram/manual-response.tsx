/**
 * @file ManualResponse: the response to the latest manual request, and a button that opens the panel of this request.
 */
import { manualRequestsText } from '../../../../messages/en/operate/service'
import { formatMessage } from '../../../../messages/message'
import type { Answered } from '../../../../protocol/serving-messages'
import { Button } from '../../../kit/button'
import { useRunCommand } from '../../../studio-context'
import { useOperate } from '../use-operate'
import styles from './drawing.module.css'
import type { Sending } from './use-manual-request'

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
