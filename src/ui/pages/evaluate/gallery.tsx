/** @file Gallery: rows it got wrong, the surest first, and rows it got right; all or of one class. */
import { useState } from 'react'
import type { Condition } from '../../../data/condition'
import type { SplitName } from '../../../data/dataset'
import type { Example } from '../../../metrics/evaluation'
import { type Mistake, mistakeWords } from '../../charts/mistakes'
import { Samples } from '../../charts/samples'
import { useEvaluatedRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { Segmented } from '../../kit/segmented'
import { Select } from '../../kit/select'
import { useRun, useSelect } from '../../studio-context'
import type { ClassesHead } from './classes-head'
import layout from './evaluate.module.css'
import styles from '../pages.module.css'

export interface GalleryProps extends ClassesHead {
  readonly labels: readonly string[]
  readonly chosen: Mistake | undefined
  readonly onAll: () => void
}

const ALL = 'all'
type Which = 'wrong' | 'right'

/** Sample predictions, right and wrong. */
export function Gallery({ head, evaluation, labels, chosen, onAll }: GalleryProps) {
  const rows = useEvaluatedRows()
  const [which, setWhich] = useState<Which>('wrong')
  const [label, setLabel] = useState(ALL)
  const run = useRun()
  const split = useSelect((state) => state.metrics?.split)
  const alone = useSelect((state) => (state.metrics?.heads.length ?? 0) === 1)
  if (!rows) {
    return (
      <p className={styles.soft}>
        These figures are of another set than the one in use; its samples show when it is in use again.
      </p>
    )
  }
  const examples = chosen
    ? evaluation.wrong.filter((one) => one.actual === chosen.actual && one.predicted === chosen.predicted)
    : evaluation[which].filter((one) => label === ALL || labels[one.actual] === label)
  const kind = chosen ? mistakeWords(chosen, labels) : which === 'wrong' ? 'the surest mistakes' : 'some it got right'
  // All of a kind of mistake, where the model may be asked again; else those kept with the figures.
  const look =
    chosen && alone && split && split !== 'test'
      ? { where: mistakeOf(chosen, labels, head.target, split), title: kind }
      : { rows: examples.map(({ row }) => row), title: kind }
  return (
    <section className={styles.part} aria-label="Samples">
      <div className={styles.title}>
        <h3>Samples</h3>
        {chosen ? (
          <>
            <span>{mistakeWords(chosen, labels)}</span>
            <Button size="small" onClick={onAll}>
              Show all
            </Button>
          </>
        ) : (
          <>
            <Segmented
              label="Which samples"
              layout="bare"
              value={which}
              options={[
                { value: 'wrong', title: 'wrong' },
                { value: 'right', title: 'right' },
              ]}
              onChange={setWhich}
            />
            <div className={layout.filter}>
              <Select
                label="True class"
                layout="bare"
                value={label}
                options={[{ value: ALL, title: 'every class' }, ...labels.map((one) => ({ value: one, title: one }))]}
                onChange={setLabel}
              />
            </div>
            <span>{which === 'wrong' ? 'the surest mistakes first' : 'some of those it got right'}</span>
          </>
        )}
        <Button size="small" disabled={examples.length === 0} onClick={() => run('data.look', look)}>
          Open in Data
        </Button>
      </div>
      {examples.length === 0 ? (
        <p className={styles.soft}>{noneWords(evaluation[which], chosen)}</p>
      ) : (
        <Samples dataset={rows.dataset} labels={labels} target={head.target} examples={examples} />
      )}
    </section>
  )
}

function mistakeOf(
  { actual, predicted }: Mistake,
  labels: readonly string[],
  target: string,
  split: SplitName,
): Condition {
  return {
    all: [
      { column: target, is: '=', value: labels[actual] ?? '' },
      { column: 'prediction', is: '=', value: labels[predicted] ?? '' },
      { column: 'split', is: '=', value: split },
    ],
  }
}

function noneWords(all: readonly Example[], chosen: Mistake | undefined): string {
  if (chosen) return 'None of these is among the surest mistakes, which alone are kept with their rows.'
  return all.length === 0 ? 'There are none on these rows.' : 'There are none of this class among those kept.'
}
