/** @file AnswerView: a reply of the URL: what was answered, by which version, where its time went, and a waterfall of the stages it passed. */
import { percent } from '../../../../messages/format'
import { useStages } from '../live/use-stages'
import { type Bar, barsOf, type ShownAnswer, WAY, wholeBars } from './answer'
import styles from './url.module.css'

/** Classes that are shown; of more, the surest. */
const MOST = 5

/** More than this there and back is told why, in ms. */
const LONG_WAY = 100

/** The answer in full. */
export function AnswerView({ answer }: { readonly answer: ShownAnswer }) {
  const { status, words, chances, facts, stages, cold, total } = answer
  const drawn = useStages()
  const whole = wholeBars(answer)
  const inside = barsOf(stages.map(({ stage, ms }) => ({ name: drawn.get(stage)?.title ?? stage, ms })))
  const way = whole.find(({ name }) => name === WAY)
  const before = cold === undefined ? '' : `, after a cold start of ${ms(cold)} before it came`
  return (
    <div className={styles.answer} role="status" aria-label="Answer">
      <div className={styles.told}>
        <p className={styles.said} data-tone={status === 200 ? 'good' : 'bad'}>
          {words}
        </p>
        {chances.length > 0 && (
          <ul className={styles.chances}>
            {chances.slice(0, MOST).map(({ label, chance }) => (
              <li key={label}>
                <span>{label}</span>
                <i style={{ width: `${100 * chance}%` }} />
                <b>{percent(chance)}</b>
              </li>
            ))}
          </ul>
        )}
        <dl className={styles.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {stages.length > 0 && (
        <div className={styles.told}>
          <Fall caption={`Where the time went: ${ms(total)} in all${before}`} bars={whole} />
          {way && way.ms > LONG_WAY && (
            <p className={styles.hint}>
              The way is HTTP and the service worker, which a first call wakes, and the time until the serving worker
              takes it up: right after the start it measures what each stage takes.
            </p>
          )}
          <Fall caption="Of that in the service, on its own scale" bars={inside} />
        </div>
      )}
    </div>
  )
}

/** Bars one after the other; the scale is all of them. */
function Fall({ caption, bars }: { readonly caption: string; readonly bars: readonly Bar[] }) {
  const whole = bars.reduce((sum, bar) => sum + bar.ms, 0)
  return (
    <table className={styles.fall}>
      <caption>{caption}</caption>
      <tbody>
        {bars.map(({ name, from, ms: took }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two stages may have one name, and bars of one answer stay where they are
          <tr key={i}>
            <th scope="row" title={name}>
              {name}
            </th>
            <td>
              <i style={{ marginLeft: share(from, whole), width: share(took, whole) }} />
            </td>
            <td>{ms(took)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function share(part: number, whole: number): string {
  return `${whole > 0 ? (100 * part) / whole : 0}%`
}

/** What rounds to nothing was shorter than can be told. */
function ms(value: number): string {
  if (value < 0.005) return '< 0.01 ms'
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`
}
