/** @file RequestPanel: one request in full, beside whatever tab is open: what became of it, where its time went, what it brought, what it is like. */
import { useEffect, useRef, useState } from 'react'
import { percent, significant, virtualTime } from '../../../../messages/format'
import type { RequestRecord } from '../../../../ops/log/request'
import { type Book, HTTP_STATUS, versionName } from '../../../../ops/record'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { useRun } from '../../../studio-context'
import { useDesk } from '../use-operate'
import { AskAgain } from './ask-again'
import { closesRequest } from './closes-request'
import { InputView } from './input-view'
import { NearestRows, SimilarRequests } from './neighbours'
import styles from './request.module.css'
import { SayLabel } from './say-label'
import { sentenceOf, sourceWords, whyNoRow } from './sentence'
import { useBrought, useRequest } from './use-request'
import { Waterfall } from './waterfall'

/** Classes that are shown; of more the surest. */
const MOST = 6

export default function RequestPanel({ id }: { readonly id: number }) {
  const desk = useDesk()
  const found = useRequest(id)
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus({ preventScroll: true })
    // Whoever opened it goes on where they were.
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (closesRequest(event)) desk.look(null)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [desk])
  return (
    <aside ref={panel} className={styles.panel} aria-label={`Request ${id}`} tabIndex={-1}>
      <div className={styles.head}>
        <h2>{`Request ${id.toLocaleString('en-US')}`}</h2>
        <Button size="small" disabled={id === 0} onClick={() => desk.look(id - 1)}>
          Earlier
        </Button>
        <Button
          size="small"
          disabled={id + 1 >= (found ? desk.log().fold.ring.next : 0)}
          onClick={() => desk.look(id + 1)}
        >
          Later
        </Button>
        <IconButton label="Close" icon="close" tone="quiet" size="small" tip="none" onClick={() => desk.look(null)} />
      </div>
      {found?.record ? (
        <Whole key={id} record={found.record} book={found.book} />
      ) : (
        <p className={styles.note}>
          It is no longer kept: the log has the latest 200,000 requests in full, older ones as counts.
        </p>
      )}
    </aside>
  )
}

function Whole({ record, book }: { readonly record: RequestRecord; readonly book: Book }) {
  const brought = useBrought(record.id)
  const noRow = whyNoRow(record)
  const right = record.label && record.predicted !== undefined ? record.label.value === record.predicted : undefined
  return (
    <div className={styles.whole}>
      <p className={styles.sentence} data-tone={right === false || HTTP_STATUS[record.status] >= 400 ? 'bad' : 'good'}>
        {sentenceOf(record, book)}
        {right === false && ` Its label says ${book.classes[record.label?.value ?? -1] ?? record.label?.value}.`}
        {right && ' Its label agrees.'}
      </p>
      <Chances record={record} book={book} />
      <h3>Where the time went</h3>
      <Waterfall record={record} book={book} />
      <h3>What it brought</h3>
      {brought ? <InputView brought={brought} /> : <p className={styles.note}>Read…</p>}
      {brought && <AskAgain brought={brought} />}
      <h3>What it should have been</h3>
      {noRow === undefined ? (
        <>
          <SayLabel record={record} book={book} />
          <ToData id={record.id} />
        </>
      ) : (
        <p className={styles.note}>{noRow}</p>
      )}
      {brought?.input && brought.input.kind !== 'watched' && (
        <>
          <h3>Nearest training rows</h3>
          <NearestRows brought={brought} />
        </>
      )}
      <h3>Earlier requests like it</h3>
      <SimilarRequests id={record.id} book={book} />
      <h3>On record</h3>
      <Facts record={record} />
    </div>
  )
}

function Chances({ record: { outputs }, book: { classes } }: { readonly record: RequestRecord; readonly book: Book }) {
  if (classes.length === 0 || outputs.length === 0) return null
  // Of two classes with a single output it is the chance of the second.
  const all =
    outputs.length === 1 && classes.length === 2 ? [1 - (outputs[0] as number), outputs[0] as number] : outputs
  const sorted = all
    .map((chance, k) => ({ chance, name: classes[k] ?? `class ${k}` }))
    .sort((a, b) => b.chance - a.chance)
  return (
    <ul className={styles.chances}>
      {sorted.slice(0, MOST).map(({ name, chance }) => (
        <li key={name}>
          <span title={name}>{name}</span>
          <i>
            <b style={{ width: `${100 * chance}%` }} />
          </i>
          <em>{percent(chance)}</em>
        </li>
      ))}
    </ul>
  )
}

/** The request becomes a row of a set of one's own. */
function ToData({ id }: { readonly id: number }) {
  const run = useRun()
  const [made, setMade] = useState<{ readonly of: number; readonly set: string }>()
  async function send(): Promise<void> {
    const told = (await run('drift.collect', { requests: [id], title: `Request ${id}` })) as
      | { set?: string }
      | undefined
    if (told?.set !== undefined) setMade({ of: id, set: told.set })
  }
  return (
    <div className={styles.buttons}>
      {made?.of === id ? (
        <Button size="small" icon="data" onClick={() => run('data.collect', { set: made.set })}>
          Show the new set in Data
        </Button>
      ) : (
        <Button size="small" icon="data" onClick={() => void send()}>
          Send it to Data
        </Button>
      )}
    </div>
  )
}

function Facts({ record }: { readonly record: RequestRecord }) {
  const { at, source, slice, version, alias, cached, shadow, trace, status, waited } = record
  const rows: readonly (readonly [string, string])[] = [
    ['when', virtualTime(at)],
    ['ended', cached ? `${status}, from the cache` : status],
    ['from', sourceWords(source)],
    ['slice', slice || 'none'],
    ['version', version ? `${versionName(version)}${alias ? `, the ${alias}` : ''}` : 'none'],
    ['waited', `${significant(waited)} ms, simulated`],
    ...(shadow ? ([['shadow', `${versionName(shadow.version)} was ${percent(shadow.confidence)} sure`]] as const) : []),
    ['trace', trace],
  ]
  return (
    <dl className={styles.values}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={value}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
