/** @file MistakesPanel: the confusion matrix. Clicking a cell shows its examples. */
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { useState } from 'react'
import { Confusion, MistakeList } from '../charts/confusion-matrix'
import { type Mistake, mistakes, mistakeText } from '../charts/mistakes'
import { Examples } from '../charts/examples'
import { labelsOf, type ShownHead, useEvaluatedRows } from '../charts/use-evaluation'
import { Button } from '../kit/button'
import { Panel, Placeholder } from './panel'
import styles from './dock.module.css'

/** Confusion matrix of the most recently evaluated set. */
export function MistakesPanel({ head }: { readonly head: ShownHead | undefined }) {
  const [chosen, setChosen] = useState<Mistake>()
  const rows = useEvaluatedRows()
  const evaluation = head?.evaluation
  if (!head || evaluation?.kind !== 'classes') {
    return (
      <Panel title={text.mistakes.title}>
        <Placeholder>
          <p>{text.mistakes.waiting}</p>
        </Placeholder>
      </Panel>
    )
  }
  const labels = labelsOf(evaluation)
  const all = mistakes(evaluation.confusion)
  const current = chosen && all.find((one) => one.actual === chosen.actual && one.predicted === chosen.predicted)
  if (chosen) {
    const examples = evaluation.wrong.filter(
      (one) => one.actual === chosen.actual && one.predicted === chosen.predicted,
    )
    return (
      <Panel title={text.mistakes.title} detail={mistakeText(current ?? { ...chosen, count: 0 }, labels)}>
        <Button size="small" tone="quiet" onClick={() => setChosen(undefined)}>
          {text.mistakes.back}
        </Button>
        {!rows ? (
          <p className={styles.note}>{text.otherDataset}</p>
        ) : examples.length === 0 ? (
          <p className={styles.note}>{text.mistakes.notKept}</p>
        ) : (
          <Examples dataset={rows.dataset} labels={labels} target={head.target} examples={examples} side={48} />
        )}
      </Panel>
    )
  }
  const examples = all.reduce((sum, { count }) => sum + count, 0)
  return (
    <Panel title={text.mistakes.title} detail={examples === 0 ? text.mistakes.none : text.mistakes.wrong({ examples })}>
      <div className={styles.confusion}>
        <Confusion labels={labels} counts={evaluation.confusion} onChoose={setChosen} />
        <div className={styles.list}>
          <MistakeList labels={labels} counts={evaluation.confusion} onChoose={setChosen} limit={12} />
        </div>
      </div>
    </Panel>
  )
}
