/**
 * @file GradeCard: a card that grades alert quality by comparing incidents with the scenario's faults: precision,
 * recall and time to detect.
 */
import { useState } from 'react'
import { alertQualityText as text } from '../../../../messages/en/operate/alert-quality'
import { faultsOf, type Grade } from '../../../../ops/alerts/grade-alerts'
import type { BurnRule } from '../../../../ops/burn-rules'
import { Button } from '../../../kit/button'
import table from '../../../kit/table.module.css'
import { useScenario } from '../scenario-timeline/use-scenario'
import styles from './alerts.module.css'

export function GradeCard({ grade, rules }: { readonly grade: Grade; readonly rules: readonly BurnRule[] }) {
  const [open, setOpen] = useState(false)
  const scenario = useScenario()
  const decided = Object.values(grade.verdicts).filter((verdict) => verdict !== 'moved')
  const right = decided.filter((verdict) => verdict === 'true').length
  const affecting = grade.faults.filter(({ felt }) => felt.length > 0)
  const detected = affecting.filter(({ incident }) => incident !== undefined)
  return (
    <section className={styles.grade} aria-label={text.title}>
      <dl>
        <div title={text.precisionAbout}>
          <dt>{text.precision}</dt>
          <dd>{text.share({ share: grade.precision })}</dd>
          <dd>{decided.length === 0 ? text.noIncidents : text.incidents({ right, all: decided.length })}</dd>
        </div>
        <div title={text.recallAbout}>
          <dt>{text.recall}</dt>
          <dd>{text.share({ share: grade.recall })}</dd>
          <dd>
            {affecting.length === 0
              ? text.noFaultAffected
              : text.faultsFound({ found: detected.length, all: affecting.length })}
          </dd>
        </div>
        <div title={text.timeToDetectAbout}>
          <dt>{text.timeToDetect}</dt>
          <dd>{text.minutes({ minutes: rounded(grade.minutesToDetect) })}</dd>
          <dd>
            {text.byRule({
              rules: rules.flatMap(({ id, factor }) => {
                const one = grade.byRule[id]
                return one ? [{ factor, minutes: Math.round(one.minutes) }] : []
              }),
            })}
          </dd>
        </div>
        {(grade.drift.events > 0 || grade.drift.incidents > 0) && (
          <div title={text.driftAbout}>
            <dt>{text.drift}</dt>
            <dd>{text.driftFound({ found: grade.drift.found, all: grade.drift.events })}</dd>
            <dd>
              {text.driftDetails({
                minutes: rounded(grade.drift.minutesToDetect),
                falseAlarms: grade.drift.incidents - grade.drift.right,
              })}
            </dd>
          </div>
        )}
      </dl>
      {grade.faults.length === 0 ? (
        <p className={styles.soft}>{text.faults({ begun: 0, ahead: faultsOf(scenario).length })}</p>
      ) : (
        <Button size="small" tone="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open
            ? text.hide
            : text.faults({ begun: grade.faults.length, ahead: faultsOf(scenario).length - grade.faults.length })}
        </Button>
      )}
      {open && <Faults grade={grade} />}
    </section>
  )
}

function rounded(minutes: number | undefined): number | undefined {
  return minutes === undefined ? undefined : Math.round(minutes)
}

function Faults({ grade }: { readonly grade: Grade }) {
  return (
    <div className={styles.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{text.fault}</th>
            <th scope="col">{text.detected}</th>
            <th scope="col">{text.affected}</th>
            <th scope="col">{text.from}</th>
            <th scope="col">{text.duration}</th>
          </tr>
        </thead>
        <tbody>
          {grade.faults.map((fault) => (
            <tr key={fault.note}>
              <td>{fault.title}</td>
              <td data-missed={fault.felt.length > 0 && fault.incident === undefined ? '' : undefined}>
                {fault.minutesToDetect !== undefined
                  ? text.after({ minutes: fault.minutesToDetect })
                  : fault.driftMinutes !== undefined
                    ? text.asDrift({ minutes: fault.driftMinutes })
                    : fault.felt.length > 0
                      ? text.missed
                      : text.nothing}
              </td>
              <td className={styles.wrap}>
                {fault.felt.length > 0 ? text.objectives({ ids: fault.felt }) : text.none}
              </td>
              <td>{text.when({ minute: fault.fromMinute })}</td>
              <td>{text.length({ minutes: fault.toMinute - fault.fromMinute })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
