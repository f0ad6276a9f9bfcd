/** @file Points part: the points of a set on the plane. */
import type { Dataset, Split } from '../../../data/dataset'
import { PointsPlane } from '../../charts/points-plane'
import layout from './data.module.css'
import styles from '../pages.module.css'

/** The points as they were drawn. */
export function PointsPart({ dataset, split }: { readonly dataset: Dataset; readonly split: Split }) {
  return (
    <section className={styles.part} aria-label="Points">
      <div className={styles.title}>
        <h3>Points</h3>
        <span>training and validation rows</span>
      </div>
      <div className={layout.plane}>
        <PointsPlane dataset={dataset} split={split} />
      </div>
    </section>
  )
}
