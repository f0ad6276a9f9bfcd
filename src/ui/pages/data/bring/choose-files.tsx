/** @file Choosing: a place to drop on, files or a folder from this device, or a table that is pasted. */
import { useId, useState } from 'react'
import type { GivenFile } from '../../../../studio/given-file'
import { Button } from '../../../kit/button'
import styles from './bring.module.css'
import { pastedFile, pickFiles } from './dropped'

export interface ChooseFilesProps {
  readonly onFiles: (files: readonly GivenFile[]) => void
}

/** Where files come from. */
export function ChooseFiles({ onFiles }: ChooseFilesProps) {
  const [text, setText] = useState('')
  const id = useId()
  const read = (pasted: string) => {
    if (pasted.trim() !== '') onFiles([pastedFile(pasted)])
  }
  return (
    <div className={styles.choose}>
      <div className={styles.zone}>
        <p>Drop files, a folder or a zip anywhere on this page, or</p>
        <div className={styles.buttons}>
          <Button tone="primary" onClick={() => void pickFiles('files').then(onFiles)}>
            Choose files
          </Button>
          <Button onClick={() => void pickFiles('folder').then(onFiles)}>Choose a folder</Button>
        </div>
        <p className={styles.soft}>
          CSV, TSV, JSON lines, Parquet, Excel, NumPy (NPY, NPZ), IDX, pictures in a folder for each class or with a
          table of labels, texts in a folder for each class. All of it stays on this device.
        </p>
      </div>
      <div className={styles.paste}>
        <label htmlFor={id}>Or paste a table, as a spreadsheet copies it</label>
        <textarea
          id={id}
          rows={5}
          value={text}
          spellCheck={false}
          placeholder={'size\tweight\tkind\n1.2\t0.4\tsmall\n7.5\t3.1\tlarge'}
          onChange={(event) => setText(event.target.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain')
            // Into an empty field it is the whole table: nothing is left to say.
            if (text !== '' || !pasted.includes('\n')) return
            event.preventDefault()
            read(pasted)
          }}
        />
        <Button disabled={text.trim() === ''} onClick={() => read(text)}>
          Read this table
        </Button>
      </div>
    </div>
  )
}
