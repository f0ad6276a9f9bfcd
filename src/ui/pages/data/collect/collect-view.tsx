/**
 * @file CollectView: a dataset that is being collected: image sources on the left, one panel per class on the right.
 */
import { collectText } from '../../../../messages/en/data/collect'
import { lazy, Suspense } from 'react'
import { collectedClasses, classColumn, imageColumn } from '../../../../data/collected-classes'
import type { Collecting } from '../../../../studio/collected-dataset'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { useIsHidden } from '../../../shell/unless-hidden'
import { useRunCommand, useSelect } from '../../../studio-context'
import { useShowDataset } from '../show-dataset'
import { useUndoScope } from '../undo/use-undo-scope'
import styles from './collect.module.css'
import { ImageCollector } from './image-collector'
import { RowForm } from './row-form'

const CurvePart = lazy(() => import('../learning-curve/curve-section'))

const SAMPLES: Parameters<typeof useUndoScope>[1] = { undoes: ['set'], sees: 'set' }

const text = collectText.view

export default function CollectView({ collecting }: { readonly collecting: Collecting }) {
  const run = useRunCommand()
  const showDataset = useShowDataset()
  const { set, dataset, off, undo, redo } = collecting
  const { schema } = dataset
  useUndoScope(set, SAMPLES, collecting)
  const inUse = useSelect((state) => state.data.tag === 'ready' && state.project.data.dataset === set)
  const project = useSelect((state) => state.project.name)
  // As with an import, if the open project was made for other data, its network is kept unless the user chooses to
  // replace it.
  const inNew = !useIsHidden('project.forSet') && !inUse
  const fits = useSelect((state) => state.report.checked !== undefined)
  const buckets = collectedClasses(dataset, off)
  const form = imageColumn(schema)
  const classes = classColumn(schema) !== undefined
  const filled = buckets.filter(({ rows, isOff }) => rows.length > 0 && !isOff)
  const enough = classes ? filled.length >= 2 : schema.rows >= 10
  const change = (args: object) => run('collect.change', { dataset: set, ...args })
  const done = () => {
    run('data.collect', { dataset: null })
    showDataset(set)
  }
  return (
    <section className={styles.view} aria-label={text.label({ dataset: schema.title })}>
      <div className={styles.head}>
        <h2 title={schema.title} translate="no">
          {schema.title}
        </h2>
        <p role="status">
          {form && classes
            ? text.classImages({ images: schema.rows, classes: buckets.length, off: off.length })
            : form
              ? text.images({ images: schema.rows })
              : text.classRows({ rows: schema.rows, off: off.length })}
        </p>
        <IconButton label={text.undo} icon="undo" disabled={!undo} onClick={() => change({ undo: true })} />
        <IconButton label={text.redo} icon="redo" disabled={!redo} onClick={() => change({ redo: true })} />
        <span className={styles.grow} />
        {inUse && fits ? (
          <>
            <span className={styles.none}>{form ? text.newImages : text.newRows}</span>
            <Button tone="primary" icon="train" onClick={() => run('room.open', { room: 'train' })}>
              {text.train}
            </Button>
          </>
        ) : (
          <>
            <Button
              tone="primary"
              disabled={!enough}
              title={inNew ? text.inNewTip({ project }) : text.useTip}
              onClick={() =>
                inNew ? run('project.forSet', { dataset: set }) : run('data.use', { dataset: set, network: true })
              }
            >
              {inUse ? text.buildNetwork : inNew ? text.useInNew : text.use}
            </Button>
            {inNew && (
              <Button
                disabled={!enough}
                title={text.hereTip({ project })}
                onClick={() => run('data.use', { dataset: set, network: true })}
              >
                {text.useHere}
              </Button>
            )}
          </>
        )}
        <Button onClick={done}>{text.done}</Button>
      </div>
      {!enough && <p className={styles.hint}>{classes ? text.fewClasses : text.fewRows}</p>}
      {form && classes ? (
        <ImageCollector collecting={collecting} form={form} buckets={buckets} />
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
