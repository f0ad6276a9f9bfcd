/** @file HandAnswer: what the service said to the latest request by hand, and the way to all of it. */
import { say } from '../../../../messages/message'
import { count, significant } from '../../../../messages/format'
import type { Status } from '../../../../ops/record'
import type { Answered } from '../../../../protocol/serving-messages'
import { Button } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import { msWords, share } from '../live/log-summary'
import { useOperate } from '../use-operate'
import styles from './drawing.module.css'
import type { Sending } from './use-send'

/** Nothing before the first answer. */
export function HandAnswer({ answer, sent, skipped, trouble }: Sending) {
  const run = useRun()
  const classes = useOperate((state) => (state.serving.tag === 'on' ? state.serving.book.classes : NONE))
  if (trouble !== undefined) {
    return (
      <p className={styles.trouble} role="status">
        {trouble}
      </p>
    )
  }
  if (!answer) return null
  const version = answer.version && `${answer.version.model}, version ${answer.version.version}`
  return (
    <div className={styles.answer} data-status={answer.status}>
      <b>{answerWords(answer, classes)}</b>
      <span>
        {[version, answer.cached ? 'from the cache' : undefined, msWords(answer.total)].filter(Boolean).join(', ')}
      </span>
      <span>
        {`Request ${count(answer.request)}, ${count(sent)} sent`}
        {skipped > 0 && `, ${count(skipped)} left out: the one before was on its way`}
      </span>
      <Button size="small" onClick={() => run('service.look', { request: answer.request })}>
        Look at it
      </Button>
    </div>
  )
}

const NONE: readonly string[] = []
const WITHOUT: Readonly<Record<Exclude<Status, 'ok' | 'fallback'>, string>> = {
  invalid: 'Refused: it is no valid input.',
  limited: 'Turned away by the rate limit.',
  unready: 'No version is there to answer.',
  failed: 'It failed.',
  abstained: 'It abstains: it is not sure enough.',
}

function answerWords({ status, said, predicted, outputs }: Answered, classes: readonly string[]): string {
  if (said) return say(said)
  if (status !== 'ok' && status !== 'fallback') return WITHOUT[status]
  const plain = status === 'fallback' ? 'The usual answer, ' : ''
  const [one = Number.NaN] = outputs
  if (classes.length === 0) return `${plain}${significant(one)}`
  const sure = outputs.length === 1 ? Math.max(one, 1 - one) : Math.max(...outputs)
  return `${plain}${classes[predicted] ?? 'none'}, ${share(sure)}`
}
