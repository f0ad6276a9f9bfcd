/** @file Harmed: who was, by slice, with the requests behind it. */
import { count } from '../../../../messages/format'
import type { CanaryShown } from '../../../../studio/operate/canary-state'
import table from '../../../kit/table.module.css'
import { useDrillGoesOn } from '../drills/use-drill'
import { useDesk } from '../use-operate'
import styles from './canary.module.css'
import { harmWords } from './words'

type HarmShown = NonNullable<CanaryShown['canary']>['harm']

/** Requests that are named. */
const NAMED = 8

/** By the truth of the world, which nobody in the service knows: it takes no part in any decision. */
export function Harmed({ harm, slices }: { readonly harm: HarmShown; readonly slices: readonly string[] }) {
  const desk = useDesk()
  // What the world of a drill knows is told when it is over.
  if (useDrillGoesOn()) return null
  return (
    <section className={styles.part} aria-label="Who was harmed">
      <h3>Who was harmed</h3>
      <p>{harmWords(harm)}</p>
      {harm.bySlice.length > 0 && (
        <div className={styles.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">Slice</th>
                <th scope="col">Harmed</th>
                <th scope="col">Given to the challenger</th>
              </tr>
            </thead>
            <tbody>
              {harm.bySlice.map(({ slice, harmed, given }) => (
                <tr key={slice}>
                  <td>{slices[slice] ?? 'no slice'}</td>
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
          Requests{' '}
          {harm.ids.slice(-NAMED).map((id) => (
            <button key={id} type="button" className={styles.link} onClick={() => desk.look(id)}>
              {count(id)}
            </button>
          ))}
          {harm.harmed > NAMED && <span className={styles.soft}> the latest of {count(harm.harmed)}</span>}
        </p>
      )}
      <p className={styles.soft}>By the truth that the world of the score knows; no decision was made by it.</p>
    </section>
  )
}
