/** @file Waiting: shown where a part is loading; visible only when that takes long enough to wonder. */
import { pagesText as text } from '../../messages/en/shell/pages'
import styles from './waiting.module.css'

/** The name of what is loading, in the middle. */
export function Waiting({ what }: { readonly what: string }) {
  return (
    <p className={styles.waiting} role="status">
      {text.loading({ what })}
    </p>
  )
}
