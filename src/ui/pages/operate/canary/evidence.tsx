/** @file Evidence: everything that champion and challenger are compared in, the worst first, and what the gate still asks. */
import { count, pValue } from '../../../../messages/format'
import type { CanaryShown } from '../../../../studio/operate/canary-state'
import { join } from '../../../kit/button'
import table from '../../../kit/table.module.css'
import styles from './canary.module.css'
import {
  asksWords,
  breachWords,
  checkWords,
  IDLE_WORDS,
  limitWords,
  missingWords,
  shortWords,
  tallyWords,
  verdictWords,
} from './words'

type Track = NonNullable<CanaryShown['canary']>

export interface EvidenceProps {
  readonly track: Track
  readonly slices: readonly string[]
  /** Milliseconds that the champion's batches wait as it is drawn now. */
  readonly waitMs: number
}

/** The verdict in a sentence, what the gate asks, and all numbers. */
export function Evidence({ track, slices, waitMs }: EvidenceProps) {
  const { reading, plan, latency, decision } = track
  const breach = breachWords(reading, slices, plan.limits.lateMs)
  const isIdle = decision !== null && reading.percent === 0
  return (
    <section className={styles.part} aria-label="Evidence">
      <p className={styles.verdict} data-verdict={breach ? 'worse' : reading.verdict} role="status">
        {breach ?? (isIdle ? IDLE_WORDS : verdictWords(reading, plan.limits.margin))}
      </p>
      <p className={join(styles.soft, styles.asks)}>{asksWords(plan, reading.step)}</p>
      {decision?.do === 'hold' && (
        <ul className={styles.missing}>
          {decision.missing.map((missing) => (
            <li key={missing.what}>{missingWords(missing)}</li>
          ))}
        </ul>
      )}
      <div className={styles.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Compared, worst first</th>
              <th scope="col">Champion v{plan.from}</th>
              <th scope="col">Challenger v{plan.to}</th>
              <th
                scope="col"
                title="How likely so much is if the challenger were as good; it may be looked at whenever one likes, and is corrected for all that is compared"
              >
                p, worse
              </th>
            </tr>
          </thead>
          <tbody>
            {reading.checks.map((check) => (
              <tr key={`${check.what} ${check.slice}`} data-breach={check.breach ? 'yes' : 'no'}>
                <td className={styles.wrap}>{checkWords(check, slices, plan.limits.lateMs)}</td>
                <td>{tallyWords(check.champion)}</td>
                <td>{tallyWords(check.challenger)}</td>
                {check.short ? (
                  <td className={styles.soft} title={shortWords(check.short).title}>
                    {shortWords(check.short).words}
                  </td>
                ) : (
                  <td>
                    {pValue(check.p)}
                    {check.breach && ', breach'}
                  </td>
                )}
              </tr>
            ))}
            {Number.isFinite(latency.challenger) && (
              <tr>
                <td>95 of 100 answered within (sim)</td>
                <td>{msWords(latency.champion)}</td>
                <td>{msWords(latency.challenger)}</td>
                <td />
              </tr>
            )}
          </tbody>
        </table>
      </div>
      <p className={styles.soft}>
        Held worse at p ≤ {plan.limits.alpha}: of a hundred challengers that are as good,{' '}
        {count(100 * plan.limits.alpha)} at most are ever taken back, however often one looks. It keeps the worst there
        was: what has recovered since may stand above what is worse now. Requests are drawn from rows that come again
        and again, and a row is one witness: where answers are right less often, they must be so on enough different
        rows.
      </p>
      <p className={styles.soft}>{limitWords(plan.limits.lateMs, waitMs)}</p>
    </section>
  )
}

function msWords(ms: number): string {
  if (!Number.isFinite(ms)) return '–'
  return ms < 0.01 ? 'under 0.01 ms' : `${ms.toPrecision(2)} ms`
}
