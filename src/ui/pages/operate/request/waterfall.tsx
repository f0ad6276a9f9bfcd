/** @file Waterfall: where the time of a request went, stage by stage: measured on this device, and what it waited, simulated. */
import type { RequestRecord } from '../../../../ops/log/request'
import type { Book } from '../../../../ops/record'
import { bookStages } from '../live/book-stages'
import { useStages } from '../live/use-stages'
import { fallShare, fallUnit, fallWords } from './waterfall-scale'
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
  const times = bars.map(({ ms }) => ms)
  const unit = fallUnit([...times, total])
  return (
    <table className={styles.fall}>
      <caption>
        {`${fallWords(total, unit)} ${unit.name} from arrival to answer: stages as measured on this device`}
        {waited > 0 && ', waiting as simulated'}
        {times.includes(0) && '. 0 is what its clock saw nothing of'}
      </caption>
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <td />
          <th scope="col">{unit.name}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ name, ms, sim }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars of one request stay where they are
          <tr key={i} data-sim={sim ? '' : undefined}>
            <th scope="row" title={name}>
              {name} {sim && <span className={styles.sim}>sim</span>}
            </th>
            <td>
              <i style={{ width: `${fallShare(ms, times)}%` }} />
            </td>
            <td>{fallWords(ms, unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
