/**
 * @file RequestPanel: the details of a request, shown next to the open tab: result, time per stage, input, label and
 * similar requests.
 */
import { useEffect, useRef, useState } from 'react'
import { requestStatusText, requestText as text } from '../../../../messages/en/operate/request'
import { termsText } from '../../../../messages/en/operate/terms'
import { percent, virtualTime } from '../../../../messages/format'
import type { RequestRecord } from '../../../../ops/log/request-record'
import { HTTP_STATUS, type LogDictionary, versionName } from '../../../../ops/log-entry'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { acceptsText } from '../../../shell/shortcut-keys'
import { useRunCommand } from '../../../studio-context'
import { labelText } from '../live/request-list'
import { useLog } from '../use-operate'
import { InputView } from './input-view'
import { NearestRows, SimilarRequests } from './nearest-examples'
import styles from './request.module.css'
import { RequestLabel } from './request-label'
import { hasNoRow, resultText } from './request-result'
import { ResendRequest } from './resend-request'
import { useRequest, useRequestInput } from './use-request'
import { Waterfall } from './waterfall'

/** The maximum number of classes to show, most confident first. */
const MAX_CLASSES = 6

export default function RequestPanel({ id }: { readonly id: number }) {
  const run = useRunCommand()
  const log = useLog()
  const show = (request: number | null) => run('service.inspect', { request })
  const results = useRequest(id)
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus({ preventScroll: true })
    // When the panel closes, the focus returns to the previously focused element.
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (closesRequest(event)) run('service.inspect', { request: null })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [run])
  return (
    <aside ref={panel} className={styles.panel} aria-label={text.name({ id })} tabIndex={-1}>
      <div className={styles.head}>
        <h2>{text.name({ id })}</h2>
        <Button size="small" disabled={id === 0} onClick={() => show(id - 1)}>
          {text.earlier}
        </Button>
        <Button
          size="small"
          disabled={id + 1 >= (results && log ? log.fold.buffer.next : 0)}
          onClick={() => show(id + 1)}
        >
          {text.later}
        </Button>
        <IconButton label={text.close} icon="close" tone="quiet" size="small" tip="none" onClick={() => show(null)} />
      </div>
      {results?.record ? (
        <RequestDetails key={id} record={results.record} book={results.book} />
      ) : (
        <p className={styles.note}>{text.notKept}</p>
      )}
    </aside>
  )
}

function RequestDetails({ record, book }: { readonly record: RequestRecord; readonly book: LogDictionary }) {
  const loaded = useRequestInput(record.id)
  const right = record.label && record.predicted !== undefined ? record.label.value === record.predicted : undefined
  return (
    <div className={styles.content}>
      <p className={styles.result} data-tone={right === false || HTTP_STATUS[record.status] >= 400 ? 'bad' : 'good'}>
        {right === undefined
          ? resultText(record, book)
          : right
            ? text.result.labelAgrees({ result: resultText(record, book) })
            : text.result.labelDiffers({
                result: resultText(record, book),
                label: record.label ? labelText(record.label.value, book) : '',
              })}
      </p>
      <Probabilities record={record} book={book} />
      <h3>{text.time.title}</h3>
      <Waterfall record={record} book={book} />
      <h3>{text.input.title}</h3>
      {loaded ? <InputView brought={loaded} /> : <p className={styles.note}>{text.input.loading}</p>}
      {loaded && <ResendRequest brought={loaded} />}
      <h3>{text.label.title}</h3>
      {hasNoRow(record) ? (
        <p className={styles.note}>{text.noLabel}</p>
      ) : (
        <>
          <RequestLabel record={record} book={book} />
          <AddToData id={record.id} />
        </>
      )}
      {loaded?.input && loaded.input.kind !== 'watched' && (
        <>
          <h3>{text.nearest.title}</h3>
          <NearestRows brought={loaded} />
        </>
      )}
      <h3>{text.similar.title}</h3>
      <SimilarRequests id={record.id} book={book} />
      <h3>{text.record.title}</h3>
      <Facts record={record} />
    </div>
  )
}

function Probabilities({
  record: { outputs },
  book: { classes },
}: {
  readonly record: RequestRecord
  readonly book: LogDictionary
}) {
  if (classes.length === 0 || outputs.length === 0) return null
  // With two classes and a single model output, that output is the probability of the second class.
  const all =
    outputs.length === 1 && classes.length === 2 ? [1 - (outputs[0] as number), outputs[0] as number] : outputs
  const sorted = all
    .map((chance, k) => ({ chance, name: classes[k] ?? text.result.class({ index: k }) }))
    .sort((a, b) => b.chance - a.chance)
  return (
    <ul className={styles.probabilities}>
      {sorted.slice(0, MAX_CLASSES).map(({ name, chance }) => (
        <li key={name}>
          <span title={name} translate="no">
            {name}
          </span>
          <i>
            <b style={{ width: `${100 * chance}%` }} />
          </i>
          <em>{percent(chance)}</em>
        </li>
      ))}
    </ul>
  )
}

/** Adds the request as a row to a new dataset of the user. */
function AddToData({ id }: { readonly id: number }) {
  const run = useRunCommand()
  const [made, setMade] = useState<{ readonly of: number; readonly dataset: string }>()
  async function send(): Promise<void> {
    const added = (await run('drift.collect', { requests: [id], title: text.name({ id }) })) as
      | { dataset?: string }
      | undefined
    if (added?.dataset !== undefined) setMade({ of: id, dataset: added.dataset })
  }
  return (
    <div className={styles.buttons}>
      {made?.of === id ? (
        <Button size="small" icon="data" onClick={() => run('data.collect', { dataset: made.dataset })}>
          {text.toData.show}
        </Button>
      ) : (
        <Button size="small" icon="data" onClick={() => void send()}>
          {text.toData.send}
        </Button>
      )}
    </div>
  )
}

function Facts({ record }: { readonly record: RequestRecord }) {
  const { at, source, slice, version, alias, cached, shadow, trace, status, waited } = record
  const { record: names } = text
  const outcome = requestStatusText[status]
  const rows: readonly (readonly [string, string])[] = [
    [names.time, virtualTime(at)],
    [names.outcome, cached ? names.cachedOutcome({ outcome }) : outcome],
    [names.source, termsText.source[source]],
    [names.slice, slice || names.none],
    [names.version, version ? versionText(versionName(version), alias) : names.none],
    [names.queueTime, names.queueTimeOf({ ms: waited })],
    ...(shadow
      ? ([
          [
            names.shadow,
            names.shadowConfidence({ version: versionName(shadow.version), confidence: shadow.confidence }),
          ],
        ] as const)
      : []),
    [names.trace, trace],
  ]
  return (
    <dl className={styles.values}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={value} translate="no">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function versionText(version: string, alias: RequestRecord['alias']): string {
  return alias ? text.record.versionAs({ version, alias: termsText.alias[alias] }) : version
}

/**
 * True for Escape regardless of which element has focus, except in text fields, dialogs, lists and menus, which handle
 * Escape themselves.
 */
function closesRequest({
  key,
  defaultPrevented,
  target,
}: Pick<KeyboardEvent, 'key' | 'defaultPrevented' | 'target'>): boolean {
  if (key !== 'Escape' || defaultPrevented || acceptsText(target)) return false
  return !(target instanceof Element && target.closest('[role="dialog"], [role="listbox"], [role="menu"]'))
}
