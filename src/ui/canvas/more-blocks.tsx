/** @file MoreBlocks: below the blocks of the palette, the way to all of them: this drawing's, and those kept in a library. */
import { Icon } from '../kit/icon'
import { useOffered, useRun } from './on-board'
import styles from './palette.module.css'

/** A button, where there is a library. */
export function MoreBlocks() {
  const run = useRun()
  const offered = useOffered('view.blocks')
  if (!offered) return null
  return (
    <button
      type="button"
      className={styles.item}
      data-opens="blocks"
      title="Blocks of this drawing and of your library"
      onClick={() => run('view.blocks')}
    >
      <Icon name="book" size={12} />
      <span className={styles.short} aria-hidden="true">
        all
      </span>
      <span className={styles.name}>Your library…</span>
    </button>
  )
}
