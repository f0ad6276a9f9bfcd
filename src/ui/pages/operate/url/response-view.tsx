/** @file ResponseView: a response from the URL: prediction, version, total time, and a waterfall of the stages. */
import { urlText } from '../../../../messages/en/operate/url'
import { percent } from '../../../../messages/format'
import { useStages } from '../live/use-stages'
import { type Bar, barsOf, roundTripMs, type ShownResponse, wholeBars } from './response'
import styles from './url.module.css'

const { response: text } = urlText

/** The maximum number of classes to show, most confident first. */
const MAX_CLASSES = 5

/** A round trip that takes longer than this, in ms, is accompanied by an explanation. */
const LONG_MS = 100

/** Shows a response with all its details. */
export function ResponseView({ answer: response }: { readonly answer: ShownResponse }) {
  const { status, probabilities, details, stages, cold, total } = response
  const drawn = useStages()
  const whole = wholeBars(response)
  const inside = barsOf(stages.map(({ stage, ms }) => ({ name: drawn.get(stage)?.title ?? stage, ms })))
  return (
    <div className={styles.response} role="status" aria-label={text.label}>
      <div className={styles.column}>
        <p className={styles.prediction} data-tone={status === 200 ? 'good' : 'bad'}>
          {response.text}
        </p>
        {probabilities.length > 0 && (
          <ul className={styles.probabilities}>
            {probabilities.slice(0, MAX_CLASSES).map(({ label, chance }) => (
              <li key={label}>
                <span translate="no">{label}</span>
                <i style={{ width: `${100 * chance}%` }} />
                <b>{percent(chance)}</b>
              </li>
            ))}
          </ul>
        )}
        <dl className={styles.details}>
          {details.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd translate="no">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {stages.length > 0 && (
        <div className={styles.column}>
          <Waterfall
            caption={cold === undefined ? text.total({ ms: total }) : text.totalCold({ ms: total, cold })}
            bars={whole}
          />
          {roundTripMs(response) > LONG_MS && <p className={styles.hint}>{text.slowRoundTrip}</p>}
          <Waterfall caption={text.inside} bars={inside} />
        </div>
      )}
    </div>
  )
}

/** Consecutive time bars, scaled to their total duration. */
function Waterfall({ caption, bars }: { readonly caption: string; readonly bars: readonly Bar[] }) {
  const whole = bars.reduce((sum, bar) => sum + bar.ms, 0)
  return (
    <table className={styles.waterfall} dir="ltr">
      <caption>{caption}</caption>
      <tbody>
        {bars.map(({ name, from, ms: duration }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two stages may have one name, and bars of one answer stay where they are
          <tr key={i}>
            <th scope="row" title={name} translate="no">
              {name}
            </th>
            <td>
              <i style={{ marginLeft: cssShare(from, whole), width: cssShare(duration, whole) }} />
            </td>
            <td>{text.milliseconds({ ms: duration })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function cssShare(part: number, whole: number): string {
  return `${whole > 0 ? (100 * part) / whole : 0}%`
}
