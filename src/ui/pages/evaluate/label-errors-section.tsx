/**
 * @file "Possible label errors", and more about an opened example of the Evaluate page: similar training examples, and
 * edits, which are those of the data in use. It may be a later version than the evaluated one.
 */
import { useMemo, useState } from 'react'
import { errorMessage } from '../../../base/result'
import { columnIndex } from '../../../catalog/dataset-schema'
import { type Dataset, rowNumber } from '../../../data/dataset'
import { exampleEditsText, labelErrorsText as text, neighborsText } from '../../../messages/en/evaluate/failures'
import type { Example } from '../../../metrics/evaluation'
import type { SetRecord } from '../../../storage/dataset-records'
import { keyOf } from '../../../studio/data/data-session'
import type { SuspectLabel } from '../../../studio/evaluation/failures'
import { cellText, imageColumn, rowText } from '../../charts/dataset-row-text'
import { ExampleCaption, ExampleImage, OpenedExample } from '../../charts/examples'
import { OpenRows } from '../../charts/open-rows'
import { RowImage } from '../../charts/pixel-image'
import { labelsOf, type ShownHead, useEvaluatedRows, useRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { DataTable } from '../../kit/data-table'
import { Select } from '../../kit/select'
import { useResult } from '../../kit/use-on-change'
import { useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { useEdits } from '../data/rows/use-edits'
import { Section } from '../section'
import { useAskedResult } from './asked-result'

/** The number of examples that are shown first, and that each click adds. */
const STEP = 10
const SIDE = 40
/** The width of the image of an opened example, in CSS pixels. */
const WIDTH = 220

/** Looks for label errors when asked, because it predicts the whole set. */
export function LabelErrorsSection({ head }: { readonly head: ShownHead<'classes'> }) {
  const studio = useStudio()
  const { evaluation, target } = head
  const split = useSelect((state) => state.metrics?.split)
  const rows = useEvaluatedRows()
  const [limit, setLimit] = useState(STEP)
  const { value: found, status } = useAskedResult(text, evaluation, () =>
    studio.run('evaluate.labelErrors', { split, output: evaluation.label, most: 500 }),
  )
  return (
    <Section title={text.title} about={text.about}>
      {status}
      {found && <p className={kit.below}>{found.found === 0 ? text.none(found) : text.found(found)}</p>}
      {found?.isInSample && <p className={`${kit.soft} ${kit.below}`}>{text.inSample}</p>}
      {found && found.rows.length > 0 && rows && (
        <>
          <Suspects
            suspects={found.rows.slice(0, limit)}
            dataset={rows.dataset}
            labels={labelsOf(evaluation)}
            target={target}
          />
          {found.rows.length > limit && (
            <Button size="small" className={kit.above} onClick={() => setLimit(limit + STEP)}>
              {text.more({ examples: Math.min(STEP, found.rows.length - limit) })}
            </Button>
          )}
        </>
      )}
    </Section>
  )
}

interface SuspectsProps {
  readonly suspects: readonly SuspectLabel[]
  readonly dataset: Dataset
  readonly labels: readonly string[]
  readonly target: string
}

function Suspects({ suspects, dataset, labels, target }: SuspectsProps) {
  const [opened, setOpened] = useState<Example>()
  const edits = useExampleEdits(target)
  const exampleOf = ({ row, actual, suggested, confidence }: SuspectLabel): Example => ({
    ...{ row, actual: labels.indexOf(actual), predicted: labels.indexOf(suggested), probability: confidence },
  })
  return (
    <>
      <DataTable
        caption={<span className="only-spoken">{text.caption}</span>}
        columns={[
          {
            head: text.example,
            cell: (suspect) => {
              const example = exampleOf(suspect)
              const row = rowNumber(dataset, suspect.row)
              return (
                <button
                  type="button"
                  className={kit.link}
                  aria-label={text.open({ row })}
                  onClick={() => setOpened(example)}
                >
                  {imageColumn(dataset) >= 0 ? (
                    <ExampleImage {...{ dataset, labels, example }} side={SIDE} />
                  ) : (
                    <span translate="no">{rowText(dataset, suspect.row, [target], 4)}</span>
                  )}
                </button>
              )
            },
          },
          { head: text.actual, name: true, cell: ({ actual }) => actual },
          { head: text.suggested, name: true, cell: ({ suggested }) => suggested },
          { head: text.confidence, cell: ({ confidence }) => text.percent({ value: confidence }) },
          {
            cell: ({ row, actual, suggested }) => (
              <EditButtons edits={edits} row={row} actual={actual} suggested={suggested} />
            ),
          },
        ]}
        rows={suspects}
        rowKey={({ row }) => row}
      />
      {edits.why !== undefined && <p className={`${kit.soft} ${kit.above}`}>{edits.why}</p>}
      {edits.isChanged && <p className={`${kit.soft} ${kit.above}`}>{exampleEditsText.after}</p>}
      {opened && (
        <OpenedExample
          {...{ dataset, target }}
          row={opened.row}
          caption={<ExampleCaption labels={labels} example={opened} />}
          onClose={() => setOpened(undefined)}
        >
          <ExampleMore row={opened.row} labels={labels} target={target} />
        </OpenedExample>
      )}
    </>
  )
}

interface EditButtonsProps {
  readonly edits: ExampleEditing
  readonly row: number
  /** The label in the evaluated data. */
  readonly actual: string
  readonly suggested: string
}

/** What can be done about an example, or what has been done. */
function EditButtons({ edits, row, actual, suggested }: EditButtonsProps) {
  const now = edits.labelNow(row)
  if (edits.why !== undefined) return null
  if (now === undefined) return <span className={kit.soft}>{exampleEditsText.excluded}</span>
  return (
    <div className={kit.row}>
      {now === actual ? (
        <Button size="small" onClick={() => edits.relabel(row, suggested)}>
          {exampleEditsText.relabel({ label: suggested })}
        </Button>
      ) : (
        <span className={kit.soft}>{exampleEditsText.relabeled({ label: now })}</span>
      )}
      <Button size="small" title={exampleEditsText.excludeAbout} onClick={() => edits.exclude(row)}>
        {exampleEditsText.exclude}
      </Button>
    </div>
  )
}

interface ExampleEditsProps {
  readonly row: number
  /** The classes; without them, the example can only be excluded. */
  readonly labels?: readonly string[]
  readonly target: string
}

/** What can be done with an opened example, and the training examples that are similar to it. */
export function ExampleMore({ layer, ...example }: ExampleEditsProps & { readonly layer?: string }) {
  return (
    <>
      <ExampleEdits {...example} />
      <Neighbors key={example.row} row={example.row} target={example.target} layer={layer} />
    </>
  )
}

interface NeighborsProps {
  readonly row: number
  readonly target: string
  /** The node of a layer; by default, the one before the output. */
  readonly layer: string | undefined
}

/** Computed when asked, because it reads the layer for all training examples. */
function Neighbors({ row, target, layer }: NeighborsProps) {
  const studio = useStudio()
  const dataset = useEvaluatedRows()?.dataset
  const nodes = useSelect((state) => state.project.drawing.nodes)
  const [isAsked, setAsked] = useState(false)
  const { value, error, isCurrent } = useResult([row, layer, isAsked], () =>
    isAsked ? studio.run('evaluate.neighbors', { row, layer, most: 6 }) : undefined,
  )
  if (!isAsked)
    return (
      <Button size="small" onClick={() => setAsked(true)}>
        {neighborsText.ask}
      </Button>
    )
  if (!isCurrent) return <p className={kit.soft}>{neighborsText.computing}</p>
  if (error !== undefined || !value || !dataset) return <p className={kit.soft}>{errorMessage(error)}</p>
  const column = columnIndex(dataset.schema, target)
  const hasImages = imageColumn(dataset) >= 0
  return (
    <section aria-label={neighborsText.title} className={kit.stackTight} style={{ maxWidth: WIDTH }}>
      <h4>{neighborsText.title}</h4>
      <p className={kit.caption}>
        {neighborsText.about({ ...value, layer: nodes.find(({ id }) => id === value.layer)?.label ?? value.layer })}
      </p>
      <ul className={hasImages ? kit.wrap : kit.stackTight}>
        {value.neighbors.map(({ row: other, distance }) => {
          const label = cellText(dataset, column, other) ?? ''
          const name = neighborsText.row({ row: rowNumber(dataset, other), label })
          return (
            <li key={other} className={`${kit.small} ${hasImages ? '' : kit.row}`}>
              {hasImages && <RowImage {...{ dataset, row: other }} side={SIDE} label={name} />}
              <OpenRows rows={[other]} title={name}>
                <span translate="no">{hasImages ? label : name}</span>
              </OpenRows>{' '}
              <span className={kit.soft}>{neighborsText.distance({ distance })}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Gives an opened example another label, or excludes it. */
function ExampleEdits({ row, labels, target }: ExampleEditsProps) {
  const edits = useExampleEdits(target)
  const now = edits.labelNow(row)
  if (edits.why !== undefined) return <p className={kit.caption}>{edits.why}</p>
  if (now === undefined) return <p className={kit.soft}>{exampleEditsText.excluded}</p>
  return (
    <div className={kit.wrap}>
      {labels && (
        <Select
          label={exampleEditsText.label}
          layout="bare"
          value={now}
          options={[...new Set([...labels, now])].map((label) => ({ value: label, title: label }))}
          onChange={(label) => edits.relabel(row, label)}
        />
      )}
      <Button size="small" title={exampleEditsText.excludeAbout} onClick={() => edits.exclude(row)}>
        {exampleEditsText.exclude}
      </Button>
    </div>
  )
}

interface ExampleEditing {
  /** Why examples cannot be changed; undefined if they can. */
  readonly why: string | undefined
  /** Whether the data in use is another version than the evaluated one. */
  readonly isChanged: boolean
  /** The label of an evaluated row in the data in use; undefined if the row has been excluded there. */
  readonly labelNow: (row: number) => string | undefined
  readonly relabel: (row: number, label: string) => void
  readonly exclude: (row: number) => void
}

/** Edits of the rows of the evaluated data in the data in use, where they have the same permanent numbers. */
function useExampleEdits(target: string): ExampleEditing {
  const edits = useEdits()
  const evaluated = useEvaluatedRows()?.dataset
  const current = useRows()?.dataset
  const isSameSource = useSelect(
    ({ sets, data, metrics }) =>
      data.tag === 'ready' && sourceOf(sets.sets, data.key) === sourceOf(sets.sets, metrics?.data),
  )
  const isChanged = current !== evaluated
  const placeOf = useMemo(() => {
    if (!current || !evaluated || !isSameSource) return undefined
    if (current === evaluated) return (row: number) => row
    const places = new Map(Array.from({ length: current.schema.rows }, (_, row) => [rowNumber(current, row), row]))
    return (row: number) => places.get(rowNumber(evaluated, row))
  }, [current, evaluated, isSameSource])
  const column = current ? columnIndex(current.schema, target) : -1
  const at = (row: number) => placeOf?.(row) ?? -1
  return {
    why: !edits.allowed
      ? exampleEditsText.locked
      : placeOf === undefined || column < 0
        ? exampleEditsText.otherData
        : undefined,
    isChanged,
    labelNow: (row) => (current && at(row) >= 0 ? (cellText(current, column, at(row)) ?? '') : undefined),
    relabel: (row, label) => {
      const number = evaluated ? rowNumber(evaluated, row) : 0
      edits.set(target, [at(row)], label, exampleEditsText.relabeledNotice({ row: number, label }))
    },
    exclude: (row) => edits.exclude([at(row)]),
  }
}

/** Equal for all versions of the same rows: the key of a dataset without its version, or of the one it was made from. */
function sourceOf(sets: readonly SetRecord[], key: string | undefined): string | undefined {
  const id = key?.split('@')[0]
  const base = sets.find((set) => set.id === id)?.base
  return base?.kind === 'shipped' ? keyOf(base) : id
}
