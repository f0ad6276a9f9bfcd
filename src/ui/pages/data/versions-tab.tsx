/** @file Versions: the record of edits of a set, its versions, who uses them, its card, and the files it leaves as. */
import type { DatasetDef } from '../../../catalog/dataset-def'
import { useSelect } from '../../studio-context'
import { BringFiles } from '../../plan/bring-files'
import styles from '../pages.module.css'
import { CardPart } from './versions/card-part'
import { EditsPart } from './versions/edits-part'
import { ExportPart } from './versions/export-part'
import { FamilyPart } from './versions/family-part'
import { RemovePart } from './versions/remove-part'
import { UsesPart } from './versions/uses-part'
import { VersionsPart } from './versions/versions-part'

/** All that is known of a set beside its rows. */
export default function VersionsTab({ def }: { readonly def: DatasetDef }) {
  const { id } = def.schema
  const record = useSelect((state) => state.sets.sets.find((set) => set.id === id))
  const inUse = useSelect((state) => state.project.data.dataset === id)
  if (!record)
    return (
      <>
        <section className={styles.part} aria-label="Record of edits">
          <div className={styles.title}>
            <h3>Record of edits</h3>
          </div>
          <p className={styles.soft}>
            {def.rows.kind === 'kept'
              ? 'This set is not on this device. Its files bring it back as it was, with the edits that are known of it.'
              : 'A shipped set stays as it is. The first edit makes a set of your own from it, with every step recorded here.'}
          </p>
          {def.rows.kind === 'kept' && inUse && <BringFiles />}
        </section>
        <FamilyPart id={id} />
        {inUse && def.rows.kind !== 'kept' && <ExportPart def={def} />}
      </>
    )
  return (
    <>
      <EditsPart set={record} />
      <VersionsPart set={record} />
      <FamilyPart id={id} />
      <UsesPart set={record} />
      <CardPart set={record} />
      <ExportPart def={def} />
      <RemovePart set={record} />
    </>
  )
}
