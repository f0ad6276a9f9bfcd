/** @file Train button: begins a run, or says what stands in the way. */
import { Button } from '../kit/button'
import { useHides } from '../shell/lesson-shown'
import { tooLargeWords } from '../shell/run-words'
import { useRun, useSelect } from '../studio-context'

/** Starts training the drawing as it is. */
export function TrainButton() {
  const run = useRun()
  const sound = useSelect((state) => state.report.checked !== undefined)
  const busy = useSelect(({ run: { tag } }) => tag === 'preparing' || tag === 'training' || tag === 'paused')
  const large = useSelect(tooLargeWords)
  if (useHides('run.start')) return null
  return (
    <>
      <Button
        tone="primary"
        icon="play"
        disabled={!sound || busy || large !== undefined}
        onClick={() => run('run.start')}
      >
        Train
      </Button>
      {!sound && <p>The drawing has a problem to mend first.</p>}
      {sound && large !== undefined && <p>{large}</p>}
    </>
  )
}
