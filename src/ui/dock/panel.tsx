/** @file Panel: one panel of the dock, with a title, a detail such as the newest numbers, and the content. */
import type { ReactNode } from 'react'
import { dockText as text } from '../../messages/en/build/dock'
import type { AppState } from '../../studio/state'
import { useOtherDataset } from '../charts/use-other-dataset'
import styles from './dock.module.css'

export interface PanelProps {
  readonly title: string
  readonly detail?: ReactNode
  readonly children: ReactNode
}

/** Renders one panel of the dock. */
export function Panel({ title, detail, children }: PanelProps) {
  const other = useOtherDataset()
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus for keyboard scrolling */}
      <section className={styles.body} tabIndex={0} aria-label={title}>
        {children}
      </section>
    </div>
  )
}

/** A note about what the panel will show later. */
export function Placeholder({ children }: { readonly children: ReactNode }) {
  return <div className={styles.empty}>{children}</div>
}

/** A panel that has nothing to show yet, with what it will show. */
export function WaitingPanel({ title, text: what }: { readonly title: string; readonly text: string }) {
  return (
    <Panel title={title}>
      <Placeholder>
        <p>{what}</p>
      </Placeholder>
    </Panel>
  )
}

/** Text that names the most recently evaluated set and gives its size; undefined before the first evaluation. */
export function evaluatedText({ metrics }: Pick<AppState, 'metrics'>): string | undefined {
  return metrics ? text.evaluated({ split: metrics.split, n: metrics.rows }) : undefined
}
