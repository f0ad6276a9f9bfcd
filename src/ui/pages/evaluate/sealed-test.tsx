/** @file Sealed test: what the test rows are kept for, and the one button that opens their seal. */
import { useSelect } from '../../studio-context'
import { Button } from '../../kit/button'
import styles from '../pages.module.css'

export interface SealedTestProps {
  readonly onOpen: () => void
}

/** Stands where the figures of the test rows would. */
export function SealedTest({ onOpen }: SealedTestProps) {
  const rows = useSelect((state) => (state.data.tag === 'ready' ? state.data.split.test.length : 0))
  return (
    <section className={styles.callout} aria-label="Sealed test rows">
      <p>
        <b>{rows.toLocaleString('en-US')} test rows are sealed.</b> They are for the end, when nothing is chosen by them
        any more. Looking is counted and told with the figures from then on.
      </p>
      <Button tone="primary" icon="lock" onClick={onOpen}>
        Open the seal
      </Button>
    </section>
  )
}
