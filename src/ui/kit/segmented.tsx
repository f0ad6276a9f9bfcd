/**
 * @file Segmented: two to four choices side by side. It is based on radio buttons, so arrow keys and screen readers
 * work as usual.
 */
import { useId } from 'react'
import type { FieldProps, Option } from './field'
import fields from './field.module.css'
import styles from './segmented.module.css'

export interface SegmentedProps<V extends string> extends FieldProps {
  readonly value: V
  readonly options: readonly Option<V>[]
  readonly onChange: (value: V) => void
}

/** Selects one of a few choices, all of them visible. */
export function Segmented<V extends string>({ value, options, onChange, ...look }: SegmentedProps<V>) {
  const id = useId()
  return (
    <div className={fields[look.layout ?? 'row']}>
      {look.layout !== 'bare' && (
        <span id={`${id}-label`} className={fields.label}>
          {look.label}
        </span>
      )}
      <div>
        <div
          role="radiogroup"
          className={styles.group}
          {...(look.layout === 'bare' ? { 'aria-label': look.label } : { 'aria-labelledby': `${id}-label` })}
          {...(look.help ? { 'aria-describedby': `${id}-help` } : {})}
        >
          {options.map((option) => (
            <label key={option.value} className={styles.choice} title={option.about}>
              <input
                type="radio"
                name={id}
                value={option.value}
                checked={option.value === value}
                {...(option.badge && option.about ? { 'aria-description': option.about } : {})}
                disabled={look.disabled === true || option.disabled === true}
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
        {look.help && (
          <p id={`${id}-help`} className={fields.help}>
            {look.help}
          </p>
        )}
      </div>
    </div>
  )
}
