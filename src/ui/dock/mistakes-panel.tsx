/** @file MistakesPanel: the confusion matrix; a cell opens its examples. */
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { useState } from 'react'
import { Confusion, MistakeList } from '../charts/confusion'
import { type Mistake, mistakes, mistakeWords } from '../charts/mistakes'
import { Samples } from '../charts/samples'
import { labelsOf, type ShownHead, useEvaluatedRows } from '../charts/use-evaluation'
import { Button } from '../kit/button'
import { Panel, Waiting } from './panel'
import styles from './dock.module.css'

/** Number of the most frequent mistakes that the title lists. */
const TOP = 3

/** Actual and predicted classes, on the newest evaluated set. */
export function MistakesPanel({ head }: { readonly head: ShownHead | undefined }) {
  const [chosen, setChosen] = useState<Mistake>()
  const rows = useEvaluatedRows()
  const evaluation = head?.evaluation
  if (!head || evaluation?.kind !== 'classes') {
    return (
      <Panel title={text.mistakes.title}>
        <Waiting>
          <p>{text.mistakes.waiting}</p>
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
      <Panel title={text.mistakes.title} detail={mistakeWords(fresh ?? { ...chosen, count: 0 }, labels)}>
        <Button size="small" tone="quiet" onClick={() => setChosen(undefined)}>
          {text.mistakes.back}
        </Button>
        {!rows ? (
          <p className={styles.note}>{text.otherDataset}</p>
        ) : examples.length === 0 ? (
          <p className={styles.note}>{text.mistakes.notKept}</p>
        ) : (
          <Samples dataset={rows.dataset} labels={labels} target={head.target} examples={examples} side={48} />
        )}
      </Panel>
    )
  }
  const top = all.slice(0, TOP).map((mistake) => mistakeWords(mistake, labels))
  return (
    <Panel
      title={text.mistakes.title}
      detail={top.length === 0 ? text.mistakes.none : text.mistakes.top({ mistakes: top })}
    >
      <div className={styles.confusion}>
        <Confusion labels={labels} counts={evaluation.confusion} onChoose={setChosen} />
        <div className={styles.list}>
          <MistakeList labels={labels} counts={evaluation.confusion} onChoose={setChosen} limit={12} />
        </div>
      </div>
    </Panel>
  )
}
