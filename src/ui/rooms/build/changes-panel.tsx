/** @file Changes panel: what another step of the history has otherwise, change by change, each to take over, and what follows from them. */
import { useMemo, useState } from 'react'
import { count } from '../../../base/messages/words'
import { checkNetwork } from '../../../compile/check-network'
import { diff } from '../../../graph/diff'
import type { Drawing } from '../../../graph/drawing'
import { schemaOf } from '../../../studio/network-subject'
import { stepWords } from '../../network/read'
import { Button } from '../../kit/button'
import { Select } from '../../kit/select'
import { useRun, useSelect } from '../../studio-context'
import styles from './beside.module.css'
import { changeWords, effectsOf } from './change-words'

/** The drawing now beside any step that undo or redo could reach. */
export function ChangesPanel() {
  const history = useSelect((state) => state.history)
  const drawing = useSelect((state) => state.project.drawing)
  const [chosen, setChosen] = useState<Drawing>()
  const steps = useMemo(() => [...history.past, drawing, ...history.future], [history, drawing])
  const here = history.past.length
  if (steps.length < 2) {
    return (
      <p className={styles.words}>
        Nothing was changed since this drawing was opened. Steps to compare with come here.
      </p>
    )
  }
  // A step is known by its drawing, so that it stays the same one while others come and go.
  const found = chosen ? steps.indexOf(chosen) : -1
  const at = found >= 0 && found !== here ? found : here > 0 ? here - 1 : here + 1
  const options = steps.flatMap((step, i) => {
    if (i === here) return []
    const before = steps[i - 1]
    const words = before ? stepWords(before, step) : 'As it was opened'
    return [{ value: String(i), title: `${i}. ${words}` }]
  })
  return (
    <>
      <div className={styles.tools}>
        <Select
          label="Compare with"
          value={String(at)}
          options={options}
          onChange={(value) => setChosen(steps[Number(value)])}
        />
      </div>
      <Changes step={at} then={steps[at] ?? drawing} />
    </>
  )
}

function Changes({ step, then }: { readonly step: number; readonly then: Drawing }) {
  const run = useRun()
  const drawing = useSelect((state) => state.project.drawing)
  const report = useSelect((state) => state.report)
  const plan = useSelect((state) => state.project.plan)
  const schema = useSelect(schemaOf)
  const changes = useMemo(() => diff(drawing, then), [drawing, then])
  const other = useMemo(() => checkNetwork(then, schema, plan), [then, schema, plan])
  const effects = useMemo(() => effectsOf(drawing, report, other), [drawing, report, other])
  if (changes.length === 0) return <p className={styles.words}>That step has the drawing as it is now.</p>
  return (
    <div className={styles.scroll}>
      <div className={styles.tools}>
        <span>
          Parameters: {count(report.totalParameters)} → {count(other.totalParameters)}
        </span>
        <Button size="small" onClick={() => run('graph.takeOver', { step })}>
          Apply all
        </Button>
      </div>
      <ul className={styles.changes} aria-label="Changes">
        {changes.map((change) => {
          const { title, lines } = changeWords(change)
          return (
            <li key={change.id} data-change={change.type}>
              <div>
                {title}
                {lines.map((line) => (
                  <div key={line} className={styles.line}>
                    {line}
                  </div>
                ))}
              </div>
              <Button
                size="small"
                aria-label={`Apply: ${title}`}
                onClick={() => run('graph.takeOver', { step, change: change.id })}
              >
                Apply
              </Button>
            </li>
          )
        })}
      </ul>
      {effects.length > 0 && (
        <>
          <h4 className={styles.title}>What follows</h4>
          <ul className={styles.changes} aria-label="What follows">
            {effects.map(({ node, label, words }) => (
              <li key={node}>
                <span>{label}</span>
                <span className={styles.line}>{words}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
