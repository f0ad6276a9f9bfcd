/** @file Train button: begins a run, or says what stands in the way. */
import { Button } from '../kit/button'
import { useHides } from '../shell/lesson-shown'
import { useRun, useSelect } from '../studio-context'

/** Starts training the drawing as it is. */
export function TrainButton() {
  const run = useRun()
  const sound = useSelect((state) => state.report.checked !== undefined)
  const busy = useSelect(({ run: { tag } }) => tag === 'preparing' || tag === 'training' || tag === 'paused')
  if (useHides('run.start')) return null
  return (
    <>
      <Button tone="primary" icon="play" disabled={!sound || busy} onClick={() => run('run.start')}>
        Train
      </Button>
      {!sound && <p>The drawing has a problem to mend first.</p>}
    </>
  )
}
