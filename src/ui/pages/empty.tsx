/** @file Empty: what a room is for while there is nothing in it, and the first step. */
import type { ReactNode } from 'react'
import styles from './pages.module.css'

export interface EmptyProps {
  readonly title: string
  readonly words: string
  /** The first step: a button. */
  readonly children?: ReactNode
}

/** An empty room that says what it is for. */
export function Empty({ title, words, children }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      <p>{words}</p>
      {children}
    </div>
  )
}
