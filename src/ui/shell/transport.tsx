/** @file Transport: the buttons that train, pause, step and stop, and the state of the run. */
import { headerText } from '../../messages/en/shell/header'
import { runStatusText } from '../../messages/en/shell/run-status'
import { formatMessage } from '../../messages/message'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { cutOff, newestFirst } from '../charts/use-shown-run'
import { useRun, useSelect } from '../studio-context'
import styles from './header.module.css'
import {
  chosenWords,
  epochsOf,
  lastRunStatus,
  openedVersion,
  runWords,
  spokenStatus,
  tooLargeWords,
} from './run-status'

const { run: text } = headerText

/** The buttons of the run. */
export function Transport() {
  const tag = useSelect((state) => state.run.tag)
  const run = useRun()
  const busy = tag === 'training' || tag === 'paused' || tag === 'preparing'
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a group of buttons */}
      <div className={styles.group} role="group" aria-label={text.label}>
        <Main tag={tag} />
        <IconButton
          label={text.step}
          icon="step"
          disabled={tag !== 'paused' && tag !== 'training'}
          onClick={() => run('run.step')}
        />
        <IconButton label={text.stop} icon="stop" disabled={!busy} onClick={() => run('run.stop')} />
      </div>
      <RunState />
    </>
  )
}

function Main({ tag }: { readonly tag: 'idle' | 'preparing' | 'training' | 'paused' | 'done' | 'failed' }) {
  const run = useRun()
  const large = useSelect(tooLargeWords)
  switch (tag) {
    case 'idle':
    case 'done':
    case 'failed':
      return (
        <Button
          tone="primary"
          icon="play"
          className={styles.main}
          disabled={large !== undefined}
          title={large}
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

/** Offers to resume a run that was interrupted. */
function ResumeInterrupted() {
  const run = useRun()
  const offered = useSelect((state) => cutOff(state)?.id)
  if (offered === undefined) return null
  return (
    <Button size="small" title={text.continueTip} onClick={() => run('run.continue', { run: offered })}>
      {text.continue}
    </Button>
  )
}

function RunState() {
  const status = useSelect((state) => {
    const [newest] = state.run.tag === 'idle' ? newestFirst(state.runs) : []
    const chosen = state.run.tag === 'idle' ? chosenWords(state) : undefined
    if (state.run.tag === 'training' && state.quiet > 0) return runStatusText.now.silent({ seconds: state.quiet })
    if (newest) return chosen ?? lastRunStatus(newest)
    const opened = state.run.tag === 'idle' ? openedVersion(state) : undefined
    return chosen ?? opened ?? runWords(state.run, epochsOf(state))
  })
  const spoken = useSelect((state) => spokenStatus(state.run))
  const why = useSelect((state) => (state.run.tag === 'failed' ? formatMessage(state.run.said) : undefined))
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
