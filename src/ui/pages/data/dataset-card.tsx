/** @file SetCard: what a dataset is, its license and source, and the button that uses it, with the progress while it loads. */
import { overviewText } from '../../../messages/en/data/overview'
import { formatMessage } from '../../../messages/message'
import type { DatasetDef } from '../../../catalog/dataset-def'
import { Button } from '../../kit/button'
import { NumberField } from '../../kit/number-field'
import { Progress } from '../../kit/progress'
import { BringFiles } from '../../plan/bring-files'
import { Shown } from '../../shell/lesson-shown'
import { useRun, useSelect } from '../../studio-context'
import layout from './data.module.css'
import { Predicted } from './predicted'
import styles from '../pages.module.css'

const text = overviewText.card

/** The facts about a dataset and its actions. */
export function SetCard({ def }: { readonly def: DatasetDef }) {
  const { schema, rows } = def
  const missing = useMissing(def)
  return (
    <section className={styles.part} aria-label={schema.title}>
      <div className={layout.head}>
        <h2 className={layout.name}>{schema.title}</h2>
        <p className={layout.words}>{def.about}</p>
        <div className={layout.use}>
          {missing ? (
            <BringFiles tone="primary" />
          ) : (
            <>
              {rows.kind === 'kept' && <AddRows def={def} />}
              <UseSet def={def} />
            </>
          )}
        </div>
      </div>
      <Trouble def={def} />
      <dl className={styles.facts}>
        <dt>{schema.kind === 'images' ? text.images : text.rows}</dt>
        <dd>
          {schema.testRows > 0
            ? text.countWithTest({ rows: schema.rows, test: schema.testRows })
            : text.count({ rows: schema.rows })}
        </dd>
        <dt>{text.target}</dt>
        <dd>
          <Predicted schema={schema} />
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
            <dd>{def.licence}</dd>
          </>
        )}
        {def.source.name !== '' && (
          <>
            <dt>{text.source}</dt>
            <dd>
              {def.source.name}
              {def.source.url !== '' && <span className={layout.url}>{def.source.url}</span>}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

/** Whether it is a user's dataset that the project uses and that is not on this device. */
export function useMissing({ schema: { id }, rows }: DatasetDef): boolean {
  const { sets, damaged } = useSelect((state) => state.sets)
  const tag = useSelect((state) => state.data.tag)
  const here = sets.some((set) => set.id === id) || damaged.includes(id)
  return rows.kind === 'kept' && !here && tag !== 'loading' && tag !== 'ready'
}

/** Why the dataset in use was not loaded. */
function Trouble({ def }: { readonly def: DatasetDef }) {
  const data = useSelect((state) => state.data)
  if (data.tag !== 'failed' || data.schema.id !== def.schema.id) return null
  return (
    <p className={layout.problem} role="alert">
      {formatMessage(data.why)}
    </p>
  )
}

/** Adds rows to a user's dataset, one by one or from files. */
function AddRows({ def: { schema } }: { readonly def: DatasetDef }) {
  const run = useRun()
  const hasImages = schema.columns.some(({ type }) => type === 'image')
  return (
    <Shown command="data.collect">
      <Button icon="plus" onClick={() => run('data.collect', { set: schema.id })}>
        {hasImages ? text.addImages : text.addRows}
      </Button>
      <Button onClick={() => run('data.choose', { into: schema.id })}>{text.importInto}</Button>
    </Shown>
  )
}

function UseSet({ def }: { readonly def: DatasetDef }) {
  const run = useRun()
  const data = useSelect((state) => state.data)
  const pick = useSelect((state) => state.project.data)
  const { id } = def.schema
  const mine = data.tag !== 'none' && data.schema.id === id
  if (mine && data.tag === 'loading') {
    const { done, total } = data
    return (
      <>
        <Progress
          label={text.loading({ dataset: def.schema.title })}
          {...(total > 0 ? { share: done / total } : {})}
          words={total > 0 ? text.loadingSize({ done, total }) : text.loadingUnknown}
        />
        <Button onClick={() => run('data.cancel')}>{text.cancel}</Button>
      </>
    )
  }
  if (mine && data.tag === 'ready')
    return (
      <div className={layout.setting}>
        <BuildNetwork />
        <InUse def={def} />
      </div>
    )
  const again = mine && data.tag === 'failed'
  return (
    <>
      <Button
        tone="primary"
        onClick={() => run('data.use', again && pick.dataset === id ? { ...pick } : { dataset: id })}
      >
        {again ? text.retry : text.use}
      </Button>
      {!again && (
        <Shown command="project.forSet">
          <Button title={text.useInNewTip} onClick={() => run('project.forSet', { dataset: id })}>
            {text.useInNew}
          </Button>
        </Shown>
      )}
    </>
  )
}

/** Shown if the network does not pass the check with the dataset in use. */
function BuildNetwork() {
  const run = useRun()
  const fits = useSelect((state) => state.report.checked !== undefined)
  if (fits) return null
  return (
    <Shown command="data.draw">
      <Button tone="primary" title={text.buildNetworkTip} onClick={() => run('data.draw')}>
        {text.buildNetwork}
      </Button>
    </Shown>
  )
}

/** The setting of the dataset in use: the seed of generated points, or how many rows to train on. */
function InUse({ def }: { readonly def: DatasetDef }) {
  const run = useRun()
  const pick = useSelect((state) => state.project.data)
  const seed = useSelect((state) => state.project.plan.seed)
  if (def.rows.kind === 'generated') {
    return (
      <NumberField
        label={text.seed}
        value={pick.seed ?? 7}
        min={0}
        max={2 ** 31 - 1}
        integer
        onChange={(value) => run('data.use', { ...pick, seed: value })}
      />
    )
  }
  const most = def.schema.rows - def.schema.testRows
  const isImages = def.schema.kind === 'images'
  return (
    <NumberField
      label={isImages ? text.imagesUsed : text.rowsUsed}
      value={Math.min(pick.samples ?? most, most)}
      min={10}
      max={most}
      integer
      step={100}
      help={(isImages ? text.imagesUsedHelp : text.rowsUsedHelp)({ rows: most })}
      onChange={(value) =>
        run(
          'data.use',
          value >= most ? { dataset: pick.dataset } : { ...pick, samples: value, seed: pick.seed ?? seed },
        )
      }
    />
  )
}
