/** @file LoadingStatus: shown while a section of the page loads, but only after a delay. */
import { pagesText as text } from '../../messages/en/shell/pages'
import styles from './loading-status.module.css'

/** Centered text with the name of the section being loaded. */
export function LoadingStatus({ what }: { readonly what: string }) {
  return (
    <p className={styles.waiting} role="status">
      {text.loading({ what })}
    </p>
  )
}
