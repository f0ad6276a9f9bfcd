/**
 * @file New slice: a form with a condition and a name. While the user types, it shows how many rows match or what is
 * wrong.
 */
import { type FormEvent, useId, useMemo, useState } from 'react'
import { slicesText } from '../../../../messages/en/slices'
import { ok } from '../../../../base/result'
import { normalizeCondition, type Notation } from '../../../../data/parse-entered-values'
import type { Slice } from '../../../../data/condition'
import { maskOf } from '../../../../data/evaluate-condition'
import { readCondition } from '../../../../data/condition-text'
import type { Dataset, Split } from '../../../../data/dataset'
import { splitAsColumn } from '../../../../data/virtual-columns'
import { Button } from '../../../kit/button'
import { TextField } from '../../../kit/text-field'
import { useStudio } from '../../../studio-context'
import { useNotation } from '../rows/row-conditions'
import styles from './slices.module.css'

export interface NewSliceProps {
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
export function NewSlice({ dataset, split, slices }: NewSliceProps) {
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
      setRefused(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <form className={styles.form} aria-label={slicesText.form.label} onSubmit={(event) => void keep(event)}>
      <TextField
        label={slicesText.form.condition}
        layout="stack"
        placeholder={example(dataset)}
        isCode
        maxLength={2000}
        reportOn="typing"
        value={where}
        onChange={(text) => {
          setWhere(text)
          setRefused(undefined)
        }}
      />
      <TextField
        label={slicesText.form.name}
        layout="stack"
        maxLength={80}
        reportOn="typing"
        value={name}
        onChange={setName}
      />
      <Button type="submit" tone="primary" disabled={!verdict?.ok || name.trim() === ''}>
        {taken ? slicesText.form.replace : slicesText.form.save}
      </Button>
      <p
        id={`${id}-verdict`}
        role="status"
        className={styles.status}
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
function example({ schema }: Dataset): string {
  const quoted = (name: string) => (/^[\w-]+$/.test(name) ? name : `"${name}"`)
  const number = schema.columns.find(({ type, name }) => type === 'number' && name !== schema.target)
  const category = schema.columns.find(({ type }) => type === 'category')
  const parts = [
    number ? `${quoted(number.name)} < 30` : '',
    category?.type === 'category' && category.values[0] ? `${quoted(category.name)} = "${category.values[0]}"` : '',
  ]
  return parts.filter((part) => part !== '').join(' and ') || 'number <= 100'
}
