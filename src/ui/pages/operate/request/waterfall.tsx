/**
 * @file Waterfall: the time that a request spent in each stage, as measured on this device, along with the simulated
 * queue time.
 */
import { requestText } from '../../../../messages/en/operate/request'
import type { RequestRecord } from '../../../../ops/log/request-record'
import type { LogDictionary } from '../../../../ops/log-entry'
import { loggedStages } from '../live/logged-stages'
import { useStages } from '../live/use-stages'
import { barLength, waterfallUnit } from './waterfall-scale'
import styles from './request.module.css'

const { time: text } = requestText

export function Waterfall({
  record: { path, waited, total },
  book,
}: {
  readonly record: RequestRecord
  readonly book: LogDictionary
}) {
  const drawn = useStages()
  const stages = new Map(loggedStages(book, drawn).map((stage) => [stage.id, stage]))
  const first = path.findIndex(({ stage }) => stages.get(stage)?.kind === 'model')
  const bars = path.map(({ stage, ms }) => ({ name: stages.get(stage)?.title ?? stage, ms, sim: false }))
  // A request waits in the queue immediately before the model that answers it.
  if (waited > 0) bars.splice(Math.max(0, first), 0, { name: text.queue, ms: waited, sim: true })
  const times = bars.map(({ ms }) => ms)
  const unit = waterfallUnit([...times, total])
  const all = { total: text.value({ value: total * unit.perMs }), unit: unit.name }
  return (
    <table className={styles.waterfall} dir="ltr">
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
            <th scope="row" title={name} translate="no">
              {name} {sim && <span className={styles.simulated}>{text.simulated}</span>}
            </th>
            <td>
              <i style={{ width: `${barLength(ms, times)}%` }} />
            </td>
            <td>{text.value({ value: ms * unit.perMs })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
