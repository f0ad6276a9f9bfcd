/** @file Checks: a list of what this browser can do; each status has an icon and a word in addition to its color. */
import { machineText } from '../../../messages/en/machine'
import { Icon, type IconName } from '../../kit/icon'
import { useSelect } from '../../studio-context'
import { type Check, checksOf } from './machine-checks'
import layout from './machine.module.css'
import styles from '../pages.module.css'

const text = machineText.checks

const ICONS: Readonly<Record<Check['tone'], IconName>> = {
  good: 'check',
  note: 'info',
  bad: 'warning',
  waiting: 'search',
}

/** What this browser can do on this machine. */
export function Checks({ probed }: { readonly probed: boolean }) {
  const storage = useSelect((state) => state.storage)
  const offers = useSelect((state) => state.machine.offers)
  const checks = checksOf({ ...storage, workers: typeof Worker === 'function', simd: hasSimd(), offers })
  return (
    <section className={styles.part} aria-label={text.label} aria-busy={!probed}>
      <ul className={layout.checks}>
        {checks.map(({ id, title, tone, about }) => (
          <li key={id} data-tone={tone}>
            <Icon name={ICONS[tone]} />
            <div>
              <h3>
                {title} <span>{text.status[tone]}</span>
              </h3>
              <p>{about}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

// A module with one function () -> v128: i32.const 0, i8x16.splat (fd 0f), i8x16.popcnt (fd 62), end.
const MODULE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]

/** True if the browser supports WASM SIMD. */
export function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(Uint8Array.from(MODULE))
}
