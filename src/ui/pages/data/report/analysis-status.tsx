/** @file AnalysisStatus: the progress of a data analysis, with a button to restart it if it was stopped or failed. */
import type { PlainCommandId } from '../../../../studio/run-command'
import { reportText as text } from '../../../../messages/en/data/report'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import { useRunCommand } from '../../../studio-context'
import type { AnalysisState as State } from '../../../../studio/data/data-analysis'
import kit from '../../../kit/kit.module.css'

export interface AnalysisStatusProps {
  readonly state: State<unknown> | null
  /** What is being checked, such as "Checking the data for problems". */
  readonly label: string
  /** Id of the command that restarts the analysis. */
  readonly command: PlainCommandId
}

/** Renders nothing once the analysis is done. */
export function AnalysisStatus({ state, label: words, command }: AnalysisStatusProps) {
  const run = useRunCommand()
  if (state?.tag === 'found') return null
  if (state?.tag === 'stopped' || state?.tag === 'failed') {
    return (
      <div className={`${kit.wrapWide} ${kit.soft}`} role="status">
        <span>{state.tag === 'stopped' ? text.stopped : text.failed({ why: state.why })}</span>
        <Button size="small" onClick={() => run(command)}>
          {text.checkAgain}
        </Button>
      </div>
    )
  }
  return (
    <div className={`${kit.wrapWide} ${kit.soft}`} role="status">
      <span>{words}</span>
      <Progress label={words} {...(state ? { share: state.done } : {})} />
      <Button size="small" tone="quiet" onClick={() => run('data.stopLooking')}>
        {text.cancel}
      </Button>
    </div>
  )
}
