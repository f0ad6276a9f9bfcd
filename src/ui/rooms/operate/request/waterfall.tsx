/** @file Waterfall: where the time of a request went, stage by stage: measured on this device, and what it waited, simulated. */
import type { RequestRecord } from '../../../../ops/log/request'
import type { Book } from '../../../../ops/record'
import { bookStages } from '../live/book-stages'
import { figure, msWords } from '../live/facts'
import { useStages } from '../live/use-stages'
import styles from './request.module.css'

export function Waterfall({
  record: { path, waited, total },
  book,
}: {
  readonly record: RequestRecord
  readonly book: Book
}) {
  const drawn = useStages()
  const stages = new Map(bookStages(book, drawn).map((stage) => [stage.id, stage]))
  const first = path.findIndex(({ stage }) => stages.get(stage)?.kind === 'model')
  const bars = path.map(({ stage, ms }) => ({ name: stages.get(stage)?.title ?? stage, ms, sim: false }))
  // A request waits before the model that answers it.
  if (waited > 0) bars.splice(Math.max(0, first), 0, { name: 'waited for a replica', ms: waited, sim: true })
  const whole = Math.max(
    total,
    bars.reduce((sum, { ms }) => sum + ms, 0),
  )
  let before = 0
  return (
    <table className={styles.fall}>
      <caption>
        {`${msWords(total)} from arrival to answer: stages as measured on this device`}
        {waited > 0 && ', waiting as simulated'}
      </caption>
      <tbody>
        {bars.map(({ name, ms, sim }, i) => {
          const left = before
          before += ms
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: bars of one request stay where they are
            <tr key={i} data-sim={sim ? '' : undefined}>
              <th scope="row" title={name}>
                {name} {sim && <span className={styles.sim}>sim</span>}
              </th>
              <td>
                <i style={{ marginLeft: share(left, whole), width: share(ms, whole) }} />
              </td>
              <td>{ms < 0.05 ? '< 0.1' : figure(ms)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function share(part: number, whole: number): string {
  return `${whole > 0 ? Math.min(100, (100 * part) / whole) : 0}%`
}
