/** @file DrawFitting: a button that builds a network for the dataset, where the present one does not fit it at all. */
import { inspectorText } from '../../messages/en/inspector'
import { Button } from '../kit/button'
import { Shown } from '../shell/lesson-shown'
import { useRun, useSelect } from '../studio-context'

const text = inspectorText.network

/** Problems of ends and first layers in a network that was built for other data. */
const OF_OTHER_DATA = new Set([
  'needs-rank',
  'unknown-column',
  'columns-apart',
  'image-with-columns',
  'no-columns-left',
  'column-no-target',
  'output-shape',
])

/** The button, where there is such a problem. */
export default function DrawFitting() {
  const run = useRun()
  // In a lesson, building the network is the task.
  const apart = useSelect(
    ({ report, project }) =>
      !project.lesson &&
      report.diagnostics.some(({ problem, severity }) => severity === 'error' && OF_OTHER_DATA.has(problem.code)),
  )
  // The target column is of another kind than the loss and the last layer: only these two change.
  const answersOther = useSelect(
    ({ report, project }) =>
      !project.lesson &&
      report.diagnostics.some(({ problem }) => problem.code === 'loss-misfit') &&
      project.drawing.nodes.filter(({ kind }) => kind === 'output').length === 1,
  )
  if (answersOther)
    return (
      <Shown command="data.predict">
        <Button size="small" title={text.fitColumnTip} onClick={() => run('data.predict', { fit: true })}>
          {text.fitColumn}
        </Button>
      </Shown>
    )
  if (!apart) return null
  return (
    <Shown command="data.draw">
      <Button size="small" title={text.drawTip} onClick={() => run('data.draw')}>
        {text.draw}
      </Button>
    </Shown>
  )
}
