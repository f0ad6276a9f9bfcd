/**
 * @file Using a dataset that a project names: the button to import its missing files, and the arguments of data.use.
 */
import { planText as text } from '../../messages/en/build/plan'
import { Button } from '../kit/button'
import { UnlessHidden } from '../shell/unless-hidden'
import { useRunCommand } from '../studio-context'
import type { DataPick } from '../../compile/project'

/** The button that opens the import dialog, which lists the expected files. */
export function ImportDatasetFiles({ tone = 'plain' }: { readonly tone?: 'plain' | 'primary' }) {
  const run = useRunCommand()
  return (
    <UnlessHidden command="data.bringBack">
      <Button tone={tone} onClick={() => run('data.bringBack')}>
        {text.importFiles}
      </Button>
    </UnlessHidden>
  )
}

/** The arguments of data.use for a dataset as a project names it. */
export function dataUseArgs({ dataset, version, samples, seed }: DataPick) {
  return { dataset, version, samples, seed }
}
