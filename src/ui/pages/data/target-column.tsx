/** @file Predicted: the target column, with a choice if the training settings decide it, and a button that fits the network to it. */
import { overviewText } from '../../../messages/en/data/overview'
import type { DatasetSchema } from '../../../catalog/dataset-schema'
import { predictedColumn } from '../../../compile/predicted'
import type { AppState } from '../../../studio/state'
import { Button } from '../../kit/button'
import { Select } from '../../kit/select'
import { useIsHidden } from '../../shell/unless-hidden'
import { useRunCommand, useSelect } from '../../studio-context'
import layout from './data.module.css'

const text = overviewText.target

/** Problems of a network whose last layers were made for another column. */
const OUTPUT_PROBLEMS: ReadonlySet<string> = new Set([
  'loss-misfit',
  'output-units',
  'output-shape',
  'activation-misfit',
])

/** The types that a table can predict: not texts and series. */
const TARGET_TYPES: ReadonlySet<string> = new Set(['number', 'category', 'image'])

/** For the dataset in use, a choice of its columns; for another, its own target. */
export function TargetColumn({ schema }: { readonly schema: DatasetSchema }) {
  const run = useRunCommand()
  const hidden = useIsHidden('plan.set')
  const target = useSelect((state) => predictedOf(state, schema))
  const chosen = useSelect(({ data, report }) => data.tag === 'ready' && data.schema.id === schema.id && report)
  const targets = target.split('\n')
  if (!chosen || targets.length > 1 || hidden) return <>{text.columns({ columns: targets })}</>
  const columns = schema.columns.filter(({ type, name }) => TARGET_TYPES.has(type) || name === target)
  const misfit = chosen.diagnostics.some(
    ({ problem, severity }) => severity === 'error' && OUTPUT_PROBLEMS.has(problem.code),
  )
  return (
    <div className={layout.target}>
      {columns.length < 2 ? (
        target
      ) : (
        <Select
          label={text.label}
          layout="bare"
          value={target}
          options={columns.map(({ name }) => ({ value: name, title: name }))}
          onChange={(column) => run('data.predict', { column })}
        />
      )}
      {misfit && (
        <Button size="small" tone="primary" title={text.fitTip} onClick={() => run('data.predict', { fit: true })}>
          {text.fit}
        </Button>
      )}
    </div>
  )
}

/** The names of the target columns of the dataset in use, one per line so that equal results are equal; of another dataset, its own target. */
function predictedOf({ data, project }: AppState, schema: DatasetSchema): string {
  if (data.tag === 'none' || data.schema.id !== schema.id) return schema.target
  const first = predictedColumn(project, schema)
  const drawn = project.drawing.nodes.filter(({ kind }) => kind === 'output')
  if (drawn.length < 2) return first
  return [...new Set(drawn.map(({ params }) => String(params.target || first)))].join('\n')
}
