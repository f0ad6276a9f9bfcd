/** @file Points section: plots the points of a dataset on a plane. */
import { overviewText } from '../../../messages/en/data/overview'
import type { Dataset, Split } from '../../../data/dataset'
import { PointsPlane } from '../../charts/points-plane'
import layout from './data.module.css'
import styles from '../pages.module.css'

const text = overviewText.points

/** Plots the generated points. */
export function PointsSection({ dataset, split }: { readonly dataset: Dataset; readonly split: Split }) {
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.title}>
        <h3>{text.title}</h3>
        <span>{text.about}</span>
      </div>
      <div className={layout.plane}>
        <PointsPlane dataset={dataset} split={split} />
      </div>
    </section>
  )
}
