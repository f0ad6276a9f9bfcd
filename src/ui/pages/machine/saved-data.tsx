/** @file Keeping: what is stored on this device, how much, and asking the browser to promise that it stays. */
import { byteSize, counted, list } from '../../../messages/format'
import { findDataset } from '../../../catalog/datasets/all'
import { Button } from '../../kit/button'
import { useRun, useSelect } from '../../studio-context'
import { useKeptSets } from '../data/use-kept'
import styles from '../pages.module.css'

/** What is kept. */
export function Keeping() {
  const run = useRun()
  const { persisted, usage, secureContext } = useSelect((state) => state.storage)
  const models = useSelect((state) => state.models)
  const kept = [...useKeptSets()].flatMap((id) => findDataset(id)?.schema.title ?? [])
  return (
    <section className={styles.part} aria-label="Kept on this device">
      <div className={styles.title}>
        <h3>Kept on this device</h3>
        <span>{byteSize(usage)}</span>
        <div className={styles.grow} />
        {!persisted && secureContext && (
          <Button size="small" onClick={() => run('storage.persist')}>
            Ask the browser to keep it
          </Button>
        )}
      </div>
      <dl className={styles.facts}>
        <dt>Sets</dt>
        <dd>{kept.length === 0 ? 'none yet; a set is kept once it was used' : list(kept)}</dd>
        <dt>Models</dt>
        <dd>{models.length === 0 ? 'none yet' : counted(models.length, 'saved version')}</dd>
        <dt>Lasting</dt>
        <dd>
          {persisted
            ? 'yes, the browser has promised it'
            : 'not promised: it may be cleared when space runs short; exported files are safe'}
        </dd>
      </dl>
    </section>
  )
}
