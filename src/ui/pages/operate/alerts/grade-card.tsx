/** @file GradeCard: what was told held against what the score did: precision, recall, minutes to detect, and every fault of it. */
import { useState } from 'react'
import { faultsOf, type Grade } from '../../../../ops/alerts/grading'
import type { BurnRule } from '../../../../ops/burn-rules'
import { counted } from '../../../../messages/format'
import { Button } from '../../../kit/button'
import table from '../../../kit/table.module.css'
import { useScore } from '../dock/use-score'
import styles from './alerts.module.css'
import { faultWords } from './fault-words'
import { minutesWords, shareWords, timesWords, whenWords } from './figures'

export function GradeCard({ grade, rules }: { readonly grade: Grade; readonly rules: readonly BurnRule[] }) {
  const [open, setOpen] = useState(false)
  const score = useScore()
  const told = Object.values(grade.verdicts).filter((verdict) => verdict !== 'moved')
  const right = told.filter((verdict) => verdict === 'true').length
  const could = grade.faults.filter(({ felt }) => felt.length > 0)
  const found = could.filter(({ incident }) => incident !== undefined)
  return (
    <section className={styles.grade} aria-label="Grade">
      <dl>
        <div title="Incidents that were told and had a fault of the score behind them, of all that were told">
          <dt>Precision</dt>
          <dd>{grade.precision === undefined ? '–' : shareWords(grade.precision)}</dd>
          <dd>{told.length === 0 ? 'nothing was told' : `${right} of ${counted(told.length, 'incident')}`}</dd>
        </div>
        <div title="Faults that were told, of all that made an objective worse than it may be and than it is without faults">
          <dt>Recall</dt>
          <dd>{grade.recall === undefined ? '–' : shareWords(grade.recall)}</dd>
          <dd>
            {could.length === 0
              ? 'no fault was felt'
              : `${found.length} of ${counted(could.length, 'fault that was felt', 'faults that were felt')}`}
          </dd>
        </div>
        <div title="The median, from the beginning of a fault until somebody was told">
          <dt>Time to detect</dt>
          <dd>{grade.minutesToDetect === undefined ? '–' : minutesWords(Math.round(grade.minutesToDetect))}</dd>
          <dd>
            {rules
              .flatMap(({ id, factor }) => {
                const one = grade.byRule[id]
                return one ? [`${timesWords(factor)}: ${minutesWords(Math.round(one.minutes))}`] : []
              })
              .join(', ')}
          </dd>
        </div>
        {(grade.drift.notes > 0 || grade.drift.incidents > 0) && (
          <div title="Notes of the score that change what comes, and those of them that the drift detector told of, whether or not an objective felt them">
            <dt>Drift</dt>
            <dd>{`${grade.drift.found} of ${grade.drift.notes}`}</dd>
            <dd>
              {[
                'found',
                ...(grade.drift.minutesToDetect === undefined
                  ? []
                  : [`after ${minutesWords(Math.round(grade.drift.minutesToDetect))}`]),
                ...(grade.drift.incidents > grade.drift.right
                  ? [`${counted(grade.drift.incidents - grade.drift.right, 'false alarm')}`]
                  : []),
              ].join(', ')}
            </dd>
          </div>
        )}
      </dl>
      {grade.faults.length === 0 ? (
        <p className={styles.soft}>{faultWords(0, faultsOf(score).length)}</p>
      ) : (
        <Button size="small" tone="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide the faults' : faultWords(grade.faults.length, faultsOf(score).length)}
        </Button>
      )}
      {open && <Faults grade={grade} />}
    </section>
  )
}

function Faults({ grade }: { readonly grade: Grade }) {
  return (
    <div className={styles.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Fault</th>
            <th scope="col">Told</th>
            <th scope="col">Felt by</th>
            <th scope="col">From</th>
            <th scope="col">For</th>
          </tr>
        </thead>
        <tbody>
          {grade.faults.map((fault) => (
            <tr key={fault.note}>
              <td>{fault.title}</td>
              <td data-missed={fault.felt.length > 0 && fault.incident === undefined ? '' : undefined}>
                {fault.minutesToDetect !== undefined
                  ? `after ${minutesWords(fault.minutesToDetect)}`
                  : fault.driftMinutes !== undefined
                    ? `as drift, after ${minutesWords(fault.driftMinutes)}`
                    : fault.felt.length > 0
                      ? 'missed'
                      : 'nothing to tell'}
              </td>
              <td className={styles.wrap}>{fault.felt.length > 0 ? fault.felt.join(', ') : 'no objective'}</td>
              <td>{whenWords(fault.fromMinute)}</td>
              <td>{minutesWords(fault.toMinute - fault.fromMinute)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
