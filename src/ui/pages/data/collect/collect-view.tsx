/** @file CollectView: the set that is being collected: where samples come from at the left, a bucket a class at the right. */
import { lazy, Suspense } from 'react'
import { counted } from '../../../../messages/format'
import { bucketsOf, classColumn, pictureColumn } from '../../../../data/buckets'
import type { Collecting } from '../../../../studio/collecting'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { useHides } from '../../../shell/lesson-shown'
import { useRun, useSelect } from '../../../studio-context'
import { useShowSet } from '../show-dataset'
import { useUndoHere } from '../undo/use-undo-here'
import styles from './collect.module.css'
import { Pictures } from './pictures'
import { RowForm } from './row-form'

const CurvePart = lazy(() => import('../curve/curve-part'))

const SAMPLES: Parameters<typeof useUndoHere>[1] = { undoes: ['set'], sees: 'set' }

const HERE = 'Draws a small network for it where yours does not fit'

export default function CollectView({ collecting }: { readonly collecting: Collecting }) {
  const run = useRun()
  const showSet = useShowSet()
  const { set, dataset, off, undo, redo } = collecting
  const { schema } = dataset
  useUndoHere(set, SAMPLES, collecting)
  const inUse = useSelect((state) => state.data.tag === 'ready' && state.project.data.dataset === set)
  const project = useSelect((state) => state.project.name)
  // As an import does: a project made for other data keeps its network, unless the person says otherwise.
  const anew = !useHides('project.forSet') && !inUse
  const fits = useSelect((state) => state.report.checked !== undefined)
  const buckets = bucketsOf(dataset, off)
  const form = pictureColumn(schema)
  const classes = classColumn(schema) !== undefined
  const filled = buckets.filter(({ rows, off: isOff }) => rows.length > 0 && !isOff)
  const enough = classes ? filled.length >= 2 : schema.rows >= 10
  const change = (args: object) => run('collect.change', { set, ...args })
  const done = () => {
    run('data.collect', { set: null })
    showSet(set)
  }
  return (
    <section className={styles.view} aria-label={`Collecting ${schema.title}`}>
      <div className={styles.head}>
        <h2 title={schema.title}>{schema.title}</h2>
        <p role="status">
          {counted(schema.rows, form ? 'sample' : 'row')}
          {classes && form ? ` of ${counted(buckets.length, 'class', 'classes')}` : ''}
          {off.length > 0 && `, ${off.length} off`}
        </p>
        <IconButton
          label="Take the last step back"
          icon="undo"
          disabled={!undo}
          onClick={() => change({ undo: true })}
        />
        <IconButton label="Take it again" icon="redo" disabled={!redo} onClick={() => change({ redo: true })} />
        <span className={styles.grow} />
        {inUse && fits ? (
          <>
            <span className={styles.none}>in use: new samples join at the next run</span>
            <Button tone="primary" icon="train" onClick={() => run('room.open', { room: 'train' })}>
              To training
            </Button>
          </>
        ) : (
          <>
            <Button
              tone="primary"
              disabled={!enough}
              title={anew ? `A new project with a network drawn for it; “${project}” stays as it is` : HERE}
              onClick={() =>
                anew ? run('project.forSet', { dataset: set }) : run('data.use', { dataset: set, network: true })
              }
            >
              {inUse ? 'Draw a network for it' : 'Use this set'}
            </Button>
            {anew && (
              <Button
                disabled={!enough}
                title={`${HERE}, in “${project}”`}
                onClick={() => run('data.use', { dataset: set, network: true })}
              >
                Use it in this project
              </Button>
            )}
          </>
        )}
        <Button onClick={done}>Done</Button>
      </div>
      {!enough && (
        <p className={styles.hint}>
          {classes
            ? 'Two classes with samples are needed before a network can learn from it.'
            : 'Ten rows are needed before a network can learn from it.'}
        </p>
      )}
      {form && classes ? (
        <Pictures collecting={collecting} form={form} buckets={buckets} />
      ) : (
        <RowForm set={set} dataset={dataset} />
      )}
      {inUse && (
        <Suspense fallback={null}>
          <CurvePart />
        </Suspense>
      )}
    </section>
  )
}
