/** @file Rename: the name of a block, with a field in its place while you rename it. */
import { useState } from 'react'
import { blocksText as text } from '../../../../messages/en/build/blocks'
import { IconButton } from '../../../kit/icon-button'
import { TextField } from '../../../kit/text-field'
import styles from './blocks.module.css'

interface RenameProps {
  readonly name: string
  readonly onName: (name: string) => void
}

/** A name with a pencil next to it. */
export function Rename({ name, onName }: RenameProps) {
  // Undefined until it was opened once: after closing, the pencil gets the focus.
  const [open, setOpen] = useState<boolean>()
  if (!open) {
    return (
      <span className={styles.named}>
        <b className={styles.name}>{name}</b>
        <IconButton
          label={text.rename({ name })}
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
        // Otherwise the same key would press the pencil, which gets the focus next.
        event.preventDefault()
        setOpen(false)
      }}
    >
      <TextField label={text.newName({ name })} layout="bare" value={name} maxLength={100} onChange={onName} />
    </span>
  )
}

function takeFocus(box: HTMLElement | null): void {
  const field = box?.querySelector('input')
  field?.focus()
  field?.select()
}
