/**
 * @file ShadowPart: the section about a shadow model, which answers copies of requests: how often it disagrees with the
 * champion, and which of the two is right.
 */
import { canaryText } from '../../../../messages/en/operate/canary'
import { count, pValue } from '../../../../messages/format'
import type { CanaryState } from '../../../../studio/operate/canary-state'
import table from '../../../kit/table.module.css'
import styles from './canary.module.css'
import { Disagreements } from './disagreements'
import { verdictText } from './evidence-text'

const text = canaryText.shadow

type Shadow = NonNullable<CanaryState['shadow']>

/** Compares both models on the same requests. */
export function ShadowSection({ shadow, slices }: { readonly shadow: Shadow; readonly slices: readonly string[] }) {
  const { verdict, difference, more, asked, apart, labels } = shadow
  return (
    <>
      <section className={styles.part} aria-label={text.title}>
        <h3>{text.title}</h3>
        <p className={styles.verdict} data-verdict={verdict} role="status">
          {verdictText({ verdict, difference, ...(more === undefined ? {} : { more }) })}
        </p>
        <p className={styles.soft}>{text.summary({ asked, apart, labels })}</p>
        {shadow.slices.length > 0 && (
          <div className={styles.scroll}>
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">{text.slice}</th>
                  <th scope="col">{text.onlyChampion}</th>
                  <th scope="col">{text.onlyShadow}</th>
                  <th scope="col">{text.labels}</th>
                  <th scope="col">{text.p}</th>
                </tr>
              </thead>
              <tbody>
                {shadow.slices.map(({ slice, lost, won, labels: n, p }) => (
                  <tr key={slice}>
                    <td translate="no">{slices[slice] ?? text.noSlice}</td>
                    <td>{count(lost)}</td>
                    <td>{count(won)}</td>
                    <td>{count(n)}</td>
                    <td>{pValue(p)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <Disagreements
        pairs={shadow.inputs.map(({ key, id, slice }) => ({ key, slice, champion: id, challenger: id }))}
        all={apart}
        both={asked}
        slices={slices}
        other="shadow"
      />
    </>
  )
}
