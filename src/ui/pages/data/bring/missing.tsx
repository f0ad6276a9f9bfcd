/** @file Missing: files that shall bring back the set of the project which is not on this device: what is known of it is said. */
import { counted, list } from '../../../../messages/format'
import styles from './bring.module.css'
import type { Bringing, BringState } from './use-bring'

const NAMED = 8

/** Which set it is, and how its files are told from others. */
export function Missing({ bringing: { missing } }: { readonly bringing: Bringing }) {
  if (!missing) return null
  const { title, version, schema } = missing
  const names = schema.columns.map(({ name }) => `“${name}”`)
  const more = names.length - NAMED
  const columns = list(more > 0 ? [...names.slice(0, NAMED), `${counted(more, 'column')} more`] : names)
  return (
    <p className={styles.about}>
      The project names version {version} of “{title}”. Its files, read as then, are that version again, with the edits
      that are known; its columns are {columns}.
    </p>
  )
}

/** What the button says: files of other content are used only once that is known. */
export function backTitle({ other }: Pick<BringState, 'other'>): string {
  return other ? 'Use them all the same' : 'Bring it back'
}
