/** @file Looking: how far a look at the data is, and what to do where it was stopped or broke. */
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import { useRun } from '../../../studio-context'
import type { Looking as State } from '../../../../studio/data-analysis'
import styles from './report.module.css'

export interface LookingProps {
  readonly state: State<unknown> | null
  /** What is looked for: "Looking for what is wrong". */
  readonly words: string
  /** Starts it again. */
  readonly command: string
}

/** Nothing once it is found. */
export function Looking({ state, words, command }: LookingProps) {
  const run = useRun()
  if (state?.tag === 'found') return null
  if (state?.tag === 'stopped' || state?.tag === 'failed') {
    return (
      <div className={styles.looking} role="status">
        <span>{state.tag === 'stopped' ? 'Stopped.' : `It broke off: ${state.why}`}</span>
        <Button size="small" onClick={() => run(command)}>
          Look again
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.looking} role="status">
      <span>{words}</span>
      <Progress label={words} {...(state ? { share: state.done } : {})} />
      <Button size="small" tone="quiet" onClick={() => run('data.stopLooking')}>
        Cancel
      </Button>
    </div>
  )
}
