/** @file TryPanel: a request by hand: the form of what the model takes, the line to copy, and the answer. */
import { useEffect, useState } from 'react'
import type { ModelMeta } from '../../../../serving/http/schema'
import { Button } from '../../../kit/button'
import { Segmented } from '../../../kit/segmented'
import { useDesk } from '../use-operate'
import { AnswerView } from './answer-view'
import { type ShownAnswer, shownAnswer } from './answer'
import { bodyOf, curlLine, fetchLine, firstValues, inferPath, NODE, shown } from './call'
import styles from './url.module.css'
import { TryForm } from './try-form'
import { useUrl } from './use-url'

type Line = 'fetch' | 'curl'

/** Asks the service as a caller would. */
export function TryPanel({ meta }: { readonly meta: ModelMeta }) {
  const desk = useDesk()
  const { base, names } = useUrl()
  const [values, setValues] = useState(() => firstValues(meta))
  const [answer, setAnswer] = useState<ShownAnswer>()
  const [chosen, setLine] = useState<Line>('fetch')
  const line = base === null ? 'curl' : chosen
  const [copied, setCopied] = useState(false)
  // Another version may take other columns: what was set for those it shares stays.
  useEffect(() => setValues((now) => ({ ...firstValues(meta), ...pick(now, meta) })), [meta])
  const body = bodyOf(meta, values)
  // What is exported is a model, and goes by its own name.
  const exported = names.find((name) => name !== meta.name) ?? meta.name
  const text = line === 'curl' || base === null ? curlLine(exported, body) : fetchLine(base, meta.name, body)
  const labels = meta.outputs[0]?.labels ?? []

  async function send(): Promise<void> {
    const began = performance.now()
    const reply = await desk.url
      .call({ method: 'POST', path: inferPath(meta.name), body }, 'url')
      .catch(() => undefined)
    if (reply) setAnswer(shownAnswer(reply, labels, performance.now() - began))
  }
  async function copy(): Promise<void> {
    await navigator.clipboard?.writeText(text)
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
        {/* Above the fields, so that it stays beside the answer however many there are. */}
        <div className={styles.head}>
          <h2 id="url-try">Try</h2>
          <Button type="submit" tone="primary" icon="play">
            Send
          </Button>
        </div>
        <div className={styles.fields}>
          <TryForm meta={meta} values={values} onChange={setValues} />
        </div>
      </form>
      <div className={styles.beside}>
        {answer ? <AnswerView answer={answer} /> : <p className={styles.hint}>The answer comes here.</p>}
        <div className={styles.line}>
          <div className={styles.row}>
            <Segmented<Line>
              label="The same request as"
              layout="bare"
              value={line}
              options={[
                ...(base === null
                  ? []
                  : [{ value: 'fetch' as const, title: 'fetch', about: 'From any page of this origin' }]),
                { value: 'curl', title: 'curl', about: 'To serve.mjs: Models, Server for Node' },
              ]}
              onChange={setLine}
            />
            <Button size="small" onClick={() => void copy()}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          </div>
          <code>{shown(text)}</code>
          <p className={styles.hint}>
            {line === 'curl'
              ? `A shell reaches no page, so ${base === null ? 'what this page serves' : base} answers in this browser alone. The line asks ${NODE}, where serve.mjs listens: Models exports it as "Server for Node".`
              : 'Any page of this origin gets the same answer while this page is open.'}
          </p>
        </div>
      </div>
    </section>
  )
}

function pick<T>(values: Readonly<Record<string, T>>, { table }: ModelMeta): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => table.some((column) => column.name === name)))
}
