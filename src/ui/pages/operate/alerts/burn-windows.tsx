/** @file BurnWindows: how fast a budget burns in the windows of each rule, against what the rule waits for. */
import { type BurnRule, isReachable, mostBurn, rulesFor } from '../../../../ops/burn-rules'
import type { Minutes, Slo } from '../../../../ops/slo'
import { burnRate } from '../../../../ops/slo-burn'
import type { Firing } from '../../../../ops/slo-burn'
import { join } from '../../../kit/button'
import table from '../../../kit/table.module.css'
import styles from './alerts.module.css'
import { minutesWords, timesWords } from './figures'

export interface BurnWindowsProps {
  readonly slo: Slo
  readonly rules: readonly BurnRule[]
  readonly minutes: Minutes
  readonly firing: readonly Firing[]
  /** The rule whose threshold is shown. */
  readonly chosen: string | undefined
  readonly onChoose: (rule: string) => void
}

/** A row a rule; pressing one shows its threshold over the past. */
export function BurnWindows({ slo, rules, minutes, firing, chosen, onChoose }: BurnWindowsProps) {
  return (
    <table className={join(table.table, styles.windows)}>
      <thead>
        <tr>
          <th scope="col">Told over</th>
          <th scope="col">Long window</th>
          <th scope="col">Short window</th>
          <th scope="col">Told as</th>
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
                  title="Try another threshold over the past"
                  onClick={() => onChoose(rule.id)}
                >
                  {timesWords(rule.factor)}
                </button>
              </th>
              <Window slo={slo} minutes={minutes} length={rule.longMinutes} factor={rule.factor} />
              <Window slo={slo} minutes={minutes} length={rule.shortMinutes} factor={rule.factor} />
              <td>
                {isReachable(slo, rule) ? (
                  <>
                    {fires ? <strong>{rule.severity}, now</strong> : rule.severity}
                    {rule.forMinutes > 0 && ` after ${rule.forMinutes} min`}
                  </>
                ) : (
                  <span title={neverWords(slo)}>never: at most {timesWords(mostBurn(slo))}</span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Why a rule is never told, and what may be done about it. */
function neverWords(slo: Slo): string {
  return `With ${slo.targetPercent} % even a total failure burns ${timesWords(mostBurn(slo))} only. Ask for more percent, or lower the threshold.`
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
    <td data-over={burn !== undefined && burn > factor ? '' : undefined} title={`${bad} bad of ${total}`}>
      {burn === undefined ? '–' : timesWords(burn)} <span className={styles.soft}>{minutesWords(length)}</span>
    </td>
  )
}
