/** @file IconButton: an icon as a button; its name and shortcut show on hover and on focus. */
import type { ComponentProps } from 'react'
import { join } from './button'
import { Icon, type IconName } from './icon'
import styles from './icon-button.module.css'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly label: string
  readonly icon: IconName
  readonly tone?: 'plain' | 'quiet' | 'primary'
  readonly size?: 'small' | 'medium'
  /** Its keys, as people write them: Ctrl Z. */
  readonly keys?: string
  /** Where the tip goes. */
  readonly tip?: 'below' | 'above' | 'left' | 'right' | 'none'
}

/** A square button with an icon, and a name for screen readers. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, tone = 'plain', size = 'medium', keys, tip = 'below', className, ...rest } = props
  return (
    <button
      type="button"
      aria-label={label}
      {...(keys ? { 'aria-keyshortcuts': keys.replace(/^Ctrl /, 'Control+').replaceAll(' ', '+') } : {})}
      {...rest}
      data-tip={keys ? `${label}, ${keys}` : label}
      className={join(styles.button, styles[tone], styles[size], tip !== 'none' && styles[tip], className)}
    >
      <Icon name={icon} size={size === 'small' ? 14 : 16} />
    </button>
  )
}
