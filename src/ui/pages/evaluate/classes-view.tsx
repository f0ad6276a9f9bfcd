/** @file Classes view: confusion as matrix and list, scores of each class, and the rows behind both. */
import { useState } from 'react'
import { Confusion, MistakeList } from '../../charts/confusion'
import type { Mistake } from '../../charts/mistakes'
import { PerClass } from '../../charts/per-class'
import { labelsOf } from '../../charts/use-evaluation'
import type { ClassesHead } from './classes-head'
import { Gallery } from './gallery'
import layout from './evaluate.module.css'
import styles from '../pages.module.css'

/** Everything about an output that tells classes. */
export function ClassesView({ head, evaluation }: ClassesHead) {
  const [chosen, setChosen] = useState<Mistake>()
  const labels = labelsOf(evaluation)
  const choose = (mistake: Mistake) =>
    setChosen(chosen?.actual === mistake.actual && chosen.predicted === mistake.predicted ? undefined : mistake)
  const shared = { labels, counts: evaluation.confusion, chosen, onChoose: choose }
  return (
    <div className={styles.stack}>
      <div className={layout.columns}>
        <section className={styles.part} aria-label="Mistakes">
          <div className={styles.title}>
            <h3>Mistakes</h3>
            <span>choose one to see its rows</span>
          </div>
          <div className={layout.confusion}>
            <Confusion {...shared} roomy />
            <div className={layout.list}>
              <MistakeList {...shared} limit={24} />
            </div>
          </div>
        </section>
        <section className={styles.part} aria-label="Per class">
          <div className={styles.title}>
            <h3>Per class</h3>
            <span>worst first</span>
          </div>
          <PerClass scores={evaluation.perClass} />
        </section>
      </div>
      <Gallery head={head} evaluation={evaluation} labels={labels} chosen={chosen} onAll={() => setChosen(undefined)} />
    </div>
  )
}
