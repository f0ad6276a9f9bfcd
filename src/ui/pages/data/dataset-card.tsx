/** @file Set card: what a set is, its licence and source, and the button that uses it; while it loads, how far it is. */
import { say } from '../../../messages/message'
import { byteSize, counted } from '../../../messages/format'
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

/** The facts on a set and what can be done with it. */
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
        <dt>Rows</dt>
        <dd>
          {schema.rows.toLocaleString('en-US')}
          {schema.testRows > 0 && `, the last ${schema.testRows.toLocaleString('en-US')} its own test set`}
        </dd>
        <dt>Predicts</dt>
        <dd>
          <Predicted schema={schema} />
        </dd>
        <dt>Size</dt>
        <dd>
          {rows.kind === 'generated'
            ? 'nothing to load: drawn by a seed'
            : rows.kind === 'kept'
              ? missing
                ? 'not on this device'
                : `${byteSize(rows.bytes)}, on this device alone`
              : `${byteSize(rows.bytes)}, loaded once and kept`}
        </dd>
        {def.licence !== '' && (
          <>
            <dt>Licence</dt>
            <dd>{def.licence}</dd>
          </>
        )}
        {def.source.name !== '' && (
          <>
            <dt>Source</dt>
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

/** Whether it is a set of one's own that the project names and this device has not. */
export function useMissing({ schema: { id }, rows }: DatasetDef): boolean {
  const { sets, damaged } = useSelect((state) => state.sets)
  const tag = useSelect((state) => state.data.tag)
  const here = sets.some((set) => set.id === id) || damaged.includes(id)
  return rows.kind === 'kept' && !here && tag !== 'loading' && tag !== 'ready'
}

/** Why the set in use was not loaded. */
function Trouble({ def }: { readonly def: DatasetDef }) {
  const data = useSelect((state) => state.data)
  if (data.tag !== 'failed' || data.schema.id !== def.schema.id) return null
  return (
    <p className={layout.problem} role="alert">
      {say(data.why)}
    </p>
  )
}

/** A set of one's own grows: row by row, or by files. */
function AddRows({ def: { schema } }: { readonly def: DatasetDef }) {
  const run = useRun()
  const pictures = schema.columns.some(({ type }) => type === 'image')
  return (
    <Shown command="data.collect">
      <Button icon="plus" onClick={() => run('data.collect', { set: schema.id })}>
        {pictures ? 'Add samples' : 'Add rows'}
      </Button>
      <Button onClick={() => run('data.choose', { into: schema.id })}>Bring files into it</Button>
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
          label={`Loading ${def.schema.title}`}
          {...(total > 0 ? { share: done / total } : {})}
          words={total > 0 ? `${byteSize(done)} of ${byteSize(total)}` : 'loading'}
        />
        <Button onClick={() => run('data.cancel')}>Cancel</Button>
      </>
    )
  }
  if (mine && data.tag === 'ready')
    return (
      <div className={layout.setting}>
        <DrawForSet />
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
        {again ? 'Try again' : 'Use this set'}
      </Button>
      {!again && (
        <Shown command="project.forSet">
          <Button
            title="A new project with a network drawn for it; the open one stays as it is"
            onClick={() => run('project.forSet', { dataset: id })}
          >
            New project for it
          </Button>
        </Shown>
      )}
    </>
  )
}

/** Where the drawing does not pass the check on the set in use. */
function DrawForSet() {
  const run = useRun()
  const fits = useSelect((state) => state.report.checked !== undefined)
  if (fits) return null
  return (
    <Shown command="data.draw">
      <Button
        tone="primary"
        title="In the place of the drawing, which does not fit; Undo takes it back"
        onClick={() => run('data.draw')}
      >
        Draw a network for this set
      </Button>
    </Shown>
  )
}

/** What can be set of the set in use: the seed of drawn points, or how many rows to train on. */
function InUse({ def }: { readonly def: DatasetDef }) {
  const run = useRun()
  const pick = useSelect((state) => state.project.data)
  const seed = useSelect((state) => state.project.plan.seed)
  if (def.rows.kind === 'generated') {
    return (
      <NumberField
        label="Drawn by seed"
        value={pick.seed ?? 7}
        min={0}
        max={2 ** 31 - 1}
        integer
        onChange={(value) => run('data.use', { ...pick, seed: value })}
      />
    )
  }
  const most = def.schema.rows - def.schema.testRows
  return (
    <NumberField
      label="Rows used"
      value={Math.min(pick.samples ?? most, most)}
      min={10}
      max={most}
      integer
      step={100}
      help={`of ${counted(most, 'row')}; fewer are drawn by seed`}
      onChange={(value) =>
        run(
          'data.use',
          value >= most ? { dataset: pick.dataset } : { ...pick, samples: value, seed: pick.seed ?? seed },
        )
      }
    />
  )
}
