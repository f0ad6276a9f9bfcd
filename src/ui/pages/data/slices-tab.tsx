/** @file The Slices tab: the saved slices, and a form for a new one that shows how many rows match. */

import { type FormEvent, useId, useMemo, useState } from 'react'
import { errorMessage, ok } from '../../../base/result'
import type { Condition, Slice } from '../../../data/condition'
import { printCondition, readCondition } from '../../../data/condition-text'
import type { Dataset, Split } from '../../../data/dataset'
import { maskOf, namesIn } from '../../../data/evaluate-condition'
import { type Notation, normalizeCondition } from '../../../data/parse-entered-values'
import { SPLIT_NAMES } from '../../../data/split-checks'
import { splitAsColumn } from '../../../data/virtual-columns'
import { datasetTabsText } from '../../../messages/en/data/overview'
import { slicesText } from '../../../messages/en/slices'
import { count } from '../../../messages/format'
import { slicesOf } from '../../../studio/data/dataset-slices'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import { TextField } from '../../kit/text-field'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import { useNotation } from './rows/row-conditions'
import slicesCss from './slices/slices.module.css'
import type { TabProps } from './tab-props'
import { DataTable } from '../../kit/data-table'

const text = datasetTabsText.slices

export default function SlicesTab({ def, dataset, split }: TabProps) {
  const slices = useSelect(slicesOf)
  const steps = useSelect(({ sets }) => sets.sets.find(({ id }) => id === def.schema.id)?.steps)
  const dropped = useMemo(
    () => (steps ?? []).flatMap(({ kind, columns }) => (kind === 'drop' ? (columns as readonly string[]) : [])),
    [steps],
  )
  return (
    <div className={kit.stackWide}>
      <Section title={text.title} about={text.about}>
        <SliceList dataset={dataset} split={split} slices={slices} dropped={dropped} />
        <NewSlice dataset={dataset} split={split} slices={slices} />
      </Section>
    </div>
  )
}

interface SliceListProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly slices: readonly Slice[]
  /** Columns that were dropped by an edit of the dataset. */
  readonly dropped: readonly string[]
}

/** A table with one row per slice. */
function SliceList({ dataset, split, slices, dropped }: SliceListProps) {
  const run = useRunCommand()
  const counted = useMemo(
    () => slices.map((slice) => countSlice(slice, dataset, split, dropped)),
    [slices, dataset, split, dropped],
  )
  if (slices.length === 0) {
    return <p className={`${kit.soft} ${kit.below}`}>{slicesText.none}</p>
  }
  return (
    <DataTable
      className={slicesCss.table}
      rows={counted}
      rowKey={({ slice }) => slice.name}
      columns={[
        { head: slicesText.name, heading: true, name: true, cell: ({ slice }) => slice.name },
        {
          head: slicesText.condition,
          cell: ({ text, fault }) => (
            <>
              <code translate="no">{text}</code>
              {fault && (
                <p className={kit.caption} data-tone={fault.tone}>
                  {fault.text}
                </p>
              )}
            </>
          ),
          attributes: ({ text }) => ({ className: slicesCss.where, title: text }),
        },
        ...(['all', ...SPLIT_NAMES] as const).map((part) => ({
          head: part === 'all' ? slicesText.all : slicesText.sets[part],
          cell: ({ rows }: CountedSlice) => (rows ? count(rows[part]) : '–'),
        })),
        {
          cell: ({ slice: { name, where }, fault }) => (
            <div className={kit.row}>
              <Button
                size="small"
                disabled={fault?.tone === 'bad'}
                onClick={() => run('data.look', { where, title: name })}
              >
                {slicesText.show}
              </Button>
              <IconButton
                icon="trash"
                label={slicesText.remove({ slice: name })}
                onClick={() => run('data.slice', { name, where: null })}
              />
            </div>
          ),
        },
      ]}
    />
  )
}

type CountedSlice = ReturnType<typeof countSlice>

function countSlice(slice: Slice, dataset: Dataset, split: Split, dropped: readonly string[]) {
  const text = printCondition(slice.where)
  const mask = maskOf(slice.where, dataset, (name) => (name === 'split' ? splitAsColumn(split, dataset) : undefined))
  if (!mask.ok) {
    const { code, sentence } = mask.error
    const removed = [...namesIn(slice.where)].find((name) => dropped.includes(name) && !has(dataset, name))
    if (removed !== undefined)
      return { slice, text, fault: { tone: 'bad', text: slicesText.dropped({ column: removed }) } }
    // A condition on predictions is not treated as an error here, because the Rows tab can run the model.
    if (code === 'no-fact' || code === 'no-model-fact')
      return { slice, text, fault: { tone: 'info', text: slicesText.needsPredictions } }
    return { slice, text, fault: { tone: 'bad', text: sentence } }
  }
  const of = (rows: Uint32Array) => rows.reduce((sum, row) => sum + (mask.value[row] as number), 0)
  const { train, validation, test } = split
  const all = mask.value.reduce((sum, one) => sum + one, 0)
  return { slice, text, rows: { all, train: of(train), validation: of(validation), test: of(test) } }
}

function has({ schema }: Dataset, name: string): boolean {
  return schema.columns.some((column) => column.name === name)
}

interface NewSliceProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly slices: readonly Slice[]
}

/** The number of matching rows, or why the condition is invalid. */
interface Verdict {
  readonly text: string
  readonly ok: boolean
}

/** The form with its two fields. */
function NewSlice({ dataset, split, slices }: NewSliceProps) {
  const studio = useStudio()
  const id = useId()
  const [where, setWhere] = useState('')
  const [name, setName] = useState('')
  const [refused, setRefused] = useState<string>()
  const written = useNotation()
  const read = useMemo(() => conditionOf(where, dataset, written), [where, dataset, written])
  const verdict = useMemo(() => verdictOf(read, dataset, split), [read, dataset, split])
  const taken = slices.some((slice) => slice.name === name.trim())

  async function keep(event: FormEvent): Promise<void> {
    event.preventDefault()
    try {
      await studio.run('data.slice', { name, where: read?.ok ? read.value : where })
      setWhere('')
      setName('')
      setRefused(undefined)
    } catch (error) {
      setRefused(errorMessage(error))
    }
  }
  return (
    <form className={slicesCss.form} aria-label={slicesText.form.label} onSubmit={(event) => void keep(event)}>
      <TextField
        label={slicesText.form.condition}
        layout="stack"
        placeholder={exampleCondition(dataset)}
        isCode
        maxLength={2000}
        reportOn="typing"
        value={where}
        onChange={(text) => {
          setWhere(text)
          setRefused(undefined)
        }}
      />
      <TextField label={slicesText.form.name} layout="stack" reportOn="typing" value={name} onChange={setName} />
      <Button type="submit" tone="primary" disabled={!verdict?.ok || name.trim() === ''}>
        {taken ? slicesText.form.replace : slicesText.form.save}
      </Button>
      <p
        id={`${id}-verdict`}
        role="status"
        className={slicesCss.status}
        data-tone={refused || verdict?.ok === false ? 'bad' : 'info'}
      >
        {refused ?? verdict?.text ?? slicesText.form.help}
      </p>
    </form>
  )
}

/** Parses the condition, with numbers and dates in the notation of the dataset's files. */
function conditionOf(text: string, { schema }: Dataset, written: Notation) {
  if (text.trim() === '') return undefined
  const read = readCondition(text)
  return read.ok ? ok(normalizeCondition(read.value, schema.columns, written)) : read
}

function verdictOf(read: ReturnType<typeof conditionOf>, dataset: Dataset, split: Split): Verdict | undefined {
  if (!read) return undefined
  if (!read.ok) return { ok: false, text: read.error.sentence }
  const mask = maskOf(read.value, dataset, (name) => (name === 'split' ? splitAsColumn(split, dataset) : undefined))
  if (!mask.ok) {
    if (mask.error.code === 'no-fact' || mask.error.code === 'no-model-fact')
      return { ok: true, text: slicesText.needsPredictions }
    return { ok: false, text: mask.error.sentence }
  }
  const rows = mask.value.reduce((sum, one) => sum + one, 0)
  return { ok: true, text: slicesText.form.rows({ rows, all: dataset.schema.rows }) }
}

/** An example condition for this dataset. */
export function exampleCondition({ schema }: Pick<Dataset, 'schema'>): string {
  const number = schema.columns.find(({ type, name }) => type === 'number' && name !== schema.target)
  const category = schema.columns.find(({ type }) => type === 'category')
  const label = category?.type === 'category' ? category.values[0] : undefined
  const parts: Condition[] = [
    ...(number ? [{ column: number.name, is: '<' as const, value: 30 }] : []),
    ...(category && label ? [{ column: category.name, is: '=' as const, value: label }] : []),
  ]
  return printCondition(parts.length === 0 ? { column: 'number', is: '<=', value: 100 } : { all: parts })
}
