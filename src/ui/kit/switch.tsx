/** @file Switch: turns something on or off, with immediate effect. */
import { Switch as Base } from '@base-ui/react/switch'
import { useId } from 'react'
import { Field, type FieldProps, ariaAttributes } from './field'
import styles from './switch.module.css'

export interface SwitchProps extends FieldProps {
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}

/** An on/off switch. */
export function Switch({ value, onChange, ...look }: SwitchProps) {
  const id = useId()
  return (
    <Field look={look} control={id}>
      <Base.Root
        id={id}
        className={styles.track}
        checked={value}
        disabled={look.disabled === true}
        onCheckedChange={(next) => onChange(next)}
        {...(look.layout === 'bare' ? {} : { 'aria-labelledby': `${id}-label` })}
        {...ariaAttributes(look, id)}
      >
        <Base.Thumb className={styles.thumb} />
      </Base.Root>
    </Field>
  )
}
