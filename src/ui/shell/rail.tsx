/** @file Rail: the pages, and below them the theme and the keyboard shortcuts. */
import { pagesText } from '../../messages/en/shell/pages'
import { lessonOn } from '../../studio/lesson'
import { join } from '../kit/button'
import { Icon } from '../kit/icon'
import { IconButton } from '../kit/icon-button'
import { useRun, useSelect } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { ROOMS } from './pages'
import styles from './rail.module.css'
import { useShownTheme } from './use-theme'

const { rail: text } = pagesText

/** The column of pages. */
export function Rail() {
  const room = useSelect((state) => state.room)
  const hidden = useSelect((state) => lessonOn(state)?.lesson.hides?.rooms)
  const rooms = hidden ? ROOMS.filter((entry) => !hidden.includes(entry.room)) : ROOMS
  const run = useRun()
  const open = useOpenDialog()
  const theme = useShownTheme()
  return (
    <nav className={styles.rail} aria-label={text.label}>
      {rooms.map((entry) => (
        <button
          key={entry.room}
          type="button"
          className={join(styles.room, entry.room === room && styles.on)}
          aria-current={entry.room === room ? 'page' : undefined}
          onClick={() => run('room.open', { room: entry.room })}
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
