/** @file ShadowPart: a model that answers beside the champion unseen: how often they differ, and which is right. */
import { count, counted, pValue } from '../../../../messages/format'
import type { CanaryShown } from '../../../../studio/operate/canary-state'
import table from '../../../kit/table.module.css'
import styles from './canary.module.css'
import { Disagreements } from './disagreements'
import { verdictWords } from './words'

type Shadow = NonNullable<CanaryShown['shadow']>

/** Both on the same requests. */
export function ShadowPart({ shadow, slices }: { readonly shadow: Shadow; readonly slices: readonly string[] }) {
  const { verdict, difference, more, asked, apart, labels } = shadow
  return (
    <>
      <section className={styles.part} aria-label="Shadow">
        <h3>Shadow</h3>
        <p className={styles.verdict} data-verdict={verdict} role="status">
          {verdictWords({ verdict, difference, ...(more === undefined ? {} : { more }) })}
        </p>
        <p className={styles.soft}>
          It answered {counted(asked, 'request')} unseen, {count(apart)} otherwise than the champion; {count(labels)}{' '}
          are labelled.
        </p>
        {shadow.slices.length > 0 && (
          <div className={styles.scroll}>
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">Slice, worst first</th>
                  <th scope="col">Only the champion right</th>
                  <th scope="col">Only the shadow right</th>
                  <th scope="col">Labels</th>
                  <th scope="col">p, worse</th>
                </tr>
              </thead>
              <tbody>
                {shadow.slices.map(({ slice, lost, won, labels: n, p }) => (
                  <tr key={slice}>
                    <td>{slices[slice] ?? 'no slice'}</td>
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
        other="Shadow"
      />
    </>
  )
}
