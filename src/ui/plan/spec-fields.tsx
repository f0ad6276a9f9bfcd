/** @file SpecFields: a field for each parameter of a spec; advanced ones are folded away. */
import type { ReactNode } from 'react'
import { planFormsText as text } from '../../messages/en/build/plan-forms'
import type { ParamSpec, ParamSpecs, ParamValue } from '../../catalog/params'
import { NumberField } from '../kit/number-field'
import { Select } from '../kit/select'
import { Switch } from '../kit/switch'
import { TextField } from '../kit/text-field'
import styles from './plan-forms.module.css'

interface SpecFieldsProps {
  readonly specs: ParamSpecs
  /** A missing value is the default. */
  readonly values: Readonly<Record<string, ParamValue>>
  readonly onChange: (name: string, value: ParamValue) => void
}

/** A field for each parameter. */
export function SpecFields({ specs, values, onChange }: SpecFieldsProps): ReactNode {
  const fields = Object.entries(specs).map(([name, spec]) => ({ name, spec }))
  const show = ({ name, spec }: { readonly name: string; readonly spec: ParamSpec }) => (
    <ParamField
      key={name}
      spec={spec}
      value={values[name] ?? spec.default}
      onChange={(value) => onChange(name, value)}
    />
  )
  return (
    <>
      {fields.filter(({ spec }) => !spec.advanced).map(show)}
      {fields.some(({ spec }) => spec.advanced) && (
        <details className={styles.more}>
          <summary>{text.advanced}</summary>
          {fields.filter(({ spec }) => spec.advanced).map(show)}
        </details>
      )}
    </>
  )
}

interface ParamFieldProps {
  readonly spec: ParamSpec
  readonly value: ParamValue
  readonly onChange: (value: ParamValue) => void
}

function ParamField({ spec, value, onChange }: ParamFieldProps) {
  const look = { label: spec.label, ...(spec.help ? { help: spec.help } : {}) }
  switch (spec.type) {
    case 'int':
    case 'float':
      return (
        <NumberField
          {...look}
          value={Number(value)}
          min={spec.min}
          max={spec.max}
          integer={spec.type === 'int'}
          {...(spec.type === 'float' && spec.step ? { step: spec.step } : {})}
          onChange={onChange}
        />
      )
    case 'flag':
      return <Switch {...look} value={value === true} onChange={onChange} />
    case 'choice':
      return (
        <Select
          {...look}
          value={String(value)}
          options={spec.options.map((option) => ({ value: option, title: spec.labels?.[option] ?? option }))}
          onChange={onChange}
        />
      )
    case 'text':
      return <TextField {...look} value={String(value)} maxLength={spec.maxLength} onChange={onChange} />
    case 'window':
    case 'ints':
    case 'columns':
      // Only layers have these: shapes, and columns of inputs.
      return null
    default:
      return spec satisfies never
  }
}
