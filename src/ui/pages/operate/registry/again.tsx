/** @file Again: training a version again, with its progress and its verdict. */
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import styles from './registry.module.css'
import type { Training } from './use-training'

/** The strip above a card. */
export function Again({ training: { state, start, stop } }: { readonly training: Training }) {
  if (state.tag === 'on')
    return (
      <div className={styles.again}>
        <Progress label="Training it again" share={state.share} words={`${Math.round(100 * state.share)} %`} />
        <Button size="small" onClick={stop}>
          Stop
        </Button>
      </div>
    )
  return (
    <div className={styles.again}>
      <Button size="small" icon="play" onClick={start}>
        Reproduce
      </Button>
      {state.tag === 'no' && (
        <span className={styles.soft}>
          Trains it again from its record in a worker of its own, and compares the weights.
        </span>
      )}
      {state.tag === 'failed' && <span className={styles.bad}>{state.why}</span>}
      {state.tag === 'done' && (
        <span role="status">
          <b data-verdict={VERDICTS[state.found.verdict]}>{WORDS[state.found.verdict]}</b> {state.found.sentence}
        </span>
      )}
    </div>
  )
}

const VERDICTS = { same: 'passed', differs: 'failed', cannot: 'unsure' } as const
const WORDS = { same: 'The same.', differs: 'It differs.', cannot: 'It cannot be told.' } as const
