/** @file BringFiles: imports the files of a dataset that the project uses and this device does not have. */
import { planText as text } from '../../messages/en/build/plan'
import { Button } from '../kit/button'
import { Shown } from '../shell/lesson-shown'
import { useRun } from '../studio-context'

/** The button; the dialog that it opens names the files. */
export function BringFiles({ tone = 'plain' }: { readonly tone?: 'plain' | 'primary' }) {
  const run = useRun()
  return (
    <Shown command="data.bringBack">
      <Button tone={tone} onClick={() => run('data.bringBack')}>
        {text.importFiles}
      </Button>
    </Shown>
  )
}
