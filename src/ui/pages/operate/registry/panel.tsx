/** @file Panel: the panel that is open below a model in the registry: a gate, a version, or the list of alias moves. */
import type { ReactNode } from 'react'
import type { Alias } from '../../../../catalog/lowered-stage'
import kit from '../../../kit/kit.module.css'
import styles from './registry.module.css'

/** Which panel is open. */
export type OpenPanel =
  | {
      readonly kind: 'gate'
      readonly model: string
      readonly alias: Alias
      readonly version: number | null
      /** Whether the move is a rollback, which needs no gate: the alias has pointed to this version before. */
      readonly rollsBack?: true
    }
  | { readonly kind: 'version'; readonly model: string; readonly version: number }
  | { readonly kind: 'moves'; readonly model: string }

interface PanelProps {
  readonly title: string
  /** What stands next to the title. */
  readonly head: ReactNode
  readonly children: ReactNode
}

/** A panel with a title, which is scrolled into view when it opens. */
export function Panel({ title, head, children }: PanelProps) {
  return (
    <div ref={scrollIntoView} className={styles.panel}>
      <div className={`${kit.wrapWide} ${kit.below}`}>
        <h4>{title}</h4>
        {head}
      </div>
      {children}
    </div>
  )
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

/** What went wrong in a panel. */
export function Trouble({ why }: { readonly why: string | undefined }) {
  if (why === undefined) return null
  return (
    <p className={kit.bad} role="alert">
      {why}
    </p>
  )
}
