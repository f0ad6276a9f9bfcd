/** @file BuildNetworkButton: builds a network for the dataset if the current network does not fit the dataset. */
import { inspectorText } from '../../messages/en/inspector'
import { Button } from '../kit/button'
import { UnlessHidden } from '../shell/unless-hidden'
import { useRunCommand, useSelect } from '../studio-context'

const text = inspectorText.network

/** Codes of problems that occur if the network was built for a different dataset. */
const MISFIT_CODES = new Set([
  'needs-rank',
  'unknown-column',
  'columns-apart',
  'image-with-columns',
  'no-columns-left',
  'column-no-target',
  'output-shape',
])

/** The button, shown only if one of these problems occurs. */
export default function BuildNetworkButton() {
  const run = useRunCommand()
  // In a lesson, building the network is the exercise, so the button is hidden.
  const isMisfit = useSelect(
    ({ report, project }) =>
      !project.lesson &&
      report.diagnostics.some(({ problem, severity }) => severity === 'error' && MISFIT_CODES.has(problem.code)),
  )
  // If the target column does not fit the loss and the last layer, only the loss and the last layer need to change.
  const hasOtherTarget = useSelect(
    ({ report, project }) =>
      !project.lesson &&
      report.diagnostics.some(({ problem }) => problem.code === 'loss-misfit') &&
      project.drawing.nodes.filter(({ kind }) => kind === 'output').length === 1,
  )
  if (hasOtherTarget)
    return (
      <UnlessHidden command="data.predict">
        <Button size="small" title={text.fitColumnTip} onClick={() => run('data.predict', { fit: true })}>
          {text.fitColumn}
        </Button>
      </UnlessHidden>
    )
  if (!isMisfit) return null
  return (
    <UnlessHidden command="data.draw">
      <Button size="small" title={text.drawTip} onClick={() => run('data.draw')}>
        {text.draw}
      </Button>
    </UnlessHidden>
  )
}
