/**
 * @file OpeningService: the Operate page while a service is being opened: the tabs are visible, but their content is
 * still loading.
 */
import { serviceText as text } from '../../../messages/en/operate/service'
import { LoadingStatus } from '../../shell/lazy-boundary'
import styles from './operate.module.css'
import { TabStrip } from './tab-strip'

/** Shown while the service is loading; `name` is null until it is known. */
export function OpeningService({ name }: { readonly name: string | null }) {
  return (
    <div className={styles.page} aria-busy="true">
      <div className={styles.bar}>
        <p className={styles.none}>{name === null ? text.opening : text.openingNamed({ name })}</p>
        <TabStrip />
      </div>
      <div className={styles.body} data-fills="no">
        <LoadingStatus what={name ?? text.service} />
      </div>
    </div>
  )
}
