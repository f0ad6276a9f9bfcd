/** @file Predicted: which column is predicted, chosen where one output asks the plan; and the press that makes the network fit it. */
import type { DatasetSchema } from '../../../catalog/dataset-schema'
import { predictedColumn } from '../../../compile/predicted'
import type { AppState } from '../../../studio/state'
import { Button } from '../../kit/button'
import { Select } from '../../kit/select'
import { useHides } from '../../shell/lesson-shown'
import { useRun, useSelect } from '../../studio-context'
import layout from './data.module.css'

/** Problems of a network whose end was made for another column. */
const OF_THE_END: ReadonlySet<string> = new Set(['loss-misfit', 'output-units', 'output-shape', 'activation-misfit'])

/** What can be predicted: texts and series are no answers of a table. */
const ANSWERS: ReadonlySet<string> = new Set(['number', 'category', 'image'])

/** Of the set in use a choice of its columns; of another what it says itself. */
export function Predicted({ schema }: { readonly schema: DatasetSchema }) {
  const run = useRun()
  const hidden = useHides('plan.set')
  const told = useSelect((state) => predictedOf(state, schema))
  const chosen = useSelect(({ data, report }) => data.tag === 'ready' && data.schema.id === schema.id && report)
  if (!chosen || told.includes('\n') || hidden) return <>{told.replaceAll('\n', ', ')}</>
  const columns = schema.columns.filter(({ type, name }) => ANSWERS.has(type) || name === told)
  const misfit = chosen.diagnostics.some(({ said, severity }) => severity === 'error' && OF_THE_END.has(said.code))
  return (
    <div className={layout.predicts}>
      {columns.length < 2 ? (
        told
      ) : (
        <Select
          label="Predicts"
          layout="bare"
          value={told}
          options={columns.map(({ name }) => ({ value: name, title: name }))}
          onChange={(column) => run('data.predict', { column })}
        />
      )}
      {misfit && (
        <Button
          size="small"
          tone="primary"
          title="Loss and last layer become those for this column; Undo takes it back"
          onClick={() => run('data.predict', { fit: true })}
        >
          Fit the network to it
        </Button>
      )}
    </div>
  )
}

/** The predicted columns of the set in use, a line each; of another set its own. */
function predictedOf({ data, project }: AppState, schema: DatasetSchema): string {
  if (data.tag === 'none' || data.schema.id !== schema.id) return schema.target
  const first = predictedColumn(project, schema)
  const drawn = project.drawing.nodes.filter(({ kind }) => kind === 'output')
  if (drawn.length < 2) return first
  return [...new Set(drawn.map(({ params }) => String(params.target || first)))].join('\n')
}
