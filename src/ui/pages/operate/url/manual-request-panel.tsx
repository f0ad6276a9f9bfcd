/** @file TryPanel: sends a request to the URL: a form for its inputs, the request as code to copy, and the response. */
import { useEffect, useState } from 'react'
import { urlText } from '../../../../messages/en/operate/url'
import { percent } from '../../../../messages/format'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import { Button } from '../../../kit/button'
import { Segmented } from '../../../kit/segmented'
import { useStudio } from '../../../studio-context'
import { useStages } from '../stages'
import {
  type Bar,
  barsOf,
  bodyOf,
  curlLine,
  DEFAULT_NODE_URL,
  fetchLine,
  firstValues,
  inferPath,
  roundTripMs,
  type ShownResponse,
  shortened,
  shownResponse,
  useUrl,
  wholeBars,
} from './infer-request'
import { TryForm } from './request-form'
import kit from '../../../kit/kit.module.css'
import tableStyles from '../../../kit/table.module.css'
import styles from './url.module.css'

const { try: text } = urlText

type Line = 'fetch' | 'curl'

/** Calls the service the same way a client would. */
export function TryPanel({ meta }: { readonly meta: ModelMeta }) {
  const studio = useStudio()
  const { base, names } = useUrl()
  const [values, setValues] = useState(() => firstValues(meta))
  const [response, setAnswer] = useState<ShownResponse>()
  const [chosen, setLine] = useState<Line>('fetch')
  const line = base === null ? 'curl' : chosen
  const [copied, setCopied] = useState(false)
  // Another version may have different columns; values of columns that both versions share are preserved.
  useEffect(() => setValues((now) => ({ ...firstValues(meta), ...pick(now, meta) })), [meta])
  const body = bodyOf(meta, values)
  // An export contains a model whose name differs from that of the service.
  const exported = names.find((name) => name !== meta.name) ?? meta.name
  const code = line === 'curl' || base === null ? curlLine(exported, body) : fetchLine(base, meta.name, body)
  const labels = meta.outputs[0]?.labels ?? []

  async function send(): Promise<void> {
    const began = performance.now()
    const reply = await studio
      .run('service.call', { method: 'POST', path: inferPath(meta.name), body, way: 'url' })
      .catch(() => undefined)
    if (reply) setAnswer(shownResponse(reply, labels, performance.now() - began))
  }
  async function copy(): Promise<void> {
    await navigator.clipboard?.writeText(code)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <section className={`${kit.section} ${styles.request}`} aria-labelledby="url-try">
      <form
        className={kit.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {/* Above the fields, so that it stays next to the response however many fields there are. */}
        <div className={`${kit.row} ${kit.between}`}>
          <h2 id="url-try">{text.title}</h2>
          <Button type="submit" tone="primary" icon="play">
            {text.send}
          </Button>
        </div>
        <div className={styles.fields}>
          <TryForm meta={meta} values={values} onChange={setValues} />
        </div>
      </form>
      <div className={kit.stackWide}>
        {response ? <ResponseView answer={response} /> : <p className={kit.caption}>{text.empty}</p>}
        <div className={kit.stack}>
          <div className={kit.wrap}>
            <Segmented<Line>
              label={text.as}
              layout="bare"
              value={line}
              options={[
                ...(base === null ? [] : [{ value: 'fetch' as const, ...text.fetch }]),
                { value: 'curl', ...text.curl },
              ]}
              onChange={setLine}
            />
            <Button size="small" onClick={() => void copy()}>
              {copied ? text.copied : text.copy}
            </Button>
          </div>
          <code className={kit.code} translate="no">
            {shortened(code)}
          </code>
          <p className={kit.caption}>
            {line !== 'curl'
              ? text.anyPage
              : base === null
                ? text.shellHere({ node: DEFAULT_NODE_URL })
                : text.shell({ base, node: DEFAULT_NODE_URL })}
          </p>
        </div>
      </div>
    </section>
  )
}

function pick<T>(values: Readonly<Record<string, T>>, { table }: ModelMeta): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => table.some((column) => column.name === name)))
}

const { response: responseViewText } = urlText

/** The maximum number of classes to show, most confident first. */
const MAX_CLASSES = 5

/** A round trip that takes longer than this, in ms, is accompanied by an explanation. */
const LONG_MS = 100

/** Shows a response with all its details. */
function ResponseView({ answer: response }: { readonly answer: ShownResponse }) {
  const { status, probabilities, details, stages, cold, total } = response
  const drawn = useStages()
  const whole = wholeBars(response)
  const inside = barsOf(stages.map(({ stage, ms }) => ({ name: drawn.get(stage)?.title ?? stage, ms })))
  return (
    <div className={styles.response} role="status" aria-label={responseViewText.label}>
      <div className={kit.stack}>
        <p className={styles.prediction} data-tone={status === 200 ? 'good' : 'bad'}>
          {response.text}
        </p>
        {probabilities.length > 0 && (
          <ul className={kit.shares}>
            {probabilities.slice(0, MAX_CLASSES).map(({ label, chance }) => (
              <li key={label}>
                <span translate="no">{label}</span>
                <i className={kit.bar}>
                  <b style={{ width: `${100 * chance}%` }} />
                </i>
                <span className={kit.end}>{percent(chance)}</span>
              </li>
            ))}
          </ul>
        )}
        <dl className={`${kit.facts} ${kit.small}`}>
          {details.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd translate="no">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {stages.length > 0 && (
        <div className={kit.stack}>
          <Waterfall
            caption={
              cold === undefined
                ? responseViewText.total({ ms: total })
                : responseViewText.totalCold({ ms: total, cold })
            }
            bars={whole}
          />
          {roundTripMs(response) > LONG_MS && <p className={kit.caption}>{responseViewText.slowRoundTrip}</p>}
          <Waterfall caption={responseViewText.inside} bars={inside} />
        </div>
      )}
    </div>
  )
}

/** Consecutive time bars, scaled to their total duration. */
function Waterfall({ caption, bars }: { readonly caption: string; readonly bars: readonly Bar[] }) {
  const whole = bars.reduce((sum, bar) => sum + bar.ms, 0)
  return (
    <table className={tableStyles.waterfall} dir="ltr">
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
            <td>{responseViewText.milliseconds({ ms: duration })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function cssShare(part: number, whole: number): string {
  return `${whole > 0 ? (100 * part) / whole : 0}%`
}
