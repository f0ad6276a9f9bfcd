/** @file NoteParam: a parameter of a note; what it names is chosen from what this service has. */
import type { ParamSpec, ParamValue } from '../../../../catalog/params'
import { operatorsFor, type ScoreSubject } from '../../../../ops/scenario/check-idle'
import { ParamField } from '../../../inspector/param-field'
import { optionWords } from '../../../inspector/value-text'
import { Select } from '../../../kit/select'
import { TextField } from '../../../kit/text-field'
import { useScoreSubject } from './use-score-subject'

export interface NoteParamProps {
  /** Of the note. */
  readonly kind: string
  readonly name: string
  readonly spec: ParamSpec
  readonly value: ParamValue
  /** Of a drift: by which operator. */
  readonly operator: string
  readonly onChange: (value: ParamValue) => void
}

/** A field; a list where there is something to choose from. */
export function NoteParam({ kind, name, spec, value, operator, onChange }: NoteParamProps) {
  const subject = useScoreSubject()
  const of = subject && optionsOf(subject, kind, name, operator)
  if (!of) return <ParamField spec={spec} value={value} onChange={onChange} />
  const shown = String(value)
  const known = of.options.includes(shown)
  // What stands in the note is shown, whether or not it is there.
  const options = [...(of.none === undefined ? [] : ['']), ...of.options, ...(known || shown === '' ? [] : [shown])]
  return (
    <>
      <Select
        label={spec.label}
        value={shown}
        options={options.map((option) => ({
          value: option,
          title: option === '' ? (of.none ?? '') : of.words(option),
        }))}
        onChange={onChange}
      />
      {kind === 'share' && !subject.world && (
        <TextField
          label="Or a condition"
          value={known ? '' : shown}
          onChange={(text) => text !== '' && onChange(text)}
        />
      )}
    </>
  )
}

interface Options {
  readonly options: readonly string[]
  /** What no name stands for. */
  readonly none?: string
  words(option: string): string
}

const asIs = (option: string) => option

function optionsOf(subject: ScoreSubject, kind: string, name: string, operator: string): Options | undefined {
  const columns = subject.columns.map((column) => column.name)
  switch (name) {
    case 'slice':
      return { options: subject.slices, none: kind === 'deploy' ? 'The smallest' : 'Choose one', words: asIs }
    case 'operator':
      return { options: operatorsFor(subject), words: optionWords }
    case 'column':
      if (operator === 'world' && subject.world)
        return { options: subject.world.drifts, none: 'Choose one', words: asIs }
      return { options: columns, none: NONE[kind] ?? 'All that it can change', words: asIs }
    default:
      return undefined
  }
}

const NONE: Readonly<Record<string, string>> = { missing: 'Choose one', stale: 'Choose one', schema: 'The first one' }
