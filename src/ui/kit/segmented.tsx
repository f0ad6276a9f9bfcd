/**
 * @file Segmented: a few choices side by side, as segments or as the tabs of a page. It is based on radio buttons, so
 * arrow keys and screen readers work as usual.
 */
import { useId } from 'react'
import { classNames } from './button'
import type { FieldProps, Option } from './field'
import fields from './field.module.css'
import styles from './segmented.module.css'

export interface SegmentedProps<V extends string> extends FieldProps {
  readonly value: V
  readonly options: readonly Option<V>[]
  readonly onChange: (value: V) => void
  readonly look?: 'segments' | 'tabs'
}

/** Selects one of a few choices, all of them visible. */
export function Segmented<V extends string>({
  value,
  options,
  onChange,
  look = 'segments',
  ...field
}: SegmentedProps<V>) {
  const id = useId()
  return (
    <div className={fields[field.layout ?? 'row']}>
      {field.layout !== 'bare' && (
        <span id={`${id}-label`} className={fields.label}>
          {field.label}
        </span>
      )}
      <div>
        <div
          role="radiogroup"
          className={classNames(styles.group, styles[look])}
          {...(field.layout === 'bare' ? { 'aria-label': field.label } : { 'aria-labelledby': `${id}-label` })}
          {...(field.help ? { 'aria-describedby': `${id}-help` } : {})}
        >
          {options.map((option) => (
            <label key={option.value} className={styles.choice} title={option.about}>
              <input
                type="radio"
                name={id}
                value={option.value}
                checked={option.value === value}
                {...(option.badge && option.about ? { 'aria-description': option.about } : {})}
                disabled={field.disabled === true || option.disabled === true}
                onChange={() => onChange(option.value)}
              />
              <span>
                {option.title}
                {option.badge && (
                  <b className={styles.waits} aria-hidden data-urgent={option.badge.isUrgent}>
                    {option.badge.count}
                  </b>
                )}
              </span>
            </label>
          ))}
        </div>
        {field.help && (
          <p id={`${id}-help`} className={fields.help}>
            {field.help}
          </p>
        )}
      </div>
    </div>
  )
}
