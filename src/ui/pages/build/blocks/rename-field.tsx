/** @file RenameField: a block's name, which becomes a text field while the user renames it. */
import { useState } from 'react'
import { blocksText as text } from '../../../../messages/en/build/blocks'
import { IconButton } from '../../../kit/icon-button'
import { TextField } from '../../../kit/text-field'
import styles from './blocks.module.css'

interface RenameFieldProps {
  readonly name: string
  readonly onName: (name: string) => void
}

/** A name with an Edit button. */
export function RenameField({ name, onName }: RenameFieldProps) {
  // Undefined until the field is opened for the first time. When the field closes, the edit button gets the focus.
  const [isOpen, setIsOpen] = useState<boolean>()
  if (!isOpen) {
    return (
      <span className={styles.named}>
        <b className={styles.name}>{name}</b>
        <IconButton
          label={text.rename({ name })}
          icon="edit"
          size="small"
          tone="quiet"
          tip="none"
          autoFocus={isOpen === false}
          onClick={() => setIsOpen(true)}
        />
      </span>
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field inside has the focus and closes when it loses it.
    <span
      className={styles.named}
      ref={focusField}
      onBlur={() => setIsOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        event.stopPropagation()
        // The edit button gets the focus next and must not also receive this key press.
        event.preventDefault()
        setIsOpen(false)
      }}
    >
      <TextField label={text.newName({ name })} layout="bare" value={name} maxLength={100} onChange={onName} />
    </span>
  )
}

function focusField(box: HTMLElement | null): void {
  const field = box?.querySelector('input')
  field?.focus()
  field?.select()
}
