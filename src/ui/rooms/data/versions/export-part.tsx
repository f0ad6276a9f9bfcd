/** @file The files a set can leave as. */
import { useState } from 'react'
import { bytesWords } from '../../../../base/messages/words'
import type { DatasetDef } from '../../../../catalog/dataset-def'
import { type ExportFormat, exportFormats } from '../../../../storage/export-set'
import { Button } from '../../../kit/button'
import { fileName, saveBytes } from '../../../shell/files'
import { useStudio } from '../../../studio-context'
import styles from '../../rooms.module.css'
import layout from './versions.module.css'

type Told = { readonly tone: 'good' | 'bad' | 'busy'; readonly words: string }

/** A button a format that fits. */
export function ExportPart({ def }: { readonly def: DatasetDef }) {
  const studio = useStudio()
  const [told, setTold] = useState<Told>()
  const { id, title } = def.schema
  async function save({ id: format, ending, type, title: called }: ExportFormat): Promise<void> {
    setTold({ tone: 'busy', words: `Writing ${called}…` })
    try {
      const bytes = (await studio.run('set.export', { set: id, format })) as Uint8Array<ArrayBuffer>
      const name = fileName(title, ending)
      saveBytes(name, bytes, type)
      setTold({ tone: 'good', words: `${name}, ${bytesWords(bytes.length)}` })
    } catch (error) {
      setTold({ tone: 'bad', words: error instanceof Error ? error.message : String(error) })
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
