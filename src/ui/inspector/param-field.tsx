/** @file ParamField: the control of one parameter, derived from its spec by one closed switch. */
import { useState } from 'react'
import { formatMessage } from '../../messages/message'
import { type ParamSpec, type ParamValue, problemOf } from '../../catalog/params'
import { NumberField } from '../kit/number-field'
import { Segmented } from '../kit/segmented'
import { Select } from '../kit/select'
import { Switch } from '../kit/switch'
import { TextField } from '../kit/text-field'
import { useLit } from '../kit/use-lit'
import { ColumnsField } from './columns-field'
import styles from './inspector.module.css'
import { optionWords, readInts, readWindow, windowText } from './value-text'

export interface ParamFieldProps {
  readonly spec: ParamSpec
  readonly value: ParamValue
  readonly onChange: (value: ParamValue) => void
}

/** A field, with its help shown while it is in use. */
export function ParamField(props: ParamFieldProps) {
  const { help } = props.spec
  const { lit, onFocus, onBlur } = useLit()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the control inside has the focus; only the help follows it
    <div className={styles.param} data-lit={lit ? '' : undefined} onFocus={onFocus} onBlur={onBlur}>
      <Control {...props} />
      {help && <p className={styles.help}>{help}</p>}
    </div>
  )
}

function Control({ spec, value, onChange }: ParamFieldProps) {
  switch (spec.type) {
    case 'int':
      return (
        <NumberField
          label={spec.label}
          integer
          min={spec.min}
          max={spec.max}
          value={Number(value)}
          onChange={onChange}
        />
      )
    case 'float': {
      const step = spec.step === undefined ? {} : { step: spec.step }
      return (
        <NumberField
          label={spec.label}
          min={spec.min}
          max={spec.max}
          {...step}
          value={Number(value)}
          onChange={onChange}
        />
      )
    }
    case 'flag':
      return <Switch label={spec.label} value={value === true} onChange={onChange} />
    case 'choice': {
      const options = spec.options.map((option) => ({
        value: option,
        title: spec.labels?.[option] ?? optionWords(option),
      }))
      const few = options.length <= 3 && options.every(({ title }) => title.length <= 9)
      const Choice = few ? Segmented : Select
      return <Choice label={spec.label} value={String(value)} options={options} onChange={onChange} />
    }
    case 'window':
      return (
        <Typed
          spec={spec}
          shown={windowText(value as number | readonly number[], spec.axes)}
          read={readWindow}
          onChange={onChange}
        />
      )
    case 'ints':
      return <Typed spec={spec} shown={(value as readonly number[]).join(' × ')} read={readInts} onChange={onChange} />
    case 'text':
      return <Typed spec={spec} shown={String(value)} read={(text) => text} onChange={onChange} />
    case 'columns':
      return <ColumnsField label={spec.label} value={value as readonly string[]} onChange={onChange} />
    default:
      return spec satisfies never
  }
}

interface TypedProps {
  readonly spec: ParamSpec
  readonly shown: string
  readonly read: (text: string) => ParamValue
  readonly onChange: (value: ParamValue) => void
}

/** Typed values: what does not fit is not taken, and the field says why. */
function Typed({ spec, shown, read, onChange }: TypedProps) {
  const [problem, setProblem] = useState('')
  const take = (text: string) => {
    const value = read(text)
    const refused = problemOf(spec, value)
    setProblem(refused ? formatMessage(refused) : '')
    if (!refused) onChange(value)
  }
  return <TextField label={spec.label} value={shown} onChange={take} {...(problem ? { problem } : {})} />
}
