/** @file Field: a label next to its control, and one quiet line of help below. All fields of the kit share this frame. */
import type { ReactNode } from 'react'
import styles from './field.module.css'

export interface FieldLook {
  readonly label: string
  /** `row`: label left, control right. `stack`: label above. `bare`: the label is only spoken. */
  readonly layout?: 'row' | 'stack' | 'bare'
  /** One quiet line under the control. */
  readonly help?: string
  readonly disabled?: boolean
}

/** A field as shown: its help may be a problem. */
export interface ShownLook extends FieldLook {
  readonly tone?: 'bad'
}

/** The frame of a field; `control` is the id its label points at, `${control}-help` the id of its help. */
export function Field({
  look,
  control,
  children,
}: {
  readonly look: ShownLook
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
            ref={look.tone === 'bad' ? bringIntoView : undefined}
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

/** A problem has to be visible, even at the end of a list that scrolls. */
function bringIntoView(said: HTMLElement | null): void {
  said?.scrollIntoView({ block: 'nearest' })
}

/** The name and the description of a control in a field, as attributes. */
export function naming(look: FieldLook, control: string): Readonly<Record<string, string>> {
  return {
    ...(look.layout === 'bare' ? { 'aria-label': look.label } : {}),
    ...(look.help ? { 'aria-describedby': `${control}-help` } : {}),
  }
}
