/** @file SpecFields: a form field for each parameter of a spec. Advanced parameters are in a collapsed section. */
import type { ReactNode } from 'react'
import { planFormsText as text } from '../../messages/en/build/plan-forms'
import type { ParamSpec, ParamSpecs, ParamValue } from '../../catalog/params'
import { NumberField } from '../kit/number-field'
import { Select } from '../kit/select'
import { Switch } from '../kit/switch'
import { TextField } from '../kit/text-field'
import styles from './plan-forms.module.css'

export interface SpecFieldsProps {
  readonly specs: ParamSpecs
  /** A missing value means that the parameter has its default. */
  readonly values: Readonly<Record<string, ParamValue>>
  readonly onChange: (name: string, value: ParamValue) => void
}

/** The fields of all parameters. */
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
  const labels = { label: spec.label, ...(spec.help ? { help: spec.help } : {}) }
  switch (spec.type) {
    case 'int':
    case 'float':
      return (
        <NumberField
          {...labels}
          value={Number(value)}
          min={spec.min}
          max={spec.max}
          integer={spec.type === 'int'}
          {...(spec.type === 'float' && spec.step ? { step: spec.step } : {})}
          onChange={onChange}
        />
      )
    case 'flag':
      return <Switch {...labels} value={value === true} onChange={onChange} />
    case 'choice':
      return (
        <Select
          {...labels}
          value={String(value)}
          options={spec.options.map((option) => ({ value: option, title: spec.labels?.[option] ?? option }))}
          onChange={onChange}
        />
      )
    case 'text':
      return <TextField {...labels} value={String(value)} maxLength={spec.maxLength} onChange={onChange} />
    case 'window':
    case 'ints':
    case 'columns':
      // Parameters of these types (shapes and input columns) occur only in layers.
      return null
    default:
      return spec satisfies never
  }
}
