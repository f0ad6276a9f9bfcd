/** @file TrainButton: starts a run, or shows why it cannot start, such as data that was not loaded. */
import { dockText as text } from '../../messages/en/build/dock'
import { formatMessage } from '../../messages/message'
import { dataUseArgs } from '../../studio/data/data-session'
import { Button } from '../kit/button'
import { TRAINING_PAGES, tooLargeText } from '../shell/run-status'
import { useIsHidden } from '../shell/unless-hidden'
import { useRunCommand, useSelect } from '../studio-context'
import { useGoToProblem } from '../training-plan/plan-bar'
import kit from '../kit/kit.module.css'

/** A button that starts training the current network. */
export function TrainButton() {
  const run = useRunCommand()
  const isReady = useSelect((state) => state.report.checked !== undefined)
  const isBusy = useSelect(({ run: { tag } }) => tag === 'preparing' || tag === 'training' || tag === 'paused')
  const tooLarge = useSelect(tooLargeText)
  const data = useSelect((state) => state.data)
  const pick = useSelect((state) => state.project.data)
  // On the pages about training, the button in the header is the primary one.
  const tone = useSelect((state) => (TRAINING_PAGES.has(state.room) ? 'plain' : 'primary'))
  const isElsewhere = useSelect(({ room }) => room !== 'build')
  const hasProblem = useSelect(({ report }) => report.diagnostics.some(({ severity }) => severity === 'error'))
  const goToProblem = useGoToProblem()
  if (useIsHidden('run.start')) return null
  if (data.tag === 'failed')
    return (
      <>
        <p className={kit.bad} role="alert">
          {formatMessage(data.why)}
        </p>
        {data.why.code === 'dataset-not-here' ? (
          <Button tone="primary" onClick={() => run('data.bringBack')}>
            {text.importFiles}
          </Button>
        ) : (
          <Button tone="primary" onClick={() => run('data.use', dataUseArgs(pick))}>
            {text.loadAgain}
          </Button>
        )}
      </>
    )
  return (
    <>
      <Button
        tone={tone}
        icon="play"
        disabled={!isReady || isBusy || tooLarge !== undefined}
        onClick={() => run('run.start')}
      >
        {text.train}
      </Button>
      {!isReady && <p>{text.fixFirst}</p>}
      {isElsewhere && hasProblem && <Button onClick={goToProblem}>{text.showProblem}</Button>}
      {isReady && tooLarge !== undefined && <p>{tooLarge}</p>}
    </>
  )
}
