/** @file Button: a button with a label and an optional icon, in four tones. */
import type { ComponentProps } from 'react'
import styles from './button.module.css'
import { Icon, type IconName } from './icon'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'size'> {
  readonly tone?: 'plain' | 'primary' | 'bad' | 'quiet'
  readonly size?: 'small' | 'medium'
  readonly icon?: IconName
}

/** A button with a label. */
export function Button({ tone = 'plain', size = 'medium', icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={classNames(styles.button, styles[tone], styles[size], className)}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </button>
  )
}

/** Joins class names, skipping those that are unset. */
export function classNames(...names: readonly (string | undefined | false)[]): string {
  return names.filter(Boolean).join(' ')
}
