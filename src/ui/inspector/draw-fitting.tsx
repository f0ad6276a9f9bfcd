/** @file DrawFitting: where a drawing does not fit the data at all, one that does is a press away, and Undo takes it back. */
import { Button } from '../kit/button'
import { Shown } from '../shell/lesson-shown'
import { useRun, useSelect } from '../studio-context'

/** Problems of ends and first layers that come of other data than the drawing was made for. */
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
  // Of a learner the drawing is what is asked for.
  const apart = useSelect(
    ({ report, project }) =>
      !project.lesson &&
      report.diagnostics.some(({ said, severity }) => severity === 'error' && OF_OTHER_DATA.has(said.code)),
  )
  // The column is another kind of answer than loss and last layer are of: these alone follow.
  const answersOther = useSelect(
    ({ report, project }) =>
      !project.lesson &&
      report.diagnostics.some(({ said }) => said.code === 'loss-misfit') &&
      project.drawing.nodes.filter(({ kind }) => kind === 'output').length === 1,
  )
  if (answersOther)
    return (
      <Shown command="data.predict">
        <Button
          size="small"
          title="Loss and last layer become those for this column"
          onClick={() => run('data.predict', { fit: true })}
        >
          Fit the network to it
        </Button>
      </Shown>
    )
  if (!apart) return null
  return (
    <Shown command="data.draw">
      <Button size="small" title="In the place of the drawing; Undo takes it back" onClick={() => run('data.draw')}>
        Draw a network for this set
      </Button>
    </Shown>
  )
}
