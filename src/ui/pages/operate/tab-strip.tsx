/** @file TabStrip: the tabs of Operate, all in sight: they go on in a second line where one is too short. That of incidents says how many are open. */
import { Segmented } from '../../kit/segmented'
import { useAlarm } from './alerts/use-alerts'
import styles from './operate.module.css'
import { TABS } from './tabs'
import { useDesk, useOperate } from './use-operate'

/** The tabs; they are there without a service too. */
export function TabStrip() {
  const desk = useDesk()
  const tab = useOperate((state) => state.tab)
  const alarm = useAlarm()
  return (
    <div className={styles.tabs}>
      <Segmented
        label="Shown of the service"
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
