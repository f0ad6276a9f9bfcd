/** @file OpeningService: the room while a service is being opened: its tabs are there, what stands in them is on its way. */
import { Waiting } from '../../shell/waiting'
import styles from './operate.module.css'
import { TabStrip } from './tab-strip'

/** In the place of a service; `name` is null until it is known which. */
export function OpeningService({ name }: { readonly name: string | null }) {
  return (
    <div className={styles.room} aria-busy="true">
      <div className={styles.bar}>
        <p className={styles.none}>{name === null ? 'Opening…' : `Opening ${name}…`}</p>
        <TabStrip />
      </div>
      <div className={styles.body} data-fills="no">
        <Waiting what={name ?? 'The service'} />
      </div>
    </div>
  )
}
