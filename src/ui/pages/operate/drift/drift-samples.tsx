/**
 * @file DriftSamples: the requests in a window that contribute most to a drift, as they were sent; the user can add
 * them to a dataset.
 */

import { useMemo, useState } from 'react'
import { errorMessage } from '../../../../base/result'
import { columnIndex, type DatasetSchema } from '../../../../catalog/dataset-schema'
import { driftText } from '../../../../messages/en/operate/drift'
import { termsText } from '../../../../messages/en/operate/terms'
import { count, significant } from '../../../../messages/format'
import type { DriftPlan, FeatureVerdict, WindowDrift } from '../../../../ops/drift/window-drift'
import { mostDrifted } from '../../../../ops/drift/window-drift'
import { slotOf, UNLABELED } from '../../../../ops/log/request-buffer'
import type { CollectedRequests } from '../../../../studio/operate/drift/collect-requests'
import type { DriftBaseline } from '../../../../studio/operate/drift/drift'
import { type SentInput, sentInputReader } from '../../../../studio/operate/requests/request-inputs'
import { PixelImage } from '../../../charts/pixel-image'
import { Button } from '../../../kit/button'
import { DataTable } from '../../../kit/data-table'
import { useRunCommand, useSelect, useStudio } from '../../../studio-context'
import { useLog, useOpenService } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import styles from './drift.module.css'
import type { DriftView } from './drift-view'
import { featureName, sentText } from './drift-view'

const text = driftText.furthest

export interface DriftSamplesProps {
  readonly view: DriftView
  readonly window: WindowDrift
  readonly verdict: FeatureVerdict
  readonly basis: DriftBaseline
  readonly plan: DriftPlan
}

/** The maximum number of requests to show (`SHOWN`), and the maximum number to add to a dataset (`SENT`). */
const SHOWN = 8
const SENT = 200
/**
 * At most this fraction of the inputs on the drifted side of the distribution counts as extreme; in a small pool,
 * nearly all inputs may be on that side.
 */
const PART = 0.25

/** Shows the requests as images or as rows of a table. */
export function DriftSamples({ view, window, verdict, basis, plan }: DriftSamplesProps) {
  const studio = useStudio()
  const run = useRunCommand()
  const running = useLog()
  const scenario = useOpenService()?.scenario
  const show = (request: number) => run('service.inspect', { request })
  const inUse = useSelect(({ project }) => project.data.dataset)
  const ownDataset = useSelect(({ sets }) => sets.sets.find(({ id }) => id === inUse))
  const [sent, setSent] = useState<CollectedRequests>()
  const [busy, setBusy] = useState(false)
  const { log } = view
  const { answers } = basis.reference
  const driftedRequests = useMemo(
    () => mostDrifted(log, window.window, plan.n, verdict, answers, plan.n),
    [log, window, plan.n, verdict, answers],
  )
  const mostExtreme = driftedRequests.slice(
    0,
    Math.min(SENT, Math.max(SHOWN, Math.ceil(PART * driftedRequests.length))),
  )
  const inputOf = useMemo(() => running && sentInputReader(basis, running, scenario), [basis, running, scenario])
  const samples = useMemo(
    () =>
      driftedRequests.slice(0, SHOWN).flatMap((drifted) => {
        const input = inputOf?.(drifted.request)
        return input ? [{ ...drifted, input }] : []
      }),
    [driftedRequests, inputOf],
  )
  const imageColumn = basis.ready.dataset.schema.columns.find(
    (column) => column.type === 'image' && samples[0]?.input.values[column.name] !== undefined,
  )
  async function send(dataset?: string): Promise<void> {
    setBusy(true)
    try {
      const names = { dataset: basis.ready.dataset.schema.title, feature: featureName(verdict) }
      const title = text.datasetTitle(names).slice(0, 80)
      const requests = mostExtreme.map(({ request }) => request)
      setSent(
        await studio.run('drift.collect', {
          requests,
          ...(dataset === undefined ? { title } : { dataset }),
        }),
      )
    } catch (error) {
      run('notice.show', { tone: 'bad', text: errorMessage(error) })
    } finally {
      setBusy(false)
    }
  }
  async function label(requests: readonly number[]): Promise<void> {
    await studio.run('labels.prioritize', { requests })
    run('room.open', { room: 'operate', tab: 'labels' })
  }
  const labelOf = (request: number) => {
    const place = slotOf(log.buffer, request)
    if (place < 0 || log.buffer.labelBy[place] === UNLABELED) return undefined
    const label = log.buffer.label[place] as number
    return log.book.classes[label] ?? significant(label)
  }
  if (driftedRequests.length === 0) return null
  return (
    <>
      <h4 className={kit.caption}>{verdict.drifted ? text.drifted : text.usual}</h4>
      {samples.length === 0 && <p className={kit.caption}>{text.notStored}</p>}
      {imageColumn?.type === 'image' ? (
        <ul className={kit.wrap}>
          {samples.map(({ request, input, value, times }) => (
            <li key={request}>
              <button type="button" className={styles.sample} onClick={() => show(request)}>
                <PixelImage
                  pixels={pixelsOf(input, imageColumn.name)}
                  shape={[imageColumn.height, imageColumn.width, imageColumn.channels]}
                  side={64}
                  label={imageText(request, labelOf(request))}
                />
                <span translate="no">{valueText(verdict, value)}</span>
                <span className={kit.caption}>
                  {times > 1
                    ? text.repeated({ value: labelOf(request) ?? text.noLabel, times })
                    : (labelOf(request) ?? text.noLabel)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        samples.length > 0 && <Rows samples={samples} labelOf={labelOf} basis={basis} verdict={verdict} onLook={show} />
      )}
      {samples.some(({ input }) => !input.exact) && <p className={kit.caption}>{termsText.partlyLogged}</p>}
      <div className={`${kit.wrap} ${kit.above}`}>
        {verdict.drifted && (
          <Button size="small" icon="data" disabled={busy || samples.length === 0} onClick={() => void send()}>
            {text.create({ rows: mostExtreme.length, of: driftedRequests.length })}
          </Button>
        )}
        {verdict.drifted && ownDataset && (
          <Button
            size="small"
            icon="plus"
            disabled={busy || samples.length === 0}
            onClick={() => void send(ownDataset.id)}
          >
            {text.addTo({ dataset: ownDataset.title })}
          </Button>
        )}
        {sent && (
          <span role="status">
            {sentText(sent)}{' '}
            {sent.unlabeled.length > 0 && (
              <button type="button" className={kit.link} onClick={() => void label(sent.unlabeled)}>
                {text.label({ rows: sent.unlabeled.length })}
              </button>
            )}{' '}
            <button type="button" className={kit.link} onClick={() => run('data.collect', { dataset: sent.dataset })}>
              {text.open}
            </button>
          </span>
        )}
      </div>
    </>
  )
}

interface RowsProps {
  readonly samples: readonly { readonly request: number; readonly times: number; readonly input: SentInput }[]
  readonly labelOf: (request: number) => string | undefined
  readonly basis: DriftBaseline
  readonly verdict: FeatureVerdict
  readonly onLook: (request: number) => void
}

/** The maximum number of columns that the user can compare at a glance. */
const MAX_COLUMNS = 6

function Rows({ samples, labelOf, basis, verdict, onLook }: RowsProps) {
  const { schema } = basis.ready.dataset
  const names = Object.keys(samples[0]?.input.values ?? {})
  const feature = basis.reference.inputs[verdict.at]?.column
  const columns = [...names.filter((name) => name === feature), ...names.filter((name) => name !== feature)].slice(
    0,
    MAX_COLUMNS,
  )
  return (
    <DataTable
      columns={[
        {
          head: text.requestHead,
          cell: ({ request, times }) => (
            <>
              <button type="button" className={kit.link} onClick={() => onLook(request)}>
                {count(request)}
              </button>
              {times > 1 && ` ${text.times({ times })}`}
            </>
          ),
        },
        { head: text.labelHead, cell: ({ request }) => labelOf(request) ?? text.noLabelYet },
        ...columns.map((name) => ({
          head: headOf(schema, name),
          cell: ({ input }: RowsProps['samples'][number]) => cellText(input.values[name]),
          name: true as const,
          attributes: () => ({ className: styles.cell }),
        })),
      ]}
      rows={samples}
      rowKey={({ request }) => request}
      className={styles.rows}
    />
  )
}

/** The name of a column with its unit, unless the name already contains it. */
function headOf(schema: DatasetSchema, name: string): string {
  const column = schema.columns[columnIndex(schema, name)]
  return column?.type === 'number' && column.unit && !name.includes(column.unit)
    ? text.unit({ column: name, unit: column.unit })
    : name
}

function pixelsOf({ values }: SentInput, column: string): ArrayLike<number> {
  const value = values[column]
  if (ArrayBuffer.isView(value)) return value as Uint8Array
  return Array.isArray(value) ? value.flat(4).map(Number) : []
}

function imageText(id: number, label: string | undefined): string {
  return label === undefined ? text.request({ id }) : text.labeled({ id, label })
}

function valueText({ bins }: FeatureVerdict, value: number): string {
  return bins.values ? (bins.values[value] ?? text.unseen) : significant(value)
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return text.missing
  return typeof value === 'number' ? significant(value) : String(value).slice(0, 120)
}
