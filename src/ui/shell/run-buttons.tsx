/** @file Transport: buttons that train, pause, step and stop, with the status of the run. */
import { headerText } from '../../messages/en/shell/header'
import { runStatusText } from '../../messages/en/shell/run-status'
import { formatMessage } from '../../messages/message'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { interruptedRun, newestFirst } from '../charts/use-shown-run'
import { useRunCommand, useSelect } from '../studio-context'
import styles from './header.module.css'
import {
  chosenWeightsText,
  plannedEpochs,
  lastRunStatus,
  openedVersionText,
  describeRun,
  spokenStatus,
  tooLargeText,
} from './run-status'

const { run: text } = headerText

/** The run controls in the header. */
export function Transport() {
  const tag = useSelect((state) => state.run.tag)
  const run = useRunCommand()
  const isBusy = tag === 'training' || tag === 'paused' || tag === 'preparing'
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a group of buttons */}
      <div className={styles.group} role="group" aria-label={text.label}>
        <MainButton tag={tag} />
        <IconButton
          label={text.step}
          icon="step"
          disabled={tag !== 'paused' && tag !== 'training'}
          onClick={() => run('run.step')}
        />
        <IconButton label={text.stop} icon="stop" disabled={!isBusy} onClick={() => run('run.stop')} />
      </div>
      <RunStatus />
    </>
  )
}

function MainButton({ tag }: { readonly tag: 'idle' | 'preparing' | 'training' | 'paused' | 'done' | 'failed' }) {
  const run = useRunCommand()
  const tooLarge = useSelect(tooLargeText)
  switch (tag) {
    case 'idle':
    case 'done':
    case 'failed':
      return (
        <Button
          tone="primary"
          icon="play"
          className={styles.main}
          disabled={tooLarge !== undefined}
          title={tooLarge}
          onClick={() => run('run.start')}
        >
          {text.train}
        </Button>
      )
    case 'preparing':
      return (
        <Button tone="primary" className={styles.main} disabled>
          {text.train}
        </Button>
      )
    case 'training':
      return (
        <Button icon="pause" className={styles.main} onClick={() => run('run.pause')}>
          {text.pause}
        </Button>
      )
    case 'paused':
      return (
        <Button tone="primary" icon="play" className={styles.main} onClick={() => run('run.resume')}>
          {text.resume}
        </Button>
      )
    default:
      return tag satisfies never
  }
}

/** A button that resumes an interrupted run. */
function ResumeInterrupted() {
  const run = useRunCommand()
  const interrupted = useSelect((state) => interruptedRun(state)?.id)
  if (interrupted === undefined) return null
  return (
    <Button size="small" title={text.continueTip} onClick={() => run('run.continue', { run: interrupted })}>
      {text.continue}
    </Button>
  )
}

function RunStatus() {
  const status = useSelect((state) => {
    const [newest] = state.run.tag === 'idle' ? newestFirst(state.runs) : []
    const chosen = state.run.tag === 'idle' ? chosenWeightsText(state) : undefined
    if (state.run.tag === 'training' && state.quiet > 0) return runStatusText.now.silent({ seconds: state.quiet })
    if (newest) return chosen ?? lastRunStatus(newest)
    const opened = state.run.tag === 'idle' ? openedVersionText(state) : undefined
    return chosen ?? opened ?? describeRun(state.run, plannedEpochs(state))
  })
  const spoken = useSelect((state) => spokenStatus(state.run))
  const why = useSelect((state) => (state.run.tag === 'failed' ? formatMessage(state.run.reason) : undefined))
  return (
    <>
      <span className={styles.state} title={why ?? status} data-tone={why ? 'bad' : undefined}>
        {status}
      </span>
      <ResumeInterrupted />
      <span className="only-spoken" role="status">
        {spoken}
      </span>
    </>
  )
}
