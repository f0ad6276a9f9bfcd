/**
 * @file DatasetCard: describes a dataset with its license and source, and offers a button to use it, with progress
 * while it loads.
 */
import { overviewText } from '../../../messages/en/data/overview'
import { formatMessage } from '../../../messages/message'
import type { DatasetDef } from '../../../catalog/dataset-def'
import { Button } from '../../kit/button'
import { NumberField } from '../../kit/number-field'
import { Progress } from '../../kit/progress'
import { dataUseArgs, ImportDatasetFiles } from '../../training-plan/import-dataset-button'
import { UnlessHidden } from '../../shell/unless-hidden'
import { useRunCommand, useSelect } from '../../studio-context'
import layout from './data.module.css'
import { TargetColumn } from './target-column'
import styles from '../pages.module.css'

const text = overviewText.card

/** The card, with facts about the dataset and its actions. */
export function DatasetCard({ def }: { readonly def: DatasetDef }) {
  const { schema, rows } = def
  const missing = useIsMissing(def)
  return (
    <section className={styles.part} aria-label={schema.title}>
      <div className={layout.head}>
        <h2 className={layout.name} translate="no">
          {schema.title}
        </h2>
        <p className={layout.words}>{def.about}</p>
        <div className={layout.use}>
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
      <dl className={styles.facts}>
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
                <span className={layout.url} translate="no">
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
    <p className={layout.problem} role="alert">
      {formatMessage(data.why)}
    </p>
  )
}

/** Adds rows to a user-created dataset, one by one or from files. */
function AddRows({ def: { schema } }: { readonly def: DatasetDef }) {
  const run = useRunCommand()
  const hasImages = schema.columns.some(({ type }) => type === 'image')
  return (
    <UnlessHidden command="data.collect">
      <Button icon="plus" onClick={() => run('data.collect', { dataset: schema.id })}>
        {hasImages ? text.addImages : text.addRows}
      </Button>
      <Button onClick={() => run('data.choose', { into: schema.id })}>{text.importInto}</Button>
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
        <InUse def={def} />
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

/**
 * The adjustable setting of the dataset in use: the seed of the generated points, or the number of rows to train on.
 */
function InUse({ def }: { readonly def: DatasetDef }) {
  const run = useRunCommand()
  const pick = useSelect((state) => state.project.data)
  const seed = useSelect((state) => state.project.plan.seed)
  if (def.rows.kind === 'generated') {
    return (
      <NumberField
        isIdentifier
        label={text.seed}
        value={pick.seed ?? 7}
        min={0}
        max={2 ** 31 - 1}
        integer
        onChange={(value) => run('data.use', { ...dataUseArgs(pick), seed: value })}
      />
    )
  }
  const max = def.schema.rows - def.schema.testRows
  const isImages = def.schema.kind === 'images'
  return (
    <NumberField
      label={isImages ? text.imagesUsed : text.rowsUsed}
      value={Math.min(pick.samples ?? max, max)}
      min={10}
      max={max}
      integer
      step={100}
      help={(isImages ? text.imagesUsedHelp : text.rowsUsedHelp)({ rows: max })}
      onChange={(value) =>
        run(
          'data.use',
          value >= max ? { dataset: pick.dataset } : { ...dataUseArgs(pick), samples: value, seed: pick.seed ?? seed },
        )
      }
    />
  )
}
