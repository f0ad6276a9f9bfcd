/** @file RequestList: the latest requests, filtered by what went wrong; clicking a request opens its panel. */
import { debugText } from '../../../../messages/en/operate/live'
import { requestStatusText } from '../../../../messages/en/operate/request'
import { count, metricNumber, significant, virtualTime } from '../../../../messages/format'
import { type RequestRecord, requestOf } from '../../../../ops/log/request-record'
import type { LogDictionary } from '../../../../ops/log-entry'
import { Button } from '../../../kit/button'
import { Select } from '../../../kit/select'
import table from '../../../kit/table.module.css'
import { useComputedOnChange } from '../../../kit/use-on-change'
import { useRunCommand } from '../../../studio-context'
import { useOperate } from '../use-operate'
import styles from './live.module.css'
import { matchingRequests, PAGE, type RequestFilter, requestKinds } from './matching-requests'
import { useLiveView, useThrottledKey } from './time-range'
import type { Reading } from './use-log-reading'

const { requests: text } = debugText

export function RequestList({ reading }: { readonly reading: Reading }) {
  const [view, set] = useLiveView()
  const run = useRunCommand()
  const openRequest = useOperate((state) => state.request)
  const { buffer, book, window } = reading
  const choices = requestKinds(book.classes.length)
  const filter: RequestFilter = choices.some(({ value }) => value === view.filter.kind)
    ? view.filter
    : { ...view.filter, kind: 'all' }
  const now = useThrottledKey(reading.logVersion, `${window.from} ${window.to} ${JSON.stringify(filter)}`)
  // The log object stays the same while it grows, so `now` triggers a new search. The seed only affects traces, which
  // are not shown here.
  const rows = useComputedOnChange([now], () =>
    matchingRequests(buffer, filter, window).flatMap((id) => requestOf(buffer, book, 0, id) ?? []),
  )
  const last = rows.at(-1)
  const classes = book.classes.length > 0
  const paged = filter.kind !== 'least sure'
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.listHead}>
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
          names={book.slices}
          value={filter.slice}
          onChange={(slice) => set({ filter: withoutPage({ ...filter, slice }) })}
        />
        <FilterSelect
          label={text.version}
          all={text.allVersions}
          names={book.versions.map(text.versionOf)}
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
        <p className={styles.note}>{text.noMatch({ requests: Math.min(buffer.next, buffer.capacity) })}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={table.table} data-rows="">
            <thead>
              <tr>
                <th scope="col">{text.request}</th>
                <th scope="col">{text.time}</th>
                <th scope="col">{text.slice}</th>
                <th scope="col">{text.prediction}</th>
                {classes && <th scope="col">{text.confidence}</th>}
                <th scope="col">{text.labelHead}</th>
                <th scope="col">{text.outcome}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr
                  key={row.id}
                  data-looked={row.id === openRequest ? '' : undefined}
                  onClick={(event) => {
                    // When the panel closes, the focus returns to this button.
                    event.currentTarget.querySelector('button')?.focus()
                    run('service.inspect', { request: row.id })
                  }}
                >
                  <th scope="row">
                    <button type="button" aria-label={text.name(row)}>
                      {count(row.id)}
                    </button>
                  </th>
                  <td>{virtualTime(row.at)}</td>
                  <td title={row.slice} translate="no">
                    {row.slice}
                  </td>
                  <td title={predictionText(row, book)} translate="no">
                    {predictionText(row, book)}
                  </td>
                  {classes && <td>{row.confidence === undefined ? '' : metricNumber(row.confidence)}</td>}
                  <td translate="no">{row.label ? labelText(row.label.value, book) : ''}</td>
                  <td>{row.cached ? text.cached : requestStatusText[row.status]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className={styles.pages}>
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
      </div>
    </section>
  )
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
