/** @file LibraryButton: palette button that opens the list of all blocks in the project and the library. */
import { listsText } from '../../messages/en/canvas/lists'
import { Icon } from '../kit/icon'
import { useOffered, useRunCommand } from './board-context'
import styles from './palette.module.css'

const text = listsText.palette

/** The button; hidden if there is no library. */
export function LibraryButton() {
  const run = useRunCommand()
  const offered = useOffered('view.blocks')
  if (!offered) return null
  return (
    <button
      type="button"
      className={styles.item}
      data-opens="blocks"
      title={text.libraryTip}
      onClick={() => run('view.blocks')}
    >
      <Icon name="book" size={12} />
      <span className={styles.short} aria-hidden="true">
        {text.libraryShort}
      </span>
      <span className={styles.name}>{text.library}</span>
    </button>
  )
}
