/** @file Sealed test: shown in place of the results while the test set is locked, with a button that unlocks it. */
import { resultsText } from '../../../messages/en/evaluate/results'
import { useSelect } from '../../studio-context'
import { Button } from '../../kit/button'
import { Rich } from '../../kit/rich-text'
import styles from '../pages.module.css'

const text = resultsText.locked

export interface SealedTestProps {
  readonly onOpen: () => void
}

export function SealedTest({ onOpen }: SealedTestProps) {
  const examples = useSelect((state) => (state.data.tag === 'ready' ? state.data.split.test.length : 0))
  return (
    <section className={styles.callout} aria-label={text.label}>
      <p>
        <Rich text={text.about({ examples })} marks={{ b: (inner) => <b>{inner}</b> }} />
      </p>
      <Button tone="primary" icon="lock" onClick={onOpen}>
        {text.unlock}
      </Button>
    </section>
  )
}
