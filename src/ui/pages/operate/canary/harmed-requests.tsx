/** @file HarmedRequests: requests that the challenger harmed, in total, by slice, and individually. */
import { canaryText } from '../../../../messages/en/operate/canary'
import { count } from '../../../../messages/format'
import type { CanaryState } from '../../../../studio/operate/canary/canary-state'
import { Rich } from '../../../kit/rich-text'
import table from '../../../kit/table.module.css'
import { useRunCommand } from '../../../studio-context'
import { useDrillContinues } from '../drills/use-drill'
import styles from './canary.module.css'
import { harmText } from './evidence-text'

type HarmShown = NonNullable<CanaryState['canary']>['harm']

const text = canaryText.harmed

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
    <section className={styles.part} aria-label={text.title}>
      <h3>{text.title}</h3>
      <p>{harmText(harm)}</p>
      {harm.bySlice.length > 0 && (
        <div className={styles.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{text.slice}</th>
                <th scope="col">{text.harmed}</th>
                <th scope="col">{text.given}</th>
              </tr>
            </thead>
            <tbody>
              {harm.bySlice.map(({ slice, harmed, given }) => (
                <tr key={slice}>
                  <td translate="no">{slices[slice] ?? text.noSlice}</td>
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
            text={harm.harmed > NAMED ? text.latest({ all: harm.harmed }) : text.ids}
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
      <p className={styles.soft}>{text.truth}</p>
    </section>
  )
}
