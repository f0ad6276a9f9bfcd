/** @file Exports a dataset as a file. */
import { useEffect, useRef, useState } from 'react'
import { versionsText as text } from '../../../../messages/en/data/versions'
import type { DatasetDef } from '../../../../catalog/dataset-def'
import { type ExportFormat, exportFormats } from '../../../../storage/export-dataset'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import { fileName, saveBlob } from '../../../shell/browser-files'
import { useStudio } from '../../../studio-context'
import styles from '../../pages.module.css'
import layout from './versions.module.css'

type Status =
  | { readonly tone: 'good' | 'bad'; readonly text: string }
  /** `done` is the progress from 0 to 1. */
  | { readonly tone: 'busy'; readonly text: string; readonly done: number; readonly abort: AbortController }

/** A button for each format that suits the dataset. */
export function ExportSection({ def }: { readonly def: DatasetDef }) {
  const studio = useStudio()
  const [status, setStatus] = useState<Status>()
  const { id, title } = def.schema
  const open = useRef<AbortController>(undefined)
  // Leaving the tab cancels the export.
  useEffect(() => () => open.current?.abort(), [])
  async function save({ id: format, ending, type, title: called }: ExportFormat): Promise<void> {
    const abort = new AbortController()
    const { signal } = abort
    open.current = abort
    setStatus({ tone: 'busy', text: text.exporting.writing({ format: called }), done: 0, abort })
    const onProgress = (done: number) => setStatus((now) => (now?.tone === 'busy' ? { ...now, done } : now))
    try {
      const args = { dataset: id, format, signal, onProgress, blob: true }
      const file = await studio.run('dataset.export', args)
      if (signal.aborted) return
      const name = fileName(title, ending)
      const blob = new Blob([file], { type })
      saveBlob(name, blob)
      setStatus({ tone: 'good', text: text.exporting.written({ file: name, bytes: blob.size }) })
    } catch (error) {
      if (!signal.aborted) setStatus({ tone: 'bad', text: error instanceof Error ? error.message : String(error) })
    }
  }
  return (
    <section className={styles.part} aria-label={text.exporting.title}>
      <div className={styles.title}>
        <h3>{text.exporting.title}</h3>
        <span role="status" data-tone={status?.tone} className={layout.notice}>
          {status?.text ?? text.exporting.about}
        </span>
      </div>
      {status?.tone === 'busy' && (
        <div className={layout.writing}>
          <Progress label={status.text} share={status.done} text={text.exporting.progress({ share: status.done })} />
          <Button
            size="small"
            onClick={() => {
              status.abort.abort()
              setStatus({ tone: 'good', text: text.exporting.canceled })
            }}
          >
            {text.exporting.cancel}
          </Button>
        </div>
      )}
      <ul className={layout.formats}>
        {exportFormats
          .filter(({ supports: fits }) => fits(def.schema))
          .map((format) => (
            <li key={format.id}>
              <Button size="small" icon="download" disabled={status?.tone === 'busy'} onClick={() => void save(format)}>
                {format.title}
              </Button>
              <span className={styles.soft}>{format.about}</span>
            </li>
          ))}
      </ul>
    </section>
  )
}
