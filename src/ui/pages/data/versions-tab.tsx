/** @file Versions tab: the edit history of a dataset, its versions and where they are used, its card, and its export. */
import { datasetTabsText } from '../../../messages/en/data/dataset-tabs'
import type { DatasetDef } from '../../../catalog/dataset-def'
import { useSelect } from '../../studio-context'
import { ImportDatasetFiles } from '../../training-plan/import-dataset-files'
import styles from '../pages.module.css'
import { CardSection } from './versions/card-section'
import { EditsSection } from './versions/edits-section'
import { ExportSection } from './versions/export-section'
import { FamilySection } from './versions/related-datasets-section'
import { RemoveSection } from './versions/remove-section'
import { UsesSection } from './versions/uses-section'
import { VersionsSection } from './versions/versions-section'

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
        <FamilySection id={id} />
        {inUse && def.rows.kind !== 'kept' && <ExportSection def={def} />}
      </>
    )
  return (
    <>
      <EditsSection set={record} />
      <VersionsSection set={record} />
      <FamilySection id={id} />
      <UsesSection set={record} />
      <CardSection set={record} />
      <ExportSection def={def} />
      <RemoveSection set={record} />
    </>
  )
}
