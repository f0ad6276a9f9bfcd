/** @file ErrorBoundary: a mistake of ours in one room stays in that room, with a report to copy and a way to go on. */
import { Component, type ReactNode } from 'react'
import { Button } from '../kit/button'
import styles from './error-boundary.module.css'

interface Props {
  readonly room: string
  readonly children: ReactNode
}
type State = { readonly tag: 'well' } | { readonly tag: 'broken'; readonly error: unknown }

/** Shows its children, or what went wrong in them. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { tag: 'well' }

  static getDerivedStateFromError(error: unknown): State {
    return { tag: 'broken', error }
  }

  override render(): ReactNode {
    if (this.state.tag === 'well') return this.props.children
    const text = report(this.props.room, this.state.error)
    return (
      <section className={styles.frame} role="alert">
        <h2>{this.props.room} met a mistake of ours</h2>
        <p>The project itself is not touched by this, and the other rooms go on working.</p>
        <pre className={styles.report}>{text}</pre>
        <div className={styles.actions}>
          <Button tone="primary" onClick={() => this.setState({ tag: 'well' })}>
            Try again
          </Button>
          <Button onClick={() => void navigator.clipboard?.writeText(text)}>Copy the report</Button>
        </div>
      </section>
    )
  }
}

/** What we need to mend it, and nothing of the user's. */
export function report(room: string, error: unknown): string {
  const what = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error)
  return [`Netloom, room ${room}`, navigator.userAgent, new Date().toISOString(), what].join('\n')
}
