/** @file The first step of the import dialog: choosing files, and which files would restore a missing dataset. */
import { importText } from '../../../../messages/en/data/import'
import { useId, useState } from 'react'
import type { GivenFile } from '../../../../studio/data/input-file'
import { Button } from '../../../kit/button'
import kit from '../../../kit/kit.module.css'
import styles from './import.module.css'
import { pastedFile, pickFiles } from './dropped-files'
import type { Importing } from './use-import'

const text = importText.choose

/** The three ways to provide files. */
export function ChooseFiles({ onFiles }: { readonly onFiles: (files: readonly GivenFile[]) => void }) {
  const [table, setTable] = useState('')
  const id = useId()
  const read = (pasted: string) => {
    if (pasted.trim() !== '') onFiles([pastedFile(pasted)])
  }
  return (
    <div className={kit.stackWide}>
      <div className={`${kit.stackWide} ${styles.zone}`}>
        <p>{text.drop}</p>
        <div className={`${kit.wrap} ${kit.center}`}>
          <Button tone="primary" onClick={() => void pickFiles('files').then(onFiles)}>
            {text.files}
          </Button>
          <Button onClick={() => void pickFiles('folder').then(onFiles)}>{text.folder}</Button>
        </div>
        <p className={kit.soft}>{text.formats}</p>
      </div>
      <div className={`${kit.stack} ${kit.top} ${styles.paste}`}>
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

const MAX_NAMED = 8

/** Shows the dataset and the columns by which its files can be recognized. */
export function RestoreNote({ importing: { missing } }: { readonly importing: Importing }) {
  if (!missing) return null
  const { title, schema } = missing
  const columns = schema.columns.slice(0, MAX_NAMED).map(({ name }) => name)
  const more = schema.columns.length - columns.length
  const about = { dataset: title, columns }
  return (
    <p className={styles.about}>
      {more > 0 ? importText.longRestoreNote({ ...about, more }) : importText.restoreNote(about)}
    </p>
  )
}
