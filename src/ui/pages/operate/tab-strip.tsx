/** @file TabStrip: the tabs of the Operate page, in a second line where one is too short. The Incidents tab counts open incidents. */
import { tabsText as text } from '../../../messages/en/operate/tabs'
import { Segmented } from '../../kit/segmented'
import { useAlarm } from './alerts/use-alerts'
import styles from './operate.module.css'
import { TABS } from './tabs'
import { useDesk, useOperate } from './use-operate'

/** The tabs; they are also shown without a service. */
export function TabStrip() {
  const desk = useDesk()
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
        onChange={(id) => desk.show(id)}
      />
    </div>
  )
}
