/** @file TryPanel: sends a request to the URL: a form for its inputs, the request as code to copy, and the response. */
import { useEffect, useState } from 'react'
import { urlText } from '../../../../messages/en/operate/url'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import { Button } from '../../../kit/button'
import { Segmented } from '../../../kit/segmented'
import { useStudio } from '../../../studio-context'
import { ResponseView } from './response-view'
import { type ShownResponse, shownResponse } from './response'
import { bodyOf, curlLine, fetchLine, firstValues, inferPath, DEFAULT_NODE_URL, shortened } from './infer-request'
import styles from './url.module.css'
import { TryForm } from './request-form'
import { useUrl } from './use-url'

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
    <section className={styles.card} aria-labelledby="url-try">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {/* Above the fields, so that it stays next to the response however many fields there are. */}
        <div className={styles.head}>
          <h2 id="url-try">{text.title}</h2>
          <Button type="submit" tone="primary" icon="play">
            {text.send}
          </Button>
        </div>
        <div className={styles.fields}>
          <TryForm meta={meta} values={values} onChange={setValues} />
        </div>
      </form>
      <div className={styles.side}>
        {response ? <ResponseView answer={response} /> : <p className={styles.hint}>{text.empty}</p>}
        <div className={styles.line}>
          <div className={styles.row}>
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
          <code translate="no">{shortened(code)}</code>
          <p className={styles.hint}>
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
