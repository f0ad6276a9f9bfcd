/**
 * @file TryForm: one field for each input column of the model: a slider, a select box, a text field or a drawing pad.
 */
import { urlText } from '../../../../messages/en/operate/url'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import type { TensorMeta } from '../../../../serving/http/model-metadata'
import { NumberField } from '../../../kit/number-field'
import { Select } from '../../../kit/select'
import { TextField } from '../../../kit/text-field'
import type { TryValue, TryValues } from './infer-request'
import { SliderField } from './slider-field'
import { TryPad } from './request-image-pad'

export interface TryFormProps {
  readonly meta: ModelMeta
  readonly values: TryValues
  readonly onChange: (values: TryValues) => void
}

/** The form for a request with one row. */
export function TryForm({ meta, values, onChange }: TryFormProps) {
  return meta.table.map((column) => (
    <Column
      key={column.name}
      column={column}
      value={values[column.name] ?? ''}
      onChange={(value) => onChange({ ...values, [column.name]: value })}
    />
  ))
}

interface ColumnProps {
  readonly column: TensorMeta
  readonly value: TryValue
  readonly onChange: (value: TryValue) => void
}

function Column({ column, value, onChange }: ColumnProps) {
  const { name, datatype, shape, labels, range } = column
  const label = name.replaceAll('_', ' ')
  if (shape.length === 4 && Array.isArray(value)) {
    return <TryPad name={name} shape={shape.slice(1)} value={value as readonly number[]} onChange={onChange} />
  }
  if (shape.length > 1) {
    const numbers = Array.isArray(value) ? (value as readonly number[]) : []
    return (
      <TextField
        label={label}
        layout="stack"
        help={urlText.try.numbers({ n: numbers.length })}
        value={numbers.join(' ')}
        onChange={(text) =>
          onChange(
            text
              .split(/[\s,;]+/)
              .filter(Boolean)
              .map(Number),
          )
        }
      />
    )
  }
  if (labels) {
    return (
      <Select
        label={label}
        layout="stack"
        value={String(value)}
        options={labels.map((one) => ({ value: one, title: one }))}
        onChange={onChange}
      />
    )
  }
  if (datatype === 'BYTES') {
    return <TextField label={label} layout="stack" value={String(value)} onChange={onChange} />
  }
  if (!range) {
    return <NumberField label={label} layout="stack" value={Number(value)} min={-1e9} max={1e9} onChange={onChange} />
  }
  return <SliderField label={label} value={Number(value)} min={range[0]} max={range[1]} onSlide={onChange} />
}
