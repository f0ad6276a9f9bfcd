/** @file Waterfall: the time of a request by stage: stage times measured on this device, and the simulated queue time. */
import { requestText } from '../../../../messages/en/operate/request'
import type { RequestRecord } from '../../../../ops/log/request'
import type { Book } from '../../../../ops/record'
import { bookStages } from '../live/book-stages'
import { useStages } from '../live/use-stages'
import { fallShare, fallUnit } from './waterfall-scale'
import styles from './request.module.css'

const { time: text } = requestText

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
  if (waited > 0) bars.splice(Math.max(0, first), 0, { name: text.queue, ms: waited, sim: true })
  const times = bars.map(({ ms }) => ms)
  const unit = fallUnit([...times, total])
  const all = { total: text.value({ value: total * unit.perMs }), unit: unit.name }
  return (
    <table className={styles.fall}>
      <caption>
        {waited > 0 ? text.totalQueued(all) : text.total(all)}
        {times.includes(0) && ` ${text.zero}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">{text.stage}</th>
          <td />
          <th scope="col">{unit.name}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ name, ms, sim }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars of one request stay where they are
          <tr key={i} data-sim={sim ? '' : undefined}>
            <th scope="row" title={name}>
              {name} {sim && <span className={styles.sim}>{text.simulated}</span>}
            </th>
            <td>
              <i style={{ width: `${fallShare(ms, times)}%` }} />
            </td>
            <td>{text.value({ value: ms * unit.perMs })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
