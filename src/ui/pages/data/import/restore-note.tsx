/** @file RestoreNote: describes the dataset of the project that is not on this device, when files are chosen to restore it. */
import { importText as text } from '../../../../messages/en/data/import'
import styles from './import.module.css'
import type { Importing } from './use-import'

const MAX_NAMED = 8

/** The version of the dataset, and the columns that identify its files. */
export function RestoreNote({ importing: { missing } }: { readonly importing: Importing }) {
  if (!missing) return null
  const { title, version, schema } = missing
  const columns = schema.columns.slice(0, MAX_NAMED).map(({ name }) => name)
  const more = schema.columns.length - columns.length
  const about = { dataset: title, version, columns }
  return <p className={styles.about}>{more > 0 ? text.longRestoreNote({ ...about, more }) : text.restoreNote(about)}</p>
}
