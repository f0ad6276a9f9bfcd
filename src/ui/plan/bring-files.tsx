/** @file BringFiles: the way back of a set that the project names and this device has not. */
import { Button } from '../kit/button'
import { Shown } from '../shell/lesson-shown'
import { useRun } from '../studio-context'

/** The button; what it opens says which files are meant. */
export function BringFiles({ tone = 'plain' }: { readonly tone?: 'plain' | 'primary' }) {
  const run = useRun()
  return (
    <Shown command="data.bringBack">
      <Button tone={tone} onClick={() => run('data.bringBack')}>
        Bring its files
      </Button>
    </Shown>
  )
}
