/**
 * @file Target column: the column to predict, with a select field if the training settings determine it, and a button
 * that adapts the network to that column.
 */
import { overviewText } from '../../../messages/en/data/overview'
import type { DatasetSchema } from '../../../catalog/dataset-schema'
import { predictedColumn } from '../../../compile/dataset-of-project'
import type { AppState } from '../../../studio/state'
import { Button } from '../../kit/button'
import { Select } from '../../kit/select'
import { useIsHidden } from '../../shell/unless-hidden'
import { useRunCommand, useSelect } from '../../studio-context'
import layout from './data.module.css'

const text = overviewText.target

/** Problem codes that occur when the network's last layers were built for another column. */
const OUTPUT_PROBLEMS: ReadonlySet<string> = new Set([
  'loss-misfit',
  'output-units',
  'output-shape',
  'activation-misfit',
])

/** The column types that can be predicted from a table; text and series cannot be predicted. */
const TARGET_TYPES: ReadonlySet<string> = new Set(['number', 'category', 'image'])

/** A select field with the columns of the dataset in use; for any other dataset, just its default target. */
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

/**
 * The target columns of the dataset in use, one per line (a string, so that the selector returns a stable value); for
 * any other dataset, its default target.
 */
function predictedOf({ data, project }: AppState, schema: DatasetSchema): string {
  if (data.tag === 'none' || data.schema.id !== schema.id) return schema.target
  const first = predictedColumn(project, schema)
  const drawn = project.drawing.nodes.filter(({ kind }) => kind === 'output')
  if (drawn.length < 2) return first
  return [...new Set(drawn.map(({ params }) => String(params.target || first)))].join('\n')
}
