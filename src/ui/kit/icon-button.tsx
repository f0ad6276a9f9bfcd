/** @file IconButton: a button with an icon. A tooltip shows its name and shortcut on hover and on keyboard focus. */
import type { ComponentProps } from 'react'
import { classNames } from './button'
import { Icon, type IconName } from './icon'
import styles from './icon-button.module.css'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly label: string
  readonly icon: IconName
  readonly tone?: 'plain' | 'quiet' | 'primary'
  readonly size?: 'small' | 'medium'
  /** The button's shortcut as text, such as "Ctrl Z". */
  readonly keys?: string
  /** The side on which the tooltip appears. */
  readonly tip?: 'below' | 'above' | 'left' | 'right' | 'none'
}

/** A square button with an icon and an accessible name. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, tone = 'plain', size = 'medium', keys, tip = 'below', className, ...rest } = props
  return (
    <button
      type="button"
      aria-label={label}
      {...(keys ? { 'aria-keyshortcuts': keys.replace(/^Ctrl /, 'Control+').replaceAll(' ', '+') } : {})}
      {...rest}
      data-tip={keys ? `${label}, ${keys}` : label}
      className={classNames(styles.button, styles[tone], styles[size], tip !== 'none' && styles[tip], className)}
    >
      <Icon name={icon} size={size === 'small' ? 14 : 16} />
    </button>
  )
}
