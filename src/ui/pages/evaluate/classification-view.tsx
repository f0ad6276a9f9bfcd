/**
 * @file Classes view: the confusion matrix, the list of mistakes, the per-class metrics, and the corresponding
 * examples.
 */
import { useState } from 'react'
import { resultsText as text } from '../../../messages/en/evaluate/results'
import { Confusion, MistakeList } from '../../charts/confusion-matrix'
import type { Mistake } from '../../charts/mistakes'
import { PerClass } from '../../charts/per-class-metrics'
import { labelsOf } from '../../charts/use-evaluation'
import type { ClassesHead } from './class-output-evaluation'
import { Gallery } from './example-selection'
import layout from './evaluate.module.css'
import styles from '../pages.module.css'

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
        <section className={styles.part} aria-label={text.perClass.title}>
          <div className={styles.title}>
            <h3>{text.perClass.title}</h3>
            <span>{text.perClass.about}</span>
          </div>
          <PerClass scores={evaluation.perClass} />
        </section>
      </div>
      <Gallery head={head} evaluation={evaluation} labels={labels} chosen={chosen} onAll={() => setChosen(undefined)} />
    </div>
  )
}
