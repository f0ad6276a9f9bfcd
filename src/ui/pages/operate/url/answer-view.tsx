/** @file AnswerView: a response of the URL: the prediction, the version, the total time, and a waterfall of the stages. */
import { urlText } from '../../../../messages/en/operate/url'
import { percent } from '../../../../messages/format'
import { useStages } from '../live/use-stages'
import { type Bar, barsOf, roundTripMs, type ShownAnswer, wholeBars } from './answer'
import styles from './url.module.css'

const { response: text } = urlText

/** The most classes that are shown, by confidence. */
const MOST = 5

/** A longer round trip is explained, in ms. */
const LONG_MS = 100

/** The response in full. */
export function AnswerView({ answer }: { readonly answer: ShownAnswer }) {
  const { status, chances, facts, stages, cold, total } = answer
  const drawn = useStages()
  const whole = wholeBars(answer)
  const inside = barsOf(stages.map(({ stage, ms }) => ({ name: drawn.get(stage)?.title ?? stage, ms })))
  return (
    <div className={styles.answer} role="status" aria-label={text.label}>
      <div className={styles.told}>
        <p className={styles.said} data-tone={status === 200 ? 'good' : 'bad'}>
          {answer.text}
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
          <Fall
            caption={cold === undefined ? text.total({ ms: total }) : text.totalCold({ ms: total, cold })}
            bars={whole}
          />
          {roundTripMs(answer) > LONG_MS && <p className={styles.hint}>{text.slowRoundTrip}</p>}
          <Fall caption={text.inside} bars={inside} />
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
              <i style={{ marginLeft: cssShare(from, whole), width: cssShare(took, whole) }} />
            </td>
            <td>{text.milliseconds({ ms: took })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function cssShare(part: number, whole: number): string {
  return `${whole > 0 ? (100 * part) / whole : 0}%`
}
