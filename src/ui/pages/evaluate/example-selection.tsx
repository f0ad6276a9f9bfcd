/**
 * @file Gallery: incorrect predictions, most confident first, and some correct predictions, for all classes or for one
 * class.
 */
import { useState } from 'react'
import { resultsText } from '../../../messages/en/evaluate/results'
import type { Condition } from '../../../data/condition'
import type { SplitName } from '../../../data/dataset'
import type { Example } from '../../../metrics/evaluation'
import { type Mistake, mistakeText } from '../../charts/mistakes'
import { Examples } from '../../charts/examples'
import { useEvaluatedRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { Segmented } from '../../kit/segmented'
import { Select } from '../../kit/select'
import { useRunCommand, useSelect } from '../../studio-context'
import type { ClassesHead } from './class-output-evaluation'
import layout from './evaluate.module.css'
import styles from '../pages.module.css'

export interface GalleryProps extends ClassesHead {
  readonly labels: readonly string[]
  readonly chosen: Mistake | undefined
  readonly onAll: () => void
}

const text = resultsText.examples

const ALL = 'all'
type Which = 'wrong' | 'right'

export function Gallery({ head, evaluation, labels, chosen, onAll }: GalleryProps) {
  const rows = useEvaluatedRows()
  const [which, setWhich] = useState<Which>('wrong')
  const [label, setLabel] = useState(ALL)
  const run = useRunCommand()
  const split = useSelect((state) => state.metrics?.split)
  const hasOneOutput = useSelect((state) => (state.metrics?.heads.length ?? 0) === 1)
  if (!rows) {
    return <p className={styles.soft}>{text.otherDataset}</p>
  }
  const examples = chosen
    ? evaluation.wrong.filter((one) => one.actual === chosen.actual && one.predicted === chosen.predicted)
    : evaluation[which].filter((one) => label === ALL || labels[one.actual] === label)
  const title = chosen ? mistakeText(chosen, labels) : which === 'wrong' ? text.mostConfident : text.someCorrect
  // All examples of one kind of mistake if the model can predict them again; otherwise, the examples stored with the
  // evaluation.
  const args =
    chosen && hasOneOutput && split && split !== 'test'
      ? { where: mistakeOf(chosen, labels, head.target, split), title }
      : { rows: examples.map(({ row }) => row), title }
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.title}>
        <h3>{text.title}</h3>
        {chosen ? (
          <>
            <span>{mistakeText(chosen, labels)}</span>
            <Button size="small" onClick={onAll}>
              {text.showAll}
            </Button>
          </>
        ) : (
          <>
            <Segmented
              label={text.which}
              layout="bare"
              value={which}
              options={[
                { value: 'wrong', title: text.wrong },
                { value: 'right', title: text.correct },
              ]}
              onChange={setWhich}
            />
            <div className={layout.filter}>
              <Select
                label={text.class}
                layout="bare"
                value={label}
                options={[{ value: ALL, title: text.allClasses }, ...labels.map((one) => ({ value: one, title: one }))]}
                onChange={setLabel}
              />
            </div>
            <span>{which === 'wrong' ? text.mostConfidentFirst : text.someCorrect}</span>
          </>
        )}
        <Button size="small" disabled={examples.length === 0} onClick={() => run('data.look', args)}>
          {text.openInData}
        </Button>
      </div>
      {examples.length === 0 ? (
        <p className={styles.soft}>{noneText(evaluation[which], chosen)}</p>
      ) : (
        <Examples dataset={rows.dataset} labels={labels} target={head.target} examples={examples} />
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

function noneText(all: readonly Example[], chosen: Mistake | undefined): string {
  if (chosen) return text.noneOfMistake
  return all.length === 0 ? text.none : text.noneOfClass
}
