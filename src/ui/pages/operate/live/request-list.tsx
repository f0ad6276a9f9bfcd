/** @file RequestList: the latest requests, filtered by what went wrong; clicking a request opens its panel. */

import { debugText } from '../../../../messages/en/operate/live'
import { requestStatusText } from '../../../../messages/en/operate/request'
import { count, metricNumber, significant, virtualTime } from '../../../../messages/format'
import { type RequestRecord, requestOf } from '../../../../ops/log/request-record'
import { FLAGGED, type LogDictionary } from '../../../../ops/log-entry'
import { sliceTitle, versionTitle } from '../../../../messages/en/operate/terms'
import { Button } from '../../../kit/button'
import { type Column, DataTable } from '../../../kit/data-table'
import { Select } from '../../../kit/select'
import { useComputedOnChange } from '../../../kit/use-on-change'
import { fileName, saveBytes } from '../../../shell/browser-files'
import { useRunCommand, useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import styles from './live.module.css'
import { firstKind, matchingRequests, PAGE, type RequestFilter, requestKinds } from './matching-requests'
import type { Reading } from './time-range'
import { useLiveView, useThrottledKey } from './time-range'

const { requests: text } = debugText

export function RequestList({ reading }: { readonly reading: Reading }) {
  const [view, set] = useLiveView()
  const run = useRunCommand()
  const studio = useStudio()
  const service = useOperate((state) => state.service) ?? ''
  const openRequest = useOperate((state) => state.request)
  const { buffer, book, window } = reading
  const choices = requestKinds(book)
  const { kind = firstKind(reading.sum.all) } = view.filter
  const filter = { ...view.filter, kind: choices.some(({ value }) => value === kind) ? kind : 'all' }
  const wanted = filter.kind === 'flagged' ? { ...filter, verdict: book.verdicts.indexOf(FLAGGED) } : filter
  const now = useThrottledKey(reading.logVersion, `${window.from} ${window.to} ${JSON.stringify(filter)}`)
  // The log object stays the same while it grows, so `now` triggers a new search. The seed only affects traces, which
  // are not shown here.
  const rows = useComputedOnChange([now], () =>
    matchingRequests(buffer, wanted, window).flatMap((id) => requestOf(buffer, book, 0, id) ?? []),
  )
  const last = rows.at(-1)
  const classes = book.classes.length > 0
  const paged = filter.kind !== 'least sure'
  async function save(): Promise<void> {
    const csv = await studio.run('log.export')
    saveBytes(fileName(text.file({ service }), 'csv'), new TextEncoder().encode(csv), 'text/csv')
  }
  return (
    <section className={kit.section} aria-label={text.title}>
      <div className={`${kit.wrap} ${kit.below} ${styles.listHead}`}>
        <Select
          label={text.which}
          layout="bare"
          value={filter.kind}
          options={choices}
          onChange={(kind) => set({ filter: withoutPage({ ...filter, kind }) })}
        />
        <FilterSelect
          label={text.slice}
          all={text.allSlices}
          names={book.slices.map((_, i) => sliceTitle(book.slices, i))}
          value={filter.slice}
          onChange={(slice) => set({ filter: withoutPage({ ...filter, slice }) })}
        />
        <FilterSelect
          label={text.version}
          all={text.allVersions}
          names={book.versions.map(versionTitle)}
          value={filter.version}
          onChange={(version) => set({ filter: withoutPage({ ...filter, version }) })}
        />
        {filter.mistake && (
          <Button size="small" icon="close" onClick={() => set({ filter: { kind: 'wrong' } })}>
            {debugText.confusion.mistakeOf({
              actual: book.classes[filter.mistake.actual] ?? '',
              predicted: book.classes[filter.mistake.predicted] ?? '',
            })}
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <p className={kit.caption}>{text.noMatch({ requests: Math.min(buffer.next, buffer.capacity) })}</p>
      ) : (
        <DataTable
          className={styles.requests}
          columns={[
            {
              head: text.request,
              heading: true,
              cell: (row) => (
                <button type="button" className={kit.link} aria-label={text.name(row)}>
                  {count(row.id)}
                </button>
              ),
            },
            { head: text.time, cell: ({ at }) => virtualTime(at) },
            { head: text.slice, cell: ({ slice }) => slice, name: true },
            { head: text.prediction, cell: (row) => predictionText(row, book), name: true },
            ...(classes ? [CONFIDENCE] : []),
            { head: text.labelHead, cell: ({ label }) => (label ? labelText(label.value, book) : ''), name: true },
            { head: text.outcome, cell: ({ cached, status }) => (cached ? text.cached : requestStatusText[status]) },
          ]}
          rows={rows}
          rowKey={({ id }) => id}
          rowAttributes={({ id }) => ({
            'data-looked': id === openRequest ? '' : undefined,
            onClick: ({ currentTarget }) => {
              // When the panel closes, the focus returns to this button.
              currentTarget.querySelector('button')?.focus()
              run('service.inspect', { request: id })
            },
          })}
        />
      )}
      <div className={`${kit.row} ${kit.above}`}>
        {filter.before !== undefined && (
          <Button size="small" onClick={() => set({ filter: withoutPage(filter) })}>
            {text.newest}
          </Button>
        )}
        {paged && last && rows.length === PAGE && (
          <Button size="small" onClick={() => set({ filter: { ...filter, before: last.id } })}>
            {text.older}
          </Button>
        )}
        {/* Not next to the filters, because it does not follow them. */}
        <Button size="small" icon="download" className={kit.push} title={text.saveTip} onClick={() => void save()}>
          {text.save}
        </Button>
      </div>
    </section>
  )
}

const CONFIDENCE: Column<RequestRecord> = {
  head: text.confidence,
  cell: ({ confidence }) => (confidence === undefined ? '' : metricNumber(confidence)),
}

interface FilterProps {
  readonly label: string
  /** The label of the option that selects no filter. */
  readonly all: string
  readonly names: readonly string[]
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
}

function FilterSelect({ label, all, names, value, onChange }: FilterProps) {
  if (names.length < 2) return null
  return (
    <Select
      label={label}
      layout="bare"
      value={value === undefined ? '' : String(value)}
      options={[
        { value: '', title: all },
        ...names.map((title, i) => ({ value: String(i), title: title || text.other })),
      ]}
      onChange={(chosen) => onChange(chosen === '' ? undefined : Number(chosen))}
    />
  )
}

/** The filter, reset to the first page; the mistake filter is kept only if the list shows wrong predictions. */
function withoutPage({
  kind,
  slice,
  version,
  mistake,
}: Partial<Pick<RequestFilter, 'mistake'>> & {
  readonly kind: RequestFilter['kind']
  readonly slice?: number | undefined
  readonly version?: number | undefined
}): RequestFilter {
  return {
    kind,
    ...(slice === undefined ? {} : { slice }),
    ...(version === undefined ? {} : { version }),
    ...(mistake && kind === 'wrong' ? { mistake } : {}),
  }
}

/** The prediction as text: a class or a number. */
export function predictionText(
  { predicted, outputs, status }: RequestRecord,
  book: Pick<LogDictionary, 'classes'>,
): string {
  if (predicted !== undefined) return book.classes[predicted] ?? text.class({ index: predicted })
  const [value] = outputs
  return book.classes.length === 0 && value !== undefined && status !== 'abstained'
    ? significant(value)
    : text.noPrediction
}

/** The label as text: a class or a number. */
export function labelText(value: number, { classes }: Pick<LogDictionary, 'classes'>): string {
  return classes.length > 0 ? (classes[value] ?? String(value)) : significant(value)
}
