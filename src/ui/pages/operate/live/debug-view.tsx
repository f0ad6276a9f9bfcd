/**
 * @file DebugView: the debug row: individual requests, and wrong predictions grouped by class, slice, version and
 * feature.
 */

import { featureLabel } from '../../../../data/monitoring/monitored-features'
import { debugText as text } from '../../../../messages/en/operate/live'
import { sliceTitle } from '../../../../messages/en/operate/terms'
import { count, interval, metricNumber, precisePercent, significant } from '../../../../messages/format'
import { type Counters, cellName, FIELD } from '../../../../ops/log/counters'
import { distinctInputs } from '../../../../ops/log/distinct-inputs'
import {
  confusionOf,
  NO_VERSION,
  type Quality,
  qualityOf,
  requestsOf,
  successOf,
} from '../../../../ops/log/log-metrics'
import type { RequestBuffer } from '../../../../ops/log/request-buffer'
import { Confusion } from '../../../charts/confusion-matrix'
import { DataTable } from '../../../kit/data-table'
import { Rich } from '../../../kit/rich-text'
import { useComputedOnChange } from '../../../kit/use-on-change'
import kit from '../../../kit/kit.module.css'
import styles from './live.module.css'
import { versionLabel } from './log-summary'
import { featureShifts, type RequestFilter, type Shift } from './matching-requests'
import { RequestList } from './request-list'
import type { Reading } from './time-range'
import { useLiveView, useThrottledKey } from './time-range'

export default function DebugView({ reading }: { readonly reading: Reading }) {
  const { book } = reading
  const classes = book.classes.length
  const sliceName = (slice: number) => sliceTitle(book.slices, slice)
  return (
    <div className={`${kit.columns} ${styles.debug}`}>
      <div className={kit.stackWide}>
        <RequestList reading={reading} />
        {classes > 0 && <Mistakes reading={reading} />}
      </div>
      <div className={kit.stackWide}>
        <Parts
          title={text.slices.title}
          head={text.slices.head}
          of={reading.sum.slices}
          named={sliceName}
          classes={classes}
          buffer={reading.buffer}
          filterOf={(slice) => ({ slice })}
        />
        <Parts
          title={text.versions.title}
          head={text.versions.head}
          of={reading.sum.versions}
          named={(version) => versionLabel(book, version)}
          classes={classes}
          buffer={reading.buffer}
          filterOf={(version) => ({ version })}
        />
        <Pairs reading={reading} named={sliceName} />
        <Features reading={reading} />
      </div>
    </div>
  )
}

/** The maximum number of classes shown as a matrix; with more classes, the most frequent mistakes are listed. */
const MATRIX = 24
const MAX_LISTED = 20

function Mistakes({ reading: { sum, book } }: { readonly reading: Reading }) {
  const [{ filter }, set] = useLiveView()
  const { classes } = book
  const worst = mistakesOf(sum.all)
  const choose = (mistake: { readonly actual: number; readonly predicted: number }) =>
    set({ filter: { kind: 'wrong', mistake: { actual: mistake.actual, predicted: mistake.predicted } } })
  const chosen = filter.mistake
  return (
    <section className={kit.section} aria-label={text.confusion.label}>
      <h3>{text.confusion.title}</h3>
      {worst.length === 0 ? (
        <p className={kit.caption}>
          {(sum.all.get(FIELD.labeled) ?? 0) > 0 ? text.confusion.none : text.confusion.noLabels}
        </p>
      ) : classes.length <= MATRIX ? (
        <Confusion
          labels={classes}
          counts={confusionOf(sum.all, classes.length)}
          chosen={chosen && { ...chosen, count: 0 }}
          onChoose={choose}
        />
      ) : (
        <ol>
          {worst.slice(0, MAX_LISTED).map((mistake) => (
            <li key={`${mistake.actual} ${mistake.predicted}`} className={`${kit.rowWide} ${kit.between}`}>
              <button
                type="button"
                className={kit.choice}
                aria-pressed={chosen?.actual === mistake.actual && chosen.predicted === mistake.predicted}
                onClick={() => choose(mistake)}
              >
                <Rich
                  text={text.confusion.mistake}
                  marks={{
                    actual: () => <b translate="no">{classes[mistake.actual]}</b>,
                    predicted: () => <b translate="no">{classes[mistake.predicted]}</b>,
                  }}
                />
              </button>
              <span>{count(mistake.count)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

interface PairsProps {
  readonly reading: Reading
  /** The name of a slice. */
  readonly named: (slice: number) => string
}

/** Each slice with each version, if there are several of both: one combination can be bad although both are good. */
function Pairs({ reading: { sum, book, buffer }, named }: PairsProps) {
  const several = (of: ReadonlyMap<number, Counters>) => [...of.keys()].filter((key) => key >= 0).length > 1
  if (!several(sum.slices) || !several(sum.versions)) return null
  const filterOf = (cell: number) => {
    const name = cellName(cell)
    return name.kind === 'slice' ? { slice: name.slice, version: name.version ?? NO_VERSION } : {}
  }
  return (
    <Parts
      title={text.pairs.title}
      head={text.pairs.head}
      of={new Map([...sum.pairs].filter(([cell]) => filterOf(cell).version !== NO_VERSION))}
      named={(cell) => {
        const { slice = 0, version = NO_VERSION } = filterOf(cell)
        return text.pairs.name({ slice: named(slice), version: versionLabel(book, version) })
      }}
      classes={book.classes.length}
      buffer={buffer}
      filterOf={filterOf}
    />
  )
}

interface PartsProps {
  readonly title: string
  readonly head: string
  readonly of: ReadonlyMap<number, Counters>
  readonly named: (key: number) => string
  readonly classes: number
  readonly buffer: RequestBuffer
  /** Clicking a row filters the request list by these properties. */
  readonly filterOf: (key: number) => Pick<RequestFilter, 'slice' | 'version'>
}

function Parts({ title, head, of, named, classes, buffer, filterOf }: PartsProps) {
  const [{ filter: requestFilter }, set] = useLiveView()
  const { columns } = buffer
  const rows = [...of]
    .filter(([key, counters]) => key >= 0 && requestsOf(counters) > 0)
    .map(([key, counters]) => {
      const { slice, version } = filterOf(key)
      const isOf = (slot: number) =>
        (slice === undefined || columns.slice[slot] === slice) &&
        (version === undefined || columns.version[slot] === version)
      const success = successOf(counters, version === undefined ? 'service' : 'version')
      return { key, counters, success, quality: qualityOf(counters, classes, distinctInputs(buffer, isOf)) }
    })
    .sort((a, b) => compareWorst(a, b, classes) || a.key - b.key)
  const answered = rows.some(({ key }) => filterOf(key).version !== undefined)
    ? text.heads.byVersion
    : text.heads.availability
  const isChosen = (key: number) => {
    const { slice, version } = filterOf(key)
    return requestFilter.slice === slice && requestFilter.version === version
  }
  const choose = (key: number) => set({ filter: { kind: requestFilter.kind, ...(isChosen(key) ? {} : filterOf(key)) } })
  if (rows.length === 0) return null
  return (
    <section className={kit.section} aria-label={title}>
      <h3>{title}</h3>
      {rows.length > 1 && (
        <p className={kit.caption}>{text.order({ answered: answered.head, isError: classes === 0 })}</p>
      )}
      <DataTable
        look="figures"
        columns={[
          {
            head,
            heading: true,
            cell: ({ key }) => (
              <button type="button" className={kit.link} aria-pressed={isChosen(key)} onClick={() => choose(key)}>
                {named(key)}
              </button>
            ),
            attributes: ({ key }) => ({ title: named(key), translate: 'no' }),
          },
          { head: text.heads.requests, cell: ({ counters }) => count(requestsOf(counters)) },
          {
            ...answered,
            cell: ({ success }) => precisePercent(success),
          },
          { head: text.heads.labels, cell: ({ quality }) => count(quality.labeled) },
          { ...text.heads.inputs, cell: ({ quality }) => count(quality.inputs) },
          {
            head: classes > 0 ? text.heads.accuracy : text.heads.error,
            cell: ({ quality }) => <QualityCell quality={quality} classes={classes} />,
          },
        ]}
        rows={rows}
        rowKey={({ key }) => key}
        rowAttributes={({ key }) => ({ 'data-chosen': isChosen(key) ? '' : undefined })}
      />
    </section>
  )
}

/** The accuracy with its interval, or the error of numeric predictions. */
function QualityCell({ quality, classes }: { readonly quality: Quality; readonly classes: number }) {
  if (quality.labeled === 0) return text.none
  if (classes === 0) return significant(quality.error)
  const { accuracy, interval: of } = quality
  return (
    <>
      {metricNumber(accuracy)} <span className={kit.soft}>{interval(of.low, of.high)}</span>
    </>
  )
}

/** The figures that the order of a table depends on. */
export interface Figures {
  /** The share of valid requests that were answered; NaN if there are none. */
  readonly success: number
  readonly quality: Pick<Quality, 'labeled' | 'accuracy' | 'error'>
}

/**
 * The worst row comes first: that with the lowest value among accuracy and the share answered. An error has another unit
 * than a share, so for numbers, the share in whole percent decides before the error. A figure without data counts as
 * good.
 */
export function compareWorst(a: Figures, b: Figures, classes: number): number {
  const answered = ({ success }: Figures) => (Number.isNaN(success) ? 1 : success)
  if (classes > 0) {
    const lowest = (of: Figures) => Math.min(answered(of), of.quality.labeled > 0 ? of.quality.accuracy : 1)
    return lowest(a) - lowest(b)
  }
  const percents = (of: Figures) => Math.round(100 * answered(of))
  const error = ({ quality: { labeled, error } }: Figures) => (labeled > 0 ? error : -1)
  return percents(a) - percents(b) || error(b) - error(a)
}

const MAX_FEATURES = 10

function Features({ reading }: { readonly reading: Reading }) {
  const { buffer, book, window } = reading
  const now = useThrottledKey(reading.logVersion, `${window.from} ${window.step}`)
  // The log object stays the same while it grows, so `now` triggers recomputation.
  const { shifts, failures, others } = useComputedOnChange([now], () => featureShifts(buffer, book, window))
  if ((book.features ?? []).length === 0) return null
  return (
    <section className={kit.section} aria-label={text.features.label}>
      <h3>{text.features.title}</h3>
      {shifts.length === 0 ? (
        <p className={kit.caption}>{text.features.tooFew({ failures, others })}</p>
      ) : (
        <>
          <p className={kit.caption}>
            {book.classes.length > 0
              ? text.features.wrong({ failures, others })
              : text.features.furthestOff({ failures, others })}
          </p>
          <ul className={styles.features}>
            {shifts.slice(0, MAX_FEATURES).map((shift) => (
              <li key={shift.name}>
                <span className={kit.ellipsis} title={shift.name} translate="no">
                  {featureLabel(shift.name)}
                </span>
                <i>
                  <b
                    data-side={shift.size < 0 ? 'less' : 'more'}
                    style={{
                      width: `${50 * Math.min(1, Math.abs(shift.size) / (shift.value === undefined ? 2 : 1))}%`,
                    }}
                  />
                </i>
                <em className={`${kit.ellipsis} ${kit.caption}`}>{shiftText(shift)}</em>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function shiftText({ size, bad, good, value }: Shift): string {
  const shares = { failures: bad, others: good }
  if (value === undefined) return text.features.mean({ ...shares, deviations: size })
  return text.features.category({ ...shares, value: value ?? text.features.unknownValue })
}

interface CountedMistake {
  readonly actual: number
  readonly predicted: number
  readonly count: number
}

const LABELS = 65_536

/** Wrong predictions that have a label, counted for each pair of actual and predicted class. */
export function mistakesOf(counters: Counters): readonly CountedMistake[] {
  const result: CountedMistake[] = []
  for (const [field, count] of counters) {
    if (field < FIELD.confusion) continue
    const cell = field - FIELD.confusion
    const [actual, predicted] = [Math.floor(cell / LABELS), cell % LABELS]
    if (actual !== predicted) result.push({ actual, predicted, count })
  }
  return result.sort((a, b) => b.count - a.count || a.actual - b.actual || a.predicted - b.predicted)
}
