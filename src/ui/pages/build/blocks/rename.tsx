/** @file Rename: the name of a block, and a field in its place while it is given another. */
import { useState } from 'react'
import { IconButton } from '../../../kit/icon-button'
import { TextField } from '../../../kit/text-field'
import styles from './blocks.module.css'

interface RenameProps {
  readonly name: string
  readonly onName: (name: string) => void
}

/** A name with a pencil beside it. */
export function Rename({ name, onName }: RenameProps) {
  // Undefined until it was open once: whoever closes it goes on at its pencil.
  const [open, setOpen] = useState<boolean>()
  if (!open) {
    return (
      <span className={styles.named}>
        <b className={styles.name}>{name}</b>
        <IconButton
          label={`Rename ${name}`}
          icon="edit"
          size="small"
          tone="quiet"
          tip="none"
          autoFocus={open === false}
          onClick={() => setOpen(true)}
        />
      </span>
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field inside has the focus; it closes when that leaves.
    <span
      className={styles.named}
      ref={takeFocus}
      onBlur={() => setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        event.stopPropagation()
        // Or the pencil, which has the focus next, would be pressed by the same key.
        event.preventDefault()
        setOpen(false)
      }}
    >
      <TextField label={`New name of ${name}`} layout="bare" value={name} maxLength={100} onChange={onName} />
    </span>
  )
}

function takeFocus(box: HTMLElement | null): void {
  const field = box?.querySelector('input')
  field?.focus()
  field?.select()
}
