/**
 * @file Evidence: every check that compares champion and challenger, worst first, and the unmet requirements of the
 * gate.
 */
import { canaryText } from '../../../../messages/en/operate/canary'
import { count, duration, pValue } from '../../../../messages/format'
import type { CanaryState } from '../../../../studio/operate/canary'
import { classNames } from '../../../kit/button'
import { Rich } from '../../../kit/rich-text'
import table from '../../../kit/table.module.css'
import { useRunCommand } from '../../../studio-context'
import { useDrillContinues } from '../drills'
import styles from './canary.module.css'
import {
  breachText,
  checkText,
  countedBy,
  gateText,
  harmText,
  limitText,
  missingText,
  tallyText,
  verdictText,
} from './evidence-text'

const text = canaryText.evidence

type Track = NonNullable<CanaryState['canary']>

export interface EvidenceProps {
  readonly track: Track
  readonly slices: readonly string[]
  /** How long the champion's batches wait in the current service diagram, in milliseconds. */
  readonly waitMs: number
}

/** The verdict in a sentence, the gate's requirements, and all numbers. */
export function Evidence({ track, slices, waitMs }: EvidenceProps) {
  const { reading, plan, latency, decision } = track
  const breach = breachText(reading, slices, plan.limits.lateMs)
  const isIdle = decision !== null && reading.percent === 0
  return (
    <section className={styles.part} aria-label={text.region}>
      <p className={styles.verdict} data-verdict={breach ? 'worse' : reading.verdict} role="status">
        {breach ?? (isIdle ? canaryText.traffic.idle : verdictText(reading, plan.limits.margin))}
      </p>
      <p className={classNames(styles.soft, styles.requirements)}>{gateText(plan, reading.step)}</p>
      {decision?.do === 'hold' && (
        <ul className={styles.missing}>
          {decision.missing.map((missing) => (
            <li key={missing.what}>{missingText(missing)}</li>
          ))}
        </ul>
      )}
      <div className={styles.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{text.check}</th>
              <th scope="col">{text.champion({ version: plan.from })}</th>
              <th scope="col">{text.challenger({ version: plan.to })}</th>
              <th scope="col" title={text.pAbout}>
                {text.p}
              </th>
            </tr>
          </thead>
          <tbody>
            {reading.checks.map((check) => (
              <tr key={`${check.what} ${check.slice}`} data-breach={check.breach ? 'yes' : 'no'}>
                <td className={styles.wrap}>{checkText(check, slices, plan.limits.lateMs)}</td>
                <td>{tallyText(check.champion)}</td>
                <td>{tallyText(check.challenger)}</td>
                {check.short ? (
                  <td
                    className={styles.soft}
                    title={canaryText.checks.shortAbout[check.short.of][countedBy(check)](check.short)}
                  >
                    {canaryText.checks.short[countedBy(check)](check.short)}
                  </td>
                ) : (
                  <td>{check.breach ? text.breach({ p: check.p }) : pValue(check.p)}</td>
                )}
              </tr>
            ))}
            {Number.isFinite(latency.challenger) && (
              <tr>
                <td>{text.p95}</td>
                <td>{Number.isFinite(latency.champion) ? duration(latency.champion) : '–'}</td>
                <td>{duration(latency.challenger)}</td>
                <td />
              </tr>
            )}
          </tbody>
        </table>
      </div>
      <p className={styles.soft}>{text.threshold({ alpha: plan.limits.alpha })}</p>
      <p className={styles.soft}>{limitText(plan.limits.lateMs, waitMs)}</p>
    </section>
  )
}

// HarmedRequests: requests that the challenger harmed, in total, by slice, and individually.

type HarmShown = NonNullable<CanaryState['canary']>['harm']

const harmedText = canaryText.harmed

/** The maximum number of requests that are listed. */
const NAMED = 8

/**
 * Harm is determined from the simulated ground truth, which the service cannot see and which is not used in any
 * decision.
 */
export function HarmedRequests({ harm, slices }: { readonly harm: HarmShown; readonly slices: readonly string[] }) {
  const run = useRunCommand()
  // In a drill, the ground truth is shown only after the drill ends.
  if (useDrillContinues()) return null
  return (
    <section className={styles.part} aria-label={harmedText.title}>
      <h3>{harmedText.title}</h3>
      <p>{harmText(harm)}</p>
      {harm.bySlice.length > 0 && (
        <div className={styles.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{harmedText.slice}</th>
                <th scope="col">{harmedText.harmed}</th>
                <th scope="col">{harmedText.given}</th>
              </tr>
            </thead>
            <tbody>
              {harm.bySlice.map(({ slice, harmed, given }) => (
                <tr key={slice}>
                  <td translate="no">{slices[slice] ?? harmedText.noSlice}</td>
                  <td>{count(harmed)}</td>
                  <td>{count(given)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {harm.ids.length > 0 && (
        <p className={styles.ids}>
          <Rich
            text={harm.harmed > NAMED ? harmedText.latest({ all: harm.harmed }) : harmedText.ids}
            marks={{
              ids: () =>
                harm.ids.slice(-NAMED).map((id) => (
                  <button
                    key={id}
                    type="button"
                    className={styles.link}
                    onClick={() => run('service.inspect', { request: id })}
                  >
                    {count(id)}
                  </button>
                )),
            }}
          />
        </p>
      )}
      <p className={styles.soft}>{harmedText.truth}</p>
    </section>
  )
}
