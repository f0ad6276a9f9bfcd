/** @file Empty: the purpose of a page while it is empty, and the first step. */
import type { ReactNode } from 'react'
import styles from './pages.module.css'

export interface EmptyProps {
  readonly title: string
  readonly words: string
  /** The first step: a button. */
  readonly children?: ReactNode
}

/** An empty page with its purpose. */
export function Empty({ title, words, children }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      <p>{words}</p>
      {children}
    </div>
  )
}
