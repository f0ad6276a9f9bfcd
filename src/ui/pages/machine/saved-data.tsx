/**
 * @file Saved data: what is saved on this device, how much space it takes, and a button that asks the browser not to
 * evict it.
 */
import { machineText } from '../../../messages/en/machine'
import { findDataset } from '../../../catalog/datasets/all'
import { Button } from '../../kit/button'
import { useRunCommand, useSelect } from '../../studio-context'
import { useStoredDatasets } from '../data/stored-datasets'
import styles from '../pages.module.css'

const text = machineText.saved

export function SavedData() {
  const run = useRunCommand()
  const { persisted, usage, secureContext } = useSelect((state) => state.storage)
  const models = useSelect((state) => state.models)
  const datasets = [...useStoredDatasets()].flatMap((id) => findDataset(id)?.schema.title ?? [])
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.title}>
        <h3>{text.title}</h3>
        <span>{text.size({ bytes: usage })}</span>
        <div className={styles.grow} />
        {!persisted && secureContext && (
          <Button size="small" onClick={() => run('storage.persist')}>
            {text.ask}
          </Button>
        )}
      </div>
      <dl className={styles.facts}>
        <dt>{text.datasets}</dt>
        <dd>{datasets.length === 0 ? text.noDatasets : text.datasetList({ datasets })}</dd>
        <dt>{text.models}</dt>
        <dd>{models.length === 0 ? text.noModels : text.modelCount({ versions: models.length })}</dd>
        <dt>{text.permanent}</dt>
        <dd>{persisted ? text.isPermanent : text.notPermanent}</dd>
      </dl>
    </section>
  )
}
