/** @file Rail: the rooms, and at its foot the theme and the keys. */
import { lessonOn } from '../../studio/lesson'
import { join } from '../kit/button'
import { Icon } from '../kit/icon'
import { IconButton } from '../kit/icon-button'
import { useRun, useSelect } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import styles from './rail.module.css'
import { ROOMS } from './pages'
import { useShownTheme } from './use-theme'

/** The column of rooms. */
export function Rail() {
  const room = useSelect((state) => state.room)
  const hidden = useSelect((state) => lessonOn(state)?.lesson.hides?.rooms)
  const rooms = hidden ? ROOMS.filter((entry) => !hidden.includes(entry.room)) : ROOMS
  const run = useRun()
  const open = useOpenDialog()
  const theme = useShownTheme()
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <nav className={styles.rail} aria-label="Rooms">
      {rooms.map((entry) => (
        <button
          key={entry.room}
          type="button"
          className={join(styles.room, entry.room === room && styles.on)}
          aria-current={entry.room === room ? 'page' : undefined}
          aria-label={entry.title}
          onClick={() => run('room.open', { room: entry.room })}
        >
          <Icon name={entry.icon} size={15} />
          {entry.short}
        </button>
      ))}
      <span className={styles.grow} />
      <IconButton
        label={`Change to ${other} colours`}
        icon={other === 'light' ? 'sun' : 'moon'}
        tone="quiet"
        tip="right"
        onClick={() => run('theme.set', { theme: other })}
      />
      <IconButton label="All keys" keys="?" icon="help" tone="quiet" tip="right" onClick={() => open('keys')} />
    </nav>
  )
}
