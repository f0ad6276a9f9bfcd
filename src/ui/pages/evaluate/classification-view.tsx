/**
 * @file Classes view: the confusion matrix, the list of mistakes, the per-class metrics, and the corresponding
 * examples.
 */
import { useState } from 'react'
import type { Condition } from '../../../data/condition'
import type { SplitName } from '../../../data/dataset'
import { resultsText as text } from '../../../messages/en/evaluate/results'
import type { ClassesEvaluation, Example } from '../../../metrics/evaluation'
import { Confusion, MistakeList } from '../../charts/confusion-matrix'
import { Examples } from '../../charts/examples'
import { MetricList } from '../../charts/metric-list'
import type { Mistake } from '../../charts/mistakes'
import { mistakeText } from '../../charts/mistakes'
import { PerClass } from '../../charts/per-class-metrics'
import type { ShownHead } from '../../charts/use-evaluation'
import { labelsOf, useEvaluatedRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { Segmented } from '../../kit/segmented'
import { Select } from '../../kit/select'
import { useRunCommand, useSelect } from '../../studio-context'
import styles from '../pages.module.css'
import layout from './evaluate.module.css'

/** Shows the results of an output that predicts classes. */
export function ClassesView({ head, evaluation }: ClassesHead) {
  const [chosen, setChosen] = useState<Mistake>()
  const labels = labelsOf(evaluation)
  const choose = (mistake: Mistake) =>
    setChosen(chosen?.actual === mistake.actual && chosen.predicted === mistake.predicted ? undefined : mistake)
  const shared = { labels, counts: evaluation.confusion, chosen, onChoose: choose }
  return (
    <div className={styles.stack}>
      <div className={layout.columns}>
        <section className={styles.part} aria-label={text.mistakes.title}>
          <div className={styles.title}>
            <h3>{text.mistakes.title}</h3>
            <span>{text.mistakes.about}</span>
          </div>
          <div className={layout.confusion}>
            <Confusion {...shared} hasSpaceAbove />
            <div className={layout.list}>
              <MistakeList {...shared} limit={24} />
            </div>
          </div>
        </section>
        <div className={styles.stack}>
          <section className={styles.part} aria-label={text.allClasses}>
            <h3>{text.allClasses}</h3>
            <MetricList evaluation={evaluation} />
          </section>
          <section className={styles.part} aria-label={text.perClass.title}>
            <div className={styles.title}>
              <h3>{text.perClass.title}</h3>
              <span>{text.perClass.about}</span>
            </div>
            <PerClass scores={evaluation.perClass} />
          </section>
        </div>
      </div>
      <Gallery head={head} evaluation={evaluation} labels={labels} chosen={chosen} onAll={() => setChosen(undefined)} />
    </div>
  )
}

interface GalleryProps extends ClassesHead {
  readonly labels: readonly string[]
  readonly chosen: Mistake | undefined
  readonly onAll: () => void
}

const exampleSelectionText = text.examples

const ALL = 'all'
type Which = 'wrong' | 'right'

function Gallery({ head, evaluation, labels, chosen, onAll }: GalleryProps) {
  const rows = useEvaluatedRows()
  const [which, setWhich] = useState<Which>('wrong')
  const [label, setLabel] = useState(ALL)
  const run = useRunCommand()
  const split = useSelect((state) => state.metrics?.split)
  const hasOneOutput = useSelect((state) => (state.metrics?.heads.length ?? 0) === 1)
  if (!rows) {
    return <p className={styles.soft}>{exampleSelectionText.otherDataset}</p>
  }
  const examples = chosen
    ? evaluation.wrong.filter((one) => one.actual === chosen.actual && one.predicted === chosen.predicted)
    : evaluation[which].filter((one) => label === ALL || labels[one.actual] === label)
  const title = chosen
    ? mistakeText(chosen, labels)
    : which === 'wrong'
      ? exampleSelectionText.mostConfident
      : exampleSelectionText.someCorrect
  // All examples of one kind of mistake if the model can predict them again; otherwise, the examples stored with the
  // evaluation.
  const args =
    chosen && hasOneOutput && split && split !== 'test'
      ? { where: mistakeOf(chosen, labels, head.target, split), title }
      : { rows: examples.map(({ row }) => row), title }
  return (
    <section className={styles.part} aria-label={exampleSelectionText.title}>
      <div className={styles.title}>
        <h3>{exampleSelectionText.title}</h3>
        {chosen ? (
          <>
            <span>{mistakeText(chosen, labels)}</span>
            <Button size="small" onClick={onAll}>
              {exampleSelectionText.showAll}
            </Button>
          </>
        ) : (
          <>
            <Segmented
              label={exampleSelectionText.which}
              layout="bare"
              value={which}
              options={[
                { value: 'wrong', title: exampleSelectionText.wrong },
                { value: 'right', title: exampleSelectionText.correct },
              ]}
              onChange={setWhich}
            />
            <div className={layout.filter}>
              <Select
                label={exampleSelectionText.class}
                layout="bare"
                value={label}
                options={[
                  { value: ALL, title: exampleSelectionText.allClasses },
                  ...labels.map((one) => ({ value: one, title: one })),
                ]}
                onChange={setLabel}
              />
            </div>
            <span>
              {which === 'wrong' ? exampleSelectionText.mostConfidentFirst : exampleSelectionText.someCorrect}
            </span>
          </>
        )}
        <Button size="small" disabled={examples.length === 0} onClick={() => run('data.look', args)}>
          {exampleSelectionText.openInData}
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
  if (chosen) return exampleSelectionText.noneOfMistake
  return all.length === 0 ? exampleSelectionText.none : exampleSelectionText.noneOfClass
}

interface ClassesHead {
  readonly head: ShownHead
  readonly evaluation: ClassesEvaluation
}
