/** @file Rail: the navigation between pages, with buttons for the theme and the keyboard shortcuts. */
import { pagesText } from '../../messages/en/shell/pages'
import { lessonOn } from '../../studio/lessons/lesson-restrictions'
import { classNames } from '../kit/button'
import { Icon } from '../kit/icon'
import { IconButton } from '../kit/icon-button'
import { useRunCommand, useSelect } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { PAGES } from './pages'
import styles from './navigation-rail.module.css'
import { useShownTheme } from './use-theme'

const { rail: text } = pagesText

/** The navigation column. */
export function Rail() {
  const openPage = useSelect((state) => state.room)
  const hidden = useSelect((state) => lessonOn(state)?.lesson.hides?.pages)
  const pages = hidden ? PAGES.filter((entry) => !hidden.includes(entry.id)) : PAGES
  const run = useRunCommand()
  const open = useOpenDialog()
  const theme = useShownTheme()
  return (
    <nav className={styles.rail} aria-label={text.label}>
      {pages.map((entry) => (
        <button
          key={entry.id}
          type="button"
          className={classNames(styles.pageLink, entry.id === openPage && styles.on)}
          aria-current={entry.id === openPage ? 'page' : undefined}
          onClick={() => run('room.open', { room: entry.id })}
        >
          <Icon name={entry.icon} size={15} />
          {entry.title}
        </button>
      ))}
      <span className={styles.grow} />
      <IconButton
        label={theme === 'dark' ? text.toLight : text.toDark}
        icon={theme === 'dark' ? 'sun' : 'moon'}
        tone="quiet"
        tip="right"
        onClick={() => run('theme.set', { theme: theme === 'dark' ? 'light' : 'dark' })}
      />
      <IconButton label={text.shortcuts} keys="?" icon="help" tone="quiet" tip="right" onClick={() => open('keys')} />
    </nav>
  )
}
