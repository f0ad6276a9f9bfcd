/** @file BurnWindows: a table of each rule's burn rates over its windows, next to the rule's threshold. */
import { objectivesText } from '../../../../messages/en/operate/objectives'
import { type BurnRule, isReachable, maxBurnRate, rulesFor } from '../../../../ops/burn-rules'
import type { Minutes, Slo } from '../../../../ops/slo'
import type { Firing } from '../../../../ops/slo-burn'
import { burnRate } from '../../../../ops/slo-burn'
import { classNames } from '../../../kit/button'
import table from '../../../kit/table.module.css'
import styles from './alerts.module.css'

const text = objectivesText.rules

export interface BurnWindowsProps {
  readonly slo: Slo
  readonly rules: readonly BurnRule[]
  readonly minutes: Minutes
  readonly firing: readonly Firing[]
  /** The ID of the rule whose threshold is shown. */
  readonly chosen: string | undefined
  readonly onChoose: (rule: string) => void
}

/** A table with one row per rule; selecting a row tests that rule's threshold on past data. */
export function BurnWindows({ slo, rules, minutes, firing, chosen, onChoose }: BurnWindowsProps) {
  return (
    <table className={classNames(table.table, styles.windows)}>
      <thead>
        <tr>
          <th scope="col">{text.threshold}</th>
          <th scope="col">{text.long}</th>
          <th scope="col">{text.short}</th>
          <th scope="col">{text.severity}</th>
        </tr>
      </thead>
      <tbody>
        {rulesFor(slo, rules).map((rule) => {
          const fires = firing.some((one) => one.rule === rule.id)
          return (
            <tr key={rule.id} data-fires={fires ? '' : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className={styles.factor}
                  aria-pressed={rule.id === chosen}
                  title={text.try}
                  onClick={() => onChoose(rule.id)}
                >
                  {objectivesText.factor({ factor: rule.factor })}
                </button>
              </th>
              <Window slo={slo} minutes={minutes} length={rule.longMinutes} factor={rule.factor} />
              <Window slo={slo} minutes={minutes} length={rule.shortMinutes} factor={rule.factor} />
              <td>
                {isReachable(slo, rule) ? (
                  severityOf(rule, fires)
                ) : (
                  <span title={text.neverWhy({ percent: slo.targetPercent, most: maxBurnRate(slo) })}>
                    {text.never({ most: maxBurnRate(slo) })}
                  </span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** The severity of a rule, how long its condition must hold before it fires, and whether it is firing now. */
function severityOf({ severity, forMinutes: minutes }: BurnRule, isFiring: boolean) {
  if (minutes > 0)
    return isFiring ? <strong>{text.firingAfter[severity]({ minutes })}</strong> : text.after[severity]({ minutes })
  return isFiring ? <strong>{text.firing[severity]}</strong> : objectivesText.severity[severity]
}

interface WindowProps {
  readonly slo: Slo
  readonly minutes: Minutes
  readonly length: number
  readonly factor: number
}

function Window({ slo, minutes, length, factor }: WindowProps) {
  let [total, bad] = [0, 0]
  for (let i = Math.max(0, minutes.total.length - length); i < minutes.total.length; i++) {
    total += minutes.total[i] as number
    bad += minutes.bad[i] as number
  }
  const burn = burnRate(slo, bad, total)
  return (
    <td data-over={burn !== undefined && burn > factor ? '' : undefined} title={text.bad({ bad, total })}>
      {burn === undefined ? '–' : objectivesText.burn({ rate: burn })}{' '}
      <span className={styles.soft}>{text.window({ minutes: length })}</span>
    </td>
  )
}
