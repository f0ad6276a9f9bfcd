/** @file Train page: the run with its curves by step and epoch, its progress and problems, and all runs of the project. */
import { useState } from 'react'
import { pageText } from '../../messages/en/pages'
import { pagesText } from '../../messages/en/shell/pages'
import { useShownRun } from '../charts/use-shown-run'
import { TrainButton } from '../dock/train-button'
import { UnlessHidden } from '../shell/unless-hidden'
import { useSelect } from '../studio-context'
import { EmptyPage } from './empty-page'
import { InsightBar } from './train/run-analysis-bar'
import { LossSection } from './train/loss-section'
import { MetricSection } from './train/metric-section'
import { RunList } from './train/run-list'
import { RunTrouble } from './train/run-failure'
import { Transport } from './train/run-controls'
import insight from './train/insight.module.css'
import layout from './train/train.module.css'
import styles from './pages.module.css'
import { transportText } from '../../messages/en/train/transport'
import { Button } from '../kit/button'
import { Progress } from '../kit/progress'
import { useLargerDataset } from '../shell/use-larger-dataset'

export default function TrainPage() {
  const run = useShownRun()
  const runs = useSelect((state) => state.runs)
  const [compared, setCompared] = useState<string>()
  const compare = runs.find((record) => record.id === compared && record.id !== run?.id)
  if (!run) {
    return (
      <div className={styles.page}>
        <EmptyPage title={pagesText.titles.train} about={pageText.train.about}>
          <TrainButton />
        </EmptyPage>
        <div className={insight.before}>
          <UnlessHidden command="run.sanity">
            <InsightBar shown={undefined} />
          </UnlessHidden>
        </div>
      </div>
    )
  }
  return (
    <div className={styles.page}>
      <UnlessHidden command="run.start">
        <Transport run={run} />
      </UnlessHidden>
      <RunTrouble />
      <UnlessHidden command="run.sanity">
        <InsightBar key={run.id} shown={run.id} />
      </UnlessHidden>
      <LargerDatasetOffer />
      <div className={layout.columns}>
        <div className={styles.stack}>
          <LossSection run={run} compare={compare} />
          <MetricSection run={run} compare={compare} />
        </div>
        <RunList shown={run.id} compared={compared} onCompare={setCompared} />
      </div>
    </div>
  )
}

const text = transportText.larger

/** The offer, shown if the dataset in use is a subset of a larger one. */
function LargerDatasetOffer() {
  const offer = useLargerDataset()
  if (!offer) return null
  const { loading, start: go, rows: images, bytes } = offer
  return (
    <div className={styles.callout}>
      <p>{loading ? text.loading({ images }) : text.offer({ images, bytes })}</p>
      {loading ? (
        <Progress label={text.progress({ images })} {...loading} />
      ) : (
        <Button onClick={go}>{text.accept({ images })}</Button>
      )}
    </div>
  )
}
