/** @file Field: the layout shared by all fields of the kit: a label, the control, and one line of help text below. */
import type { ReactNode } from 'react'
import styles from './field.module.css'

export interface FieldProps {
  readonly label: string
  /** `row`: label in front of the control. `stack`: label above the control. `bare`: label only for screen readers. */
  readonly layout?: 'row' | 'stack' | 'bare'
  /** A single line of help text below the control. */
  readonly help?: string
  readonly disabled?: boolean
}

/** A field whose help line can show a problem instead. */
export interface ShownFieldProps extends FieldProps {
  readonly tone?: 'bad'
}

/**
 * The layout of a field. `control` is the id of the control element; the help element gets the id `${control}-help`.
 */
export function Field({
  look,
  control,
  children,
}: {
  readonly look: ShownFieldProps
  readonly control: string
  readonly children: ReactNode
}) {
  const { label, layout = 'row', help } = look
  return (
    <div className={styles[layout]}>
      {layout !== 'bare' && (
        <label id={`${control}-label`} htmlFor={control} className={styles.label}>
          {label}
        </label>
      )}
      <div className={styles.control}>
        {children}
        {help && (
          <p
            key={look.tone}
            ref={look.tone === 'bad' ? scrollIntoView : undefined}
            id={`${control}-help`}
            className={styles.help}
            data-tone={look.tone}
          >
            {help}
          </p>
        )}
      </div>
    </div>
  )
}

/** Scrolls a problem message into view, because it may be at the end of a scrollable list. */
function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

/** ARIA attributes that provide a control's accessible name and description. */
export function ariaAttributes(look: FieldProps, control: string): Readonly<Record<string, string>> {
  return {
    ...(look.layout === 'bare' ? { 'aria-label': look.label } : {}),
    ...(look.help ? { 'aria-describedby': `${control}-help` } : {}),
  }
}

export interface Option<V extends string = string> {
  readonly value: V
  readonly title: string
  /** A one-sentence description. */
  readonly about?: string
  readonly disabled?: boolean
  /** A badge with the number of pending items; red if urgent. */
  readonly badge?: { readonly count: number; readonly isUrgent: boolean }
}
