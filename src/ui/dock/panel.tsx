/** @file Panel: one part of the dock: its name, its newest numbers in words, and what it shows. */
import type { ReactNode } from 'react'
import { useOtherSet } from '../charts/use-other-split'
import styles from './dock.module.css'

export interface PanelProps {
  readonly title: string
  readonly words?: ReactNode
  readonly children: ReactNode
}

/** A titled part of the dock. */
export function Panel({ title, words, children }: PanelProps) {
  const other = useOtherSet()
  return (
    <div className={styles.panel}>
      <h3 className={styles.title}>
        {title}
        {other !== undefined && (
          <em className={styles.other} title={`The run on show learnt from ${other}, not from the set in use`}>
            of {other}
          </em>
        )}
        {words !== undefined && <span>{words}</span>}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls takes the focus */}
      <section className={styles.body} tabIndex={0} aria-label={title}>
        {children}
      </section>
    </div>
  )
}

/** What will be here, before there is anything. */
export function Waiting({ children }: { readonly children: ReactNode }) {
  return <div className={styles.empty}>{children}</div>
}
