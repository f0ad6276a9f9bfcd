/** @file What all pages are made of: a section with a heading, and the message of a page that has no content yet. */
import type { ReactNode } from 'react'
import kit from '../kit/kit.module.css'
import styles from './pages.module.css'

export interface SectionProps {
  readonly title: string
  /** The accessible name, if the heading is not enough. */
  readonly label?: string
  /** A short text next to the heading, such as what is counted. */
  readonly about?: ReactNode
  /** Controls at the end of the heading. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The part of a page, which screen readers list by its name. */
export function Section({ title, label = title, about, actions, children }: SectionProps) {
  return (
    <section className={kit.section} aria-label={label}>
      <div className={`${kit.wrapWide} ${kit.below}`}>
        <h3>{title}</h3>
        {about !== undefined && <span className={kit.soft}>{about}</span>}
        {actions !== undefined && <div className={kit.grow} />}
        {actions}
      </div>
      {children}
    </section>
  )
}

interface EmptyPageProps {
  readonly title: string
  readonly about: string
  /** Button for the first step. */
  readonly children?: ReactNode
}

/** The message shown on an empty page. */
export function EmptyPage({ title, about, children }: EmptyPageProps) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      <p className={kit.below}>{about}</p>
      {children}
    </div>
  )
}
