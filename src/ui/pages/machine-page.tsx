/** @file Machine page: what this device can do, to check before a class. */
import { useEffect, useState } from 'react'
import { pageText } from '../../messages/en/pages'
import { pagesText } from '../../messages/en/shell/pages'
import { Button } from '../kit/button'
import { useRun, useSelect } from '../studio-context'
import { Backends } from './machine/backends'
import { Checks } from './machine/checks'
import { SavedData } from './machine/saved-data'
import { ParityPart } from './machine/parity-part'
import { RowsBudget } from './machine/rows-budget'
import styles from './pages.module.css'
import layout from './machine/machine.module.css'

export default function MachineRoom() {
  const run = useRun()
  const probed = useSelect((state) => state.machine.offers.length > 0)
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` counts the clicks on the button
  useEffect(() => run('machine.probe'), [run, asked])
  return (
    <div className={styles.room}>
      <header className={styles.head}>
        <h2>{pagesText.machine}</h2>
        <p className={styles.soft}>{pageText.machine.about}</p>
        <div className={styles.grow} />
        <Button onClick={() => setAsked(asked + 1)}>{pageText.machine.probe}</Button>
      </header>
      <div className={layout.columns}>
        <div className={styles.stack}>
          <Checks probed={probed} />
          <SavedData />
          <RowsBudget />
        </div>
        <div className={styles.stack}>
          <Backends />
          <ParityPart />
        </div>
      </div>
    </div>
  )
}
