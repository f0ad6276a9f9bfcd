/** @file Waiting: what stands where something is on its way; says so only when it takes long enough to wonder. */
import styles from './waiting.module.css'

/** A calm word in the middle. */
export function Waiting({ what }: { readonly what: string }) {
  return (
    <p className={styles.waiting} role="status">
      {what} is on its way…
    </p>
  )
}
