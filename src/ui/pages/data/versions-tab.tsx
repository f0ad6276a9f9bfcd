/** @file Versions tab: the edit history of a dataset, its versions and where they are used, its card, and its export. */
import { datasetTabsText } from '../../../messages/en/data/dataset-tabs'
import type { DatasetDef } from '../../../catalog/dataset-def'
import { useSelect } from '../../studio-context'
import { ImportDatasetFiles } from '../../plan/import-dataset-files'
import styles from '../pages.module.css'
import { CardPart } from './versions/card-part'
import { EditsPart } from './versions/edits-part'
import { ExportPart } from './versions/export-part'
import { FamilyPart } from './versions/family-part'
import { RemovePart } from './versions/remove-part'
import { UsesPart } from './versions/uses-part'
import { VersionsPart } from './versions/versions-part'

const text = datasetTabsText.versions

/** Shows everything about a dataset except its rows. */
export default function VersionsTab({ def }: { readonly def: DatasetDef }) {
  const { id } = def.schema
  const record = useSelect((state) => state.sets.sets.find((one) => one.id === id))
  const inUse = useSelect((state) => state.project.data.dataset === id)
  if (!record)
    return (
      <>
        <section className={styles.part} aria-label={text.edits}>
          <div className={styles.title}>
            <h3>{text.edits}</h3>
          </div>
          <p className={styles.soft}>{def.rows.kind === 'kept' ? text.notHere : text.builtIn}</p>
          {def.rows.kind === 'kept' && inUse && <ImportDatasetFiles />}
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
