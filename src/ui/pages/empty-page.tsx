/** @file Empty page: the purpose of a page that has no content yet, with the first step to take. */
import type { ReactNode } from 'react'
import styles from './pages.module.css'

export interface EmptyPageProps {
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
      <p>{about}</p>
      {children}
    </div>
  )
}
