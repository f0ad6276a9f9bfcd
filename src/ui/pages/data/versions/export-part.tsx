/** @file The files a set can leave as. */
import { useEffect, useRef, useState } from 'react'
import { byteSize } from '../../../../messages/format'
import type { DatasetDef } from '../../../../catalog/dataset-def'
import { type ExportFormat, exportFormats } from '../../../../storage/export-dataset'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import { fileName, saveBlob } from '../../../shell/files'
import { useStudio } from '../../../studio-context'
import styles from '../../pages.module.css'
import layout from './versions.module.css'

type Told =
  | { readonly tone: 'good' | 'bad'; readonly words: string }
  /** From 0 to 1. */
  | { readonly tone: 'busy'; readonly words: string; readonly done: number; readonly abort: AbortController }

/** A button a format that fits. */
export function ExportPart({ def }: { readonly def: DatasetDef }) {
  const studio = useStudio()
  const [told, setTold] = useState<Told>()
  const { id, title } = def.schema
  const open = useRef<AbortController>(undefined)
  // Who leaves the tab gives up what is being written.
  useEffect(() => () => open.current?.abort(), [])
  async function save({ id: format, ending, type, title: called }: ExportFormat): Promise<void> {
    const abort = new AbortController()
    const { signal } = abort
    open.current = abort
    setTold({ tone: 'busy', words: `Writing ${called}`, done: 0, abort })
    const onProgress = (done: number) => setTold((now) => (now?.tone === 'busy' ? { ...now, done } : now))
    try {
      const args = { dataset: id, format, signal, onProgress, blob: true }
      const file = (await studio.run('dataset.export', args)) as Blob
      if (signal.aborted) return
      const name = fileName(title, ending)
      saveBlob(name, new Blob([file], { type }))
      setTold({ tone: 'good', words: `${name}, ${byteSize(file.size)}` })
    } catch (error) {
      if (!signal.aborted) setTold({ tone: 'bad', words: error instanceof Error ? error.message : String(error) })
    }
  }
  return (
    <section className={styles.part} aria-label="Export">
      <div className={styles.title}>
        <h3>Export</h3>
        <span role="status" data-tone={told?.tone} className={layout.told}>
          {told?.words ?? 'as it stands, all rows'}
        </span>
      </div>
      {told?.tone === 'busy' && (
        <div className={layout.writing}>
          <Progress label={told.words} share={told.done} words={`${Math.round(100 * told.done)} %`} />
          <Button
            size="small"
            onClick={() => {
              told.abort.abort()
              setTold({ tone: 'good', words: 'Given up; no file was written.' })
            }}
          >
            Cancel
          </Button>
        </div>
      )}
      <ul className={layout.formats}>
        {exportFormats
          .filter(({ fits }) => fits(def.schema))
          .map((format) => (
            <li key={format.id}>
              <Button size="small" icon="download" disabled={told?.tone === 'busy'} onClick={() => void save(format)}>
                {format.title}
              </Button>
              <span className={styles.soft}>{format.about}</span>
            </li>
          ))}
      </ul>
    </section>
  )
}
