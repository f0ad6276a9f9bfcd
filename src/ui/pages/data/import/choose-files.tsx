/** @file ChooseFiles: a drop zone, buttons for files or a folder, and a text field for pasting a table. */
import { importText } from '../../../../messages/en/data/import'
import { useId, useState } from 'react'
import type { GivenFile } from '../../../../studio/data/input-file'
import { Button } from '../../../kit/button'
import styles from './import.module.css'
import { pastedFile, pickFiles } from './dropped-files'

export interface ChooseFilesProps {
  readonly onFiles: (files: readonly GivenFile[]) => void
}

const text = importText.choose

/** The three ways to provide files. */
export function ChooseFiles({ onFiles }: ChooseFilesProps) {
  const [table, setTable] = useState('')
  const id = useId()
  const read = (pasted: string) => {
    if (pasted.trim() !== '') onFiles([pastedFile(pasted)])
  }
  return (
    <div className={styles.choose}>
      <div className={styles.zone}>
        <p>{text.drop}</p>
        <div className={styles.buttons}>
          <Button tone="primary" onClick={() => void pickFiles('files').then(onFiles)}>
            {text.files}
          </Button>
          <Button onClick={() => void pickFiles('folder').then(onFiles)}>{text.folder}</Button>
        </div>
        <p className={styles.soft}>{text.formats}</p>
      </div>
      <div className={styles.paste}>
        <label htmlFor={id}>{text.paste}</label>
        <textarea
          id={id}
          rows={5}
          value={table}
          spellCheck={false}
          placeholder={text.pasteExample}
          onChange={(event) => setTable(event.target.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain')
            // A table pasted into the empty field is complete, so it is read immediately.
            if (table !== '' || !pasted.includes('\n')) return
            event.preventDefault()
            read(pasted)
          }}
        />
        <Button disabled={table.trim() === ''} onClick={() => read(table)}>
          {text.read}
        </Button>
      </div>
    </div>
  )
}
