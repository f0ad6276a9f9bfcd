/** @file TrainButton: starts a run, or shows why it cannot start. */
import { dockText as text } from '../../messages/en/build/dock'
import { Button } from '../kit/button'
import { TRAINING_PAGES, tooLargeText } from '../shell/run-status'
import { useIsHidden } from '../shell/unless-hidden'
import { useRunCommand, useSelect } from '../studio-context'

/** A button that starts training the current network. */
export function TrainButton() {
  const run = useRunCommand()
  const isReady = useSelect((state) => state.report.checked !== undefined)
  const isBusy = useSelect(({ run: { tag } }) => tag === 'preparing' || tag === 'training' || tag === 'paused')
  const tooLarge = useSelect(tooLargeText)
  const isTrainingPage = useSelect((state) => TRAINING_PAGES.has(state.room))
  if (useIsHidden('run.start')) return null
  return (
    <>
      <Button
        // On the pages about training, the button in the header is the primary one.
        tone={isTrainingPage ? 'plain' : 'primary'}
        icon="play"
        disabled={!isReady || isBusy || tooLarge !== undefined}
        onClick={() => run('run.start')}
      >
        {text.train}
      </Button>
      {!isReady && <p>{text.fixFirst}</p>}
      {isReady && tooLarge !== undefined && <p>{tooLarge}</p>}
    </>
  )
}
