/** @file RequestList: requests of the latest, by what is wrong with them; each opens in full. */
import { useMemo } from 'react'
import { count, rate, significant, virtualTime } from '../../../../messages/format'
import { requestOf, type RequestRecord } from '../../../../ops/log/request'
import type { Book } from '../../../../ops/record'
import { Button } from '../../../kit/button'
import { Select } from '../../../kit/select'
import table from '../../../kit/table.module.css'
import { useDesk, useOperate } from '../use-operate'
import { foundIn, PAGE } from './matching-requests'
import { type Listing, whichOf } from './listing'
import styles from './live.module.css'
import { useLiveView } from './live-view'
import { useSlow } from './use-slow'
import type { Reading } from './use-reading'

export function RequestList({ reading }: { readonly reading: Reading }) {
  const [view, set] = useLiveView()
  const desk = useDesk()
  const looked = useOperate((state) => state.request)
  const { ring, book, window } = reading
  const choices = whichOf(book.classes.length)
  const listing: Listing = choices.some(({ value }) => value === view.listing.which)
    ? view.listing
    : { ...view.listing, which: 'all' }
  const now = useSlow(reading.grown, `${window.from} ${window.to} ${JSON.stringify(listing)}`)
  // The log is one and the same while it grows: `now` says when to look again. The trace is told in full alone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const rows = useMemo(() => foundIn(ring, listing, window).flatMap((id) => requestOf(ring, book, 0, id) ?? []), [now])
  const last = rows.at(-1)
  const classes = book.classes.length > 0
  const paged = listing.which !== 'least sure'
  return (
    <section className={styles.part} aria-label="Requests">
      <div className={styles.listHead}>
        <Select
          label="Which requests"
          layout="bare"
          value={listing.which}
          options={choices}
          onChange={(which) => set({ listing: withoutPage({ ...listing, which }) })}
        />
        <Filter
          label="Slice"
          all="all slices"
          names={book.slices}
          value={listing.slice}
          onChange={(slice) => set({ listing: withoutPage({ ...listing, slice }) })}
        />
        <Filter
          label="Version"
          all="all versions"
          names={book.versions.map(({ model, version }) => `${model} v${version}`)}
          value={listing.version}
          onChange={(version) => set({ listing: withoutPage({ ...listing, version }) })}
        />
        {listing.mistake && (
          <Button size="small" icon="close" onClick={() => set({ listing: { which: 'wrong' } })}>
            {`${book.classes[listing.mistake.actual]} taken for ${book.classes[listing.mistake.predicted]}`}
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <p className={styles.note}>
          {`None of the latest ${count(Math.min(ring.next, ring.capacity))} requests in this stretch is such a one.`}
        </p>
      ) : (
        <div className={styles.scroll}>
          <table className={table.table} data-rows="">
            <thead>
              <tr>
                <th scope="col">request</th>
                <th scope="col">when</th>
                <th scope="col">slice</th>
                <th scope="col">answer</th>
                {classes && <th scope="col">sure</th>}
                <th scope="col">label</th>
                <th scope="col">ended</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr
                  key={row.id}
                  data-looked={row.id === looked ? '' : undefined}
                  onClick={(event) => {
                    // Where the focus comes back to.
                    event.currentTarget.querySelector('button')?.focus()
                    desk.look(row.id)
                  }}
                >
                  <th scope="row">
                    <button type="button" aria-label={`Request ${row.id}`}>
                      {count(row.id)}
                    </button>
                  </th>
                  <td>{virtualTime(row.at)}</td>
                  <td title={row.slice}>{row.slice}</td>
                  <td title={answerWords(row, book)}>{answerWords(row, book)}</td>
                  {classes && <td>{row.confidence === undefined ? '' : rate(row.confidence)}</td>}
                  <td>{row.label ? valueWords(row.label.value, book) : ''}</td>
                  <td>{row.cached ? 'cache' : row.status}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className={styles.pages}>
        {listing.before !== undefined && (
          <Button size="small" onClick={() => set({ listing: withoutPage(listing) })}>
            Newest
          </Button>
        )}
        {paged && last && rows.length === PAGE && (
          <Button size="small" onClick={() => set({ listing: { ...listing, before: last.id } })}>
            Older
          </Button>
        )}
      </div>
    </section>
  )
}

interface FilterProps {
  readonly label: string
  /** What all of them are called. */
  readonly all: string
  readonly names: readonly string[]
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
}

function Filter({ label, all, names, value, onChange }: FilterProps) {
  if (names.length < 2) return null
  return (
    <Select
      label={label}
      layout="bare"
      value={value === undefined ? '' : String(value)}
      options={[{ value: '', title: all }, ...names.map((title, i) => ({ value: String(i), title: title || 'other' }))]}
      onChange={(chosen) => onChange(chosen === '' ? undefined : Number(chosen))}
    />
  )
}

/** From its beginning; a mistake goes with what is listed. */
function withoutPage({
  which,
  slice,
  version,
  mistake,
}: Partial<Pick<Listing, 'mistake'>> & {
  readonly which: Listing['which']
  readonly slice?: number | undefined
  readonly version?: number | undefined
}): Listing {
  return {
    which,
    ...(slice === undefined ? {} : { slice }),
    ...(version === undefined ? {} : { version }),
    ...(mistake && which === 'wrong' ? { mistake } : {}),
  }
}

/** What was answered: a class, or a number. */
export function answerWords({ predicted, outputs, status }: RequestRecord, book: Pick<Book, 'classes'>): string {
  if (predicted !== undefined) return book.classes[predicted] ?? `class ${predicted}`
  const [value] = outputs
  return book.classes.length === 0 && value !== undefined && status !== 'abstained' ? significant(value) : 'no answer'
}

/** What a label says. */
export function valueWords(value: number, { classes }: Pick<Book, 'classes'>): string {
  return classes.length > 0 ? (classes[value] ?? String(value)) : significant(value)
}
