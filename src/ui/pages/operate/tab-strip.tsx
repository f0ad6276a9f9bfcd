/**
 * @file TabStrip: the tabs of the Operate page, arranged in two rows if they do not fit in one. The Incidents tab also
 * shows the number of open incidents.
 */
import { tabsText as text } from '../../../messages/en/operate/service'
import { Segmented } from '../../kit/segmented'
import { useRunCommand } from '../../studio-context'
import { useAlarm } from './alerts/use-alerts'
import styles from './operate.module.css'
import { TABS } from './tabs'
import { useOperate } from './use-operate'

/** The tabs; they are shown even without a service. */
export function TabStrip() {
  const run = useRunCommand()
  const tab = useOperate((state) => state.tab)
  const alarm = useAlarm()
  return (
    <div className={styles.tabs}>
      <Segmented
        label={text.label}
        layout="bare"
        value={tab}
        options={TABS.map(({ id, title, about }) =>
          id === 'incidents' && alarm
            ? { value: id, title, about: alarm.words, waits: { n: alarm.open, urgent: alarm.severity === 'page' } }
            : { value: id, title, about },
        )}
        onChange={(id) => run('room.open', { room: 'operate', tab: id })}
      />
    </div>
  )
}
