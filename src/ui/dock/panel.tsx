/** @file Panel: one part of the dock, with its title, a detail such as the newest numbers, and its content. */
import type { ReactNode } from 'react'
import { dockText as text } from '../../messages/en/build/dock'
import type { AppState } from '../../studio/state'
import { useOtherSet } from '../charts/use-other-split'
import styles from './dock.module.css'

export interface PanelProps {
  readonly title: string
  readonly detail?: ReactNode
  readonly children: ReactNode
}

/** A titled part of the dock. */
export function Panel({ title, detail, children }: PanelProps) {
  const other = useOtherSet()
  return (
    <div className={styles.panel}>
      <h3 className={styles.title}>
        {title}
        {other !== undefined && (
          <em className={styles.other} title={text.trainedOn({ dataset: other })}>
            {text.on({ dataset: other })}
          </em>
        )}
        {detail !== undefined && <span>{detail}</span>}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling part needs the focus */}
      <section className={styles.body} tabIndex={0} aria-label={title}>
        {children}
      </section>
    </div>
  )
}

/** A note about what will appear here. */
export function Waiting({ children }: { readonly children: ReactNode }) {
  return <div className={styles.empty}>{children}</div>
}

/** The newest evaluated set with its size; undefined before the first evaluation. */
export function evaluatedText({ metrics }: Pick<AppState, 'metrics'>): string | undefined {
  return metrics ? text.evaluated({ split: metrics.split, n: metrics.rows }) : undefined
}
