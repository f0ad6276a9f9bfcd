/** @file Mistakes panel: the confusion matrix; a cell opens the rows behind it. */
import { useState } from 'react'
import { Confusion, MistakeList } from '../charts/confusion'
import { type Mistake, mistakes, mistakeWords } from '../charts/mistakes'
import { Samples } from '../charts/samples'
import { labelsOf, type ShownHead, useEvaluatedRows } from '../charts/use-evaluation'
import { Button } from '../kit/button'
import { Panel, Waiting } from './panel'
import styles from './dock.module.css'

/** How many of the most frequent stand in the title. */
const TOP = 3

/** What was taken for what, on the newest evaluated split. */
export function MistakesPanel({ head }: { readonly head: ShownHead | undefined }) {
  const [chosen, setChosen] = useState<Mistake>()
  const rows = useEvaluatedRows()
  const evaluation = head?.evaluation
  if (!head || evaluation?.kind !== 'classes') {
    return (
      <Panel title="Mistakes">
        <Waiting>
          <p>What it takes for what, after the first epoch.</p>
        </Waiting>
      </Panel>
    )
  }
  const labels = labelsOf(evaluation)
  const all = mistakes(evaluation.confusion)
  const fresh = chosen && all.find((one) => one.actual === chosen.actual && one.predicted === chosen.predicted)
  if (chosen) {
    const examples = evaluation.wrong.filter(
      (one) => one.actual === chosen.actual && one.predicted === chosen.predicted,
    )
    return (
      <Panel title="Mistakes" words={mistakeWords(fresh ?? { ...chosen, count: 0 }, labels)}>
        <Button size="small" tone="quiet" onClick={() => setChosen(undefined)}>
          Back to all
        </Button>
        {!rows ? (
          <p className={styles.note}>They are rows of another set than the one in use.</p>
        ) : examples.length === 0 ? (
          <p className={styles.note}>None of these is among the surest mistakes that are kept.</p>
        ) : (
          <Samples dataset={rows.dataset} labels={labels} target={head.target} examples={examples} side={48} />
        )}
      </Panel>
    )
  }
  const words = all.slice(0, TOP).map((mistake) => mistakeWords(mistake, labels))
  return (
    <Panel title="Mistakes" words={words.length === 0 ? 'none on these rows' : words.join(', ')}>
      <div className={styles.confusion}>
        <Confusion labels={labels} counts={evaluation.confusion} onChoose={setChosen} />
        <div className={styles.list}>
          <MistakeList labels={labels} counts={evaluation.confusion} onChoose={setChosen} limit={12} />
        </div>
      </div>
    </Panel>
  )
}
