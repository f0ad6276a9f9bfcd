/** @file ImportDatasetFiles: imports the files of a dataset that the project uses but that is not on this device. */
import { planText as text } from '../../messages/en/build/plan'
import { Button } from '../kit/button'
import { UnlessHidden } from '../shell/unless-hidden'
import { useRunCommand } from '../studio-context'

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
