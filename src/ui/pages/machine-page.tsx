/** @file Machine page: what this device can do, so that, for example, a teacher can check it before a class. */
import { useState } from 'react'
import { pageText } from '../../messages/en/pages'
import { pagesText } from '../../messages/en/shell/pages'
import { Button } from '../kit/button'
import { useOnChange } from '../kit/use-on-change'
import { useRunCommand, useSelect } from '../studio-context'
import { Backends } from './machine/backends'
import { Checks } from './machine/browser-checks'
import { ParitySection } from './machine/engine-comparison'
import layout from './machine/machine.module.css'
import { RowsBudget } from './machine/row-memory-budget'
import { SavedData } from './machine/saved-data'
import styles from './pages.module.css'

export default function MachinePage() {
  const run = useRunCommand()
  const probed = useSelect((state) => state.machine.offers.length > 0)
  const [probes, setProbes] = useState(0)
  // `probes` counts the clicks on the button.
  useOnChange([run, probes], () => run('machine.probe'))
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h2>{pagesText.machine}</h2>
        <p className={styles.soft}>{pageText.machine.about}</p>
        <div className={styles.grow} />
        <Button onClick={() => setProbes(probes + 1)}>{pageText.machine.probe}</Button>
      </header>
      <div className={layout.columns}>
        <div className={styles.stack}>
          <Checks probed={probed} />
          <SavedData />
          <RowsBudget />
        </div>
        <div className={styles.stack}>
          <Backends />
          <ParitySection />
        </div>
      </div>
    </div>
  )
}
