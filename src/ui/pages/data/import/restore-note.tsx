/** @file RestoreNote: describes the project's missing dataset when the user chooses files to restore it. */
import { importText as text } from '../../../../messages/en/data/import'
import styles from './import.module.css'
import type { Importing } from './use-import'

const MAX_NAMED = 8

/** Shows the version of the dataset and the columns by which its files can be recognized. */
export function RestoreNote({ importing: { missing } }: { readonly importing: Importing }) {
  if (!missing) return null
  const { title, version, schema } = missing
  const columns = schema.columns.slice(0, MAX_NAMED).map(({ name }) => name)
  const more = schema.columns.length - columns.length
  const about = { dataset: title, version, columns }
  return <p className={styles.about}>{more > 0 ? text.longRestoreNote({ ...about, more }) : text.restoreNote(about)}</p>
}
