/** @file Transport: train or pause, one step, stop, and beside them the state of the run in words. */
import { say } from '../../messages/message'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { cutOff, newestFirst } from '../charts/use-shown-run'
import { useRun, useSelect } from '../studio-context'
import { announcement, chosenWords, drawingOfWords, epochsOf, lastRunWords, runWords, tooLargeWords } from './run-words'
import styles from './header.module.css'

/** The buttons that run the run. */
export function Transport() {
  const tag = useSelect((state) => state.run.tag)
  const run = useRun()
  const busy = tag === 'training' || tag === 'paused' || tag === 'preparing'
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a group of buttons */}
      <div className={styles.group} role="group" aria-label="Run">
        <Main tag={tag} />
        <IconButton
          label="One step"
          icon="step"
          disabled={tag !== 'paused' && tag !== 'training'}
          onClick={() => run('run.step')}
        />
        <IconButton label="Stop" icon="stop" disabled={!busy} onClick={() => run('run.stop')} />
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
          Train
        </Button>
      )
    case 'preparing':
      return (
        <Button tone="primary" className={styles.main} disabled>
          Train
        </Button>
      )
    case 'training':
      return (
        <Button icon="pause" className={styles.main} onClick={() => run('run.pause')}>
          Pause
        </Button>
      )
    case 'paused':
      return (
        <Button tone="primary" icon="play" className={styles.main} onClick={() => run('run.resume')}>
          Resume
        </Button>
      )
    default:
      return tag satisfies never
  }
}

/** A run that was cut off is offered again. */
function GoOn() {
  const run = useRun()
  const offered = useSelect((state) => cutOff(state)?.id)
  if (offered === undefined) return null
  return (
    <Button
      size="small"
      title="Go on exactly where it was interrupted"
      onClick={() => run('run.continue', { run: offered })}
    >
      Go on
    </Button>
  )
}

function RunState() {
  const words = useSelect((state) => {
    const [newest] = state.run.tag === 'idle' ? newestFirst(state.runs) : []
    const chosen = state.run.tag === 'idle' ? chosenWords(state) : undefined
    if (state.run.tag === 'training' && state.quiet > 0) return `nothing heard for ${state.quiet} s`
    if (newest) return chosen ?? lastRunWords(newest)
    const opened = state.run.tag === 'idle' ? drawingOfWords(state) : undefined
    return chosen ?? opened ?? runWords(state.run, epochsOf(state))
  })
  const spoken = useSelect((state) => announcement(state.run))
  const why = useSelect((state) => (state.run.tag === 'failed' ? say(state.run.said) : undefined))
  return (
    <>
      <span className={styles.state} title={why ?? words} data-tone={why ? 'bad' : undefined}>
        {words}
      </span>
      <GoOn />
      <span className="only-spoken" role="status">
        {spoken}
      </span>
    </>
  )
}
