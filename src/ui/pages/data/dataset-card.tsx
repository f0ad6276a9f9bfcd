/** @file DatasetCard: describes a dataset, with buttons to use it, to add rows, and to select the column to predict. */

import type { DatasetDef } from '../../../catalog/dataset-def'
import type { DatasetSchema } from '../../../catalog/dataset-schema'
import { predictedColumn } from '../../../compile/dataset-of-project'
import { overviewText } from '../../../messages/en/data/overview'
import { formatMessage } from '../../../messages/message'
import type { AppState } from '../../../studio/state'
import { Button } from '../../kit/button'
import { Progress } from '../../kit/progress'
import { Select } from '../../kit/select'
import { UnlessHidden, useIsHidden } from '../../shell/unless-hidden'
import { useRunCommand, useSelect } from '../../studio-context'
import { dataUseArgs } from '../../../studio/data/data-session'
import { DatasetAmount, ImportDatasetFiles } from '../../training-plan/data-form'
import kit from '../../kit/kit.module.css'
import layout from './data.module.css'

const text = overviewText.card

/** The card, with facts about the dataset and its actions. */
export function DatasetCard({ def }: { readonly def: DatasetDef }) {
  const { schema, rows } = def
  const missing = useIsMissing(def)
  return (
    <section className={kit.section} aria-label={schema.title}>
      <div className={layout.head}>
        <h2 translate="no">{schema.title}</h2>
        <p className={layout.words}>{def.about}</p>
        <div className={`${kit.wrapWide} ${layout.use}`}>
          {missing ? (
            <ImportDatasetFiles tone="primary" />
          ) : (
            <>
              {rows.kind === 'kept' && <AddRows def={def} />}
              <UseDataset def={def} />
            </>
          )}
        </div>
      </div>
      <LoadProblem def={def} />
      <dl className={kit.facts}>
        <dt>{schema.kind === 'images' ? text.images : text.rows}</dt>
        <dd>
          {schema.testRows > 0
            ? text.countWithTest({ rows: schema.rows, test: schema.testRows })
            : text.count({ rows: schema.rows })}
        </dd>
        <dt>{text.target}</dt>
        <dd>
          <TargetColumn schema={schema} />
        </dd>
        <dt>{text.size}</dt>
        <dd>
          {rows.kind === 'generated'
            ? text.generated
            : rows.kind === 'kept'
              ? missing
                ? text.notHere
                : text.onlyHere({ bytes: rows.bytes })
              : text.downloaded({ bytes: rows.bytes })}
        </dd>
        {def.licence !== '' && (
          <>
            <dt>{text.license}</dt>
            <dd translate="no">{def.licence}</dd>
          </>
        )}
        {def.source.name !== '' && (
          <>
            <dt>{text.source}</dt>
            <dd translate="no">
              {def.source.name}
              {def.source.url !== '' && (
                <span className={`${kit.caption} ${layout.url}`} translate="no">
                  <bdi>{def.source.url}</bdi>
                </span>
              )}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

/** Whether the project uses this user-created dataset although it is not on this device. */
export function useIsMissing({ schema: { id }, rows }: DatasetDef): boolean {
  const { sets, damaged } = useSelect((state) => state.sets)
  const tag = useSelect((state) => state.data.tag)
  const here = sets.some((record) => record.id === id) || damaged.includes(id)
  return rows.kind === 'kept' && !here && tag !== 'loading' && tag !== 'ready'
}

/** Explains why the dataset in use was not loaded. */
function LoadProblem({ def }: { readonly def: DatasetDef }) {
  const data = useSelect((state) => state.data)
  if (data.tag !== 'failed' || data.schema.id !== def.schema.id) return null
  return (
    <p className={`${kit.bad} ${kit.below}`} role="alert">
      {formatMessage(data.why)}
    </p>
  )
}

interface AddRowsProps {
  readonly def: Pick<DatasetDef, 'schema'>
  readonly size?: 'small'
}

/** Adds rows to a user-created dataset, one by one or from files. */
export function AddRows({ def: { schema }, ...size }: AddRowsProps) {
  const run = useRunCommand()
  const hasImages = schema.columns.some(({ type }) => type === 'image')
  return (
    <UnlessHidden command="data.collect">
      <Button {...size} icon="plus" onClick={() => run('data.collect', { dataset: schema.id })}>
        {hasImages ? text.addImages : text.addRows}
      </Button>
      <Button {...size} onClick={() => run('data.choose', { into: schema.id })}>
        {text.importInto}
      </Button>
    </UnlessHidden>
  )
}

function UseDataset({ def }: { readonly def: DatasetDef }) {
  const run = useRunCommand()
  const data = useSelect((state) => state.data)
  const pick = useSelect((state) => state.project.data)
  const { id } = def.schema
  const current = data.tag !== 'none' && data.schema.id === id
  if (current && data.tag === 'loading') {
    const { done, total } = data
    return (
      <>
        <Progress
          label={text.loading({ dataset: def.schema.title })}
          {...(total > 0 ? { share: done / total } : {})}
          text={total > 0 ? text.loadingSize({ done, total }) : text.loadingUnknown}
        />
        <Button onClick={() => run('data.cancel')}>{text.cancel}</Button>
      </>
    )
  }
  if (current && data.tag === 'ready')
    return (
      <div className={layout.setting}>
        <BuildNetwork />
        <DatasetAmount pick={pick} />
      </div>
    )
  const again = current && data.tag === 'failed'
  return (
    <>
      <Button
        tone="primary"
        onClick={() => run('data.use', again && pick.dataset === id ? dataUseArgs(pick) : { dataset: id })}
      >
        {again ? text.retry : text.use}
      </Button>
      {!again && (
        <UnlessHidden command="project.forSet">
          <Button title={text.useInNewTip} onClick={() => run('project.forSet', { dataset: id })}>
            {text.useInNew}
          </Button>
        </UnlessHidden>
      )}
    </>
  )
}

/** Shown if the network fails the check with the dataset in use. */
function BuildNetwork() {
  const run = useRunCommand()
  const fits = useSelect((state) => state.report.checked !== undefined)
  if (fits) return null
  return (
    <UnlessHidden command="data.draw">
      <Button tone="primary" title={text.buildNetworkTip} onClick={() => run('data.draw')}>
        {text.buildNetwork}
      </Button>
    </UnlessHidden>
  )
}

const targetText = overviewText.target

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
function TargetColumn({ schema }: { readonly schema: DatasetSchema }) {
  const run = useRunCommand()
  const hidden = useIsHidden('plan.set')
  const target = useSelect((state) => predictedOf(state, schema))
  const chosen = useSelect(({ data, report }) => data.tag === 'ready' && data.schema.id === schema.id && report)
  const targets = target.split('\n')
  if (!chosen || targets.length > 1 || hidden) return <>{targetText.columns({ columns: targets })}</>
  const columns = schema.columns.filter(({ type, name }) => TARGET_TYPES.has(type) || name === target)
  const misfit = chosen.diagnostics.some(
    ({ problem, severity }) => severity === 'error' && OUTPUT_PROBLEMS.has(problem.code),
  )
  return (
    <div className={`${kit.wrapWide} ${layout.target}`}>
      {columns.length < 2 ? (
        target
      ) : (
        <Select
          label={targetText.label}
          layout="bare"
          value={target}
          options={columns.map(({ name }) => ({ value: name, title: name }))}
          onChange={(column) => run('data.predict', { column })}
        />
      )}
      {misfit && (
        <Button
          size="small"
          tone="primary"
          title={targetText.fitTip}
          onClick={() => run('data.predict', { fit: true })}
        >
          {targetText.fit}
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
