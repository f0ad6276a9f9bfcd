/** @file Select: selects one of many choices from a drop-down list; typing jumps to the first match. */
import { Select as Base } from '@base-ui/react/select'
import { useId } from 'react'
import { classNames } from './button'
import { ariaAttributes, Field, type FieldProps, type Option } from './field'
import fields from './field.module.css'
import { FocusGuards } from './focus'
import { Icon } from './icon'
import kit from './kit.module.css'
import styles from './popup.module.css'

export interface SelectProps<V extends string> extends FieldProps {
  readonly value: V
  readonly options: readonly Option<V>[]
  readonly onChange: (value: V) => void
}

/** Selects one of many choices. Not modal, so the page behind it stays available to assistive technology. */
export function Select<V extends string>({ value, options, onChange, ...look }: SelectProps<V>) {
  const id = useId()
  const items = options.map((option) => ({ value: option.value, label: option.title }))
  return (
    <Field look={look} control={id}>
      <Base.Root
        items={items}
        value={value}
        modal={false}
        disabled={look.disabled === true}
        onValueChange={(next) => {
          if (next !== null && next !== value) onChange(next as V)
        }}
      >
        <Base.Trigger
          id={id}
          className={classNames(fields.box, styles.trigger)}
          {...(look.layout === 'bare' ? {} : { 'aria-labelledby': `${id}-label` })}
          {...ariaAttributes(look, id)}
        >
          <Base.Value
            className={`${kit.ellipsis} ${styles.value}`}
            title={items.find((item) => item.value === value)?.label}
          />
          <Base.Icon className={styles.mark}>
            <Icon name="chevron" size={14} />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false} align="start">
            <Base.Popup className={styles.popup} style={{ minWidth: 'var(--anchor-width)' }}>
              <FocusGuards />
              <Base.List className={styles.list}>
                {options.map((option) => (
                  <Base.Item
                    key={option.value}
                    value={option.value}
                    disabled={option.disabled === true}
                    className={`${kit.row} ${styles.item}`}
                  >
                    <span className={styles.mark}>
                      <Base.ItemIndicator>
                        <Icon name="check" size={14} />
                      </Base.ItemIndicator>
                    </span>
                    <span className={styles.words}>
                      <Base.ItemText>{option.title}</Base.ItemText>
                      {option.about && <span className={styles.about}>{option.about}</span>}
                    </span>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Field>
  )
}
