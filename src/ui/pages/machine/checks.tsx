/** @file Checks: the machine's facts as a list, each with a mark that is a shape and a word beside its colour. */
import { Icon, type IconName } from '../../kit/icon'
import { useSelect } from '../../studio-context'
import { type Fact, factsOf } from './machine-checks'
import layout from './machine.module.css'
import { hasSimd } from './simd'
import styles from '../pages.module.css'

const MARKS: Readonly<Record<Fact['tone'], { readonly icon: IconName; readonly word: string }>> = {
  good: { icon: 'check', word: 'ready' },
  note: { icon: 'info', word: 'note' },
  bad: { icon: 'warning', word: 'missing' },
  waiting: { icon: 'search', word: 'looking' },
}

/** What this browser on this machine can do. */
export function Checks({ probed }: { readonly probed: boolean }) {
  const storage = useSelect((state) => state.storage)
  const offers = useSelect((state) => state.machine.offers)
  const facts = factsOf({ ...storage, workers: typeof Worker === 'function', simd: hasSimd(), offers })
  return (
    <section className={styles.part} aria-label="Checks" aria-busy={!probed}>
      <ul className={layout.checks}>
        {facts.map(({ id, title, tone, words }) => (
          <li key={id} data-tone={tone}>
            <Icon name={MARKS[tone].icon} />
            <div>
              <h3>
                {title} <span>{MARKS[tone].word}</span>
              </h3>
              <p>{words}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
