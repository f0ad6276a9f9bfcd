/**
 * @file RequestPanel: the details of a request, shown next to the open tab: result, time per stage, input, label and
 * similar requests.
 */
import { useEffect, useRef, useState } from 'react'
import { requestStatusText, requestText } from '../../../../messages/en/operate/request'
import { termsText } from '../../../../messages/en/operate/terms'
import { percent, virtualTime } from '../../../../messages/format'
import { type RequestRecord, requestOf } from '../../../../ops/log/request-record'
import { HTTP_STATUS, type LogDictionary, SCENARIO_SOURCES, SOURCES } from '../../../../ops/log-entry'
import { versionTitle } from '../../../../messages/en/operate/terms'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { acceptsText } from '../../../shell/shortcut-keys'
import { useRunCommand } from '../../../studio-context'
import { labelText } from '../live/request-list'
import { loggedStages, useStages } from '../stages'
import { useIsDrill, useLog } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import table from '../../../kit/table.module.css'
import styles from './request.module.css'
import { RequestLabel, ResendRequest } from './request-actions'
import { InputView, NearestRows, SimilarRequests, useRequestInput } from './request-input'
import { barLength, hasNoRow, resultText } from './request-text'

/** The maximum number of classes to show, most confident first. */
const MAX_CLASSES = 6

export default function RequestPanel({ id }: { readonly id: number }) {
  const run = useRunCommand()
  const log = useLog()
  const show = (request: number | null) => run('service.inspect', { request })
  // A label can arrive later. The log keeps only the latest requests.
  const book = log?.book
  const record = log && book && requestOf(log.fold.buffer, book, log.seed, id)
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
    <aside ref={panel} className={styles.panel} aria-label={requestText.name({ id })} tabIndex={-1}>
      <div className={`${kit.row} ${styles.head}`}>
        <h2 className={`${kit.ellipsis} ${kit.grow}`}>{requestText.name({ id })}</h2>
        <Button size="small" disabled={id === 0} onClick={() => show(id - 1)}>
          {requestText.earlier}
        </Button>
        <Button size="small" disabled={id + 1 >= (book ? log.fold.buffer.next : 0)} onClick={() => show(id + 1)}>
          {requestText.later}
        </Button>
        <IconButton
          label={requestText.close}
          icon="close"
          tone="quiet"
          size="small"
          tip="none"
          onClick={() => show(null)}
        />
      </div>
      {book && record ? (
        <RequestDetails key={id} record={record} book={book} />
      ) : (
        <p className={kit.caption}>{requestText.notKept}</p>
      )}
    </aside>
  )
}

function RequestDetails({ record, book }: { readonly record: RequestRecord; readonly book: LogDictionary }) {
  const loaded = useRequestInput(record.id)
  const right = record.label && record.predicted !== undefined ? record.label.value === record.predicted : undefined
  return (
    <div className={styles.content}>
      <p className={kit.note} data-tone={right === false || HTTP_STATUS[record.status] >= 400 ? 'bad' : 'good'}>
        {right === undefined
          ? resultText(record, book)
          : right
            ? requestText.result.labelAgrees({ result: resultText(record, book) })
            : requestText.result.labelDiffers({
                result: resultText(record, book),
                label: record.label ? labelText(record.label.value, book) : '',
              })}
      </p>
      <Probabilities record={record} book={book} />
      <h3>{requestText.time.title}</h3>
      <Waterfall record={record} book={book} />
      <h3>{requestText.input.title}</h3>
      {loaded ? <InputView brought={loaded} /> : <p className={kit.caption}>{requestText.input.loading}</p>}
      {loaded && <ResendRequest brought={loaded} />}
      <h3>{requestText.label.title}</h3>
      {hasNoRow(record) ? (
        <p className={kit.caption}>{requestText.noLabel}</p>
      ) : (
        <>
          <RequestLabel record={record} book={book} />
          <AddToData id={record.id} />
        </>
      )}
      {loaded?.input && loaded.input.kind !== 'watched' && (
        <>
          <h3>{requestText.nearest.title}</h3>
          <NearestRows brought={loaded} />
        </>
      )}
      <h3>{requestText.similar.title}</h3>
      <SimilarRequests id={record.id} book={book} />
      <h3>{requestText.record.title}</h3>
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
    .map((chance, k) => ({ chance, name: classes[k] ?? requestText.result.class({ index: k }) }))
    .sort((a, b) => b.chance - a.chance)
  return (
    <ul className={`${kit.shares} ${kit.above}`}>
      {sorted.slice(0, MAX_CLASSES).map(({ name, chance }) => (
        <li key={name}>
          <span className={kit.ellipsis} title={name} translate="no">
            {name}
          </span>
          <i className={kit.bar}>
            <b style={{ width: `${100 * chance}%` }} />
          </i>
          <em className={`${kit.soft} ${kit.end}`}>{percent(chance)}</em>
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
    const added = (await run('drift.collect', { requests: [id], title: requestText.name({ id }) })) as
      | { dataset?: string }
      | undefined
    if (added?.dataset !== undefined) setMade({ of: id, dataset: added.dataset })
  }
  return (
    <div className={`${kit.wrap} ${kit.above}`}>
      {made?.of === id ? (
        <Button size="small" icon="data" onClick={() => run('data.collect', { dataset: made.dataset })}>
          {requestText.toData.show}
        </Button>
      ) : (
        <Button size="small" icon="data" onClick={() => void send()}>
          {requestText.toData.send}
        </Button>
      )}
    </div>
  )
}

function Facts({ record }: { readonly record: RequestRecord }) {
  const { at, source, slice, version, asked, alias, cached, shadow, trace, status, waited } = record
  const { record: names } = requestText
  const outcome = requestStatusText[status]
  const rows: readonly (readonly [string, string])[] = [
    [names.time, virtualTime(at)],
    [names.outcome, cached ? names.cachedOutcome({ outcome }) : outcome],
    [names.source, termsText.source[source]],
    [names.slice, slice || names.none],
    [
      names.version,
      version
        ? versionText(versionTitle(version), alias)
        : asked
          ? names.noAnswer({ version: versionText(versionTitle(asked), alias) })
          : names.none,
    ],
    [names.queueTime, names.queueTimeOf({ ms: waited })],
    ...(shadow
      ? ([
          [
            names.shadow,
            names.shadowConfidence({ version: versionTitle(shadow.version), confidence: shadow.confidence }),
          ],
        ] as const)
      : []),
    [names.trace, trace],
  ]
  return (
    <dl className={`${kit.facts} ${kit.small} ${styles.values}`}>
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
  return alias ? requestText.record.versionAs({ version, alias: termsText.alias[alias] }) : version
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

// Waterfall: the time that a request spent in each stage, along with the simulated queue
// time.

const { time: text } = requestText

export function Waterfall({
  record: { path, waited, total, source },
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
  // A drill fixes the times of its traffic; requests that the user sends are measured.
  const isFixed = useIsDrill() && SCENARIO_SOURCES.has(SOURCES.indexOf(source))
  const times = bars.map(({ ms }) => ms)
  return (
    <table className={table.waterfall} dir="ltr">
      <caption>{waited > 0 ? text.totalQueued({ ms: total, isFixed }) : text.total({ ms: total, isFixed })}</caption>
      <thead>
        <tr>
          <th scope="col">{text.stage}</th>
          <td />
          <td />
        </tr>
      </thead>
      <tbody>
        {bars.map(({ name, ms, sim }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars of one request stay where they are
          <tr key={i} data-sim={sim ? '' : undefined}>
            <th scope="row" title={name} translate="no">
              {name} {sim && <span className={kit.tag}>{text.simulated}</span>}
            </th>
            <td>
              <i style={{ width: `${barLength(ms, times)}%` }} />
            </td>
            <td>{text.value({ ms })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
