/** @file Split part: how many rows the network learns from, how many watch, and how many are kept for the end. */
import type { ReactNode } from 'react'
import type { Split } from '../../../data/dataset'
import { percent } from '../../../messages/format'
import layout from './data.module.css'
import styles from '../pages.module.css'

const PARTS = [
  { name: 'train', about: 'learnt from' },
  { name: 'validation', about: 'watched while it learns' },
  { name: 'test', about: 'kept for the end' },
] as const

/** The three parts as one bar and in numbers. */
export function SplitPart({ split, children }: { readonly split: Split; readonly children?: ReactNode }) {
  const total = split.train.length + split.validation.length + split.test.length
  return (
    <section className={styles.part} aria-label="Split">
      <div className={styles.title}>
        <h3>Split</h3>
        <span>{total.toLocaleString('en-US')} rows in three parts</span>
      </div>
      <div className={layout.bar} aria-hidden="true">
        {PARTS.map(({ name }) => (
          <i key={name} data-part={name} style={{ flexGrow: split[name].length }} />
        ))}
      </div>
      <ul className={layout.parts}>
        {PARTS.map(({ name, about }) => (
          <li key={name} data-part={name}>
            <b>{name}</b> {split[name].length.toLocaleString('en-US')}{' '}
            <span>
              ({percent(split[name].length / Math.max(1, total))}), {about}
            </span>
          </li>
        ))}
      </ul>
      {children}
    </section>
  )
}
