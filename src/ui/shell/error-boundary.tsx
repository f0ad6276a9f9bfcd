/** @file ErrorBoundary: an error in one part of the window stays in that part, with a report to copy and a way to try again. */
import { Component, type ReactNode } from 'react'
import { pagesText } from '../../messages/en/shell/pages'
import { Button } from '../kit/button'
import styles from './error-boundary.module.css'

const { failed: text } = pagesText

interface Props {
  /** The name of the part, as people read it. */
  readonly room: string
  readonly children: ReactNode
}
type State = { readonly tag: 'well' } | { readonly tag: 'broken'; readonly error: unknown }

/** Shows its children, or the error that they ended with. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { tag: 'well' }

  static getDerivedStateFromError(error: unknown): State {
    return { tag: 'broken', error }
  }

  override render(): ReactNode {
    if (this.state.tag === 'well') return this.props.children
    const details = report(this.props.room, this.state.error)
    return (
      <section className={styles.frame} role="alert">
        <h2>{text.title({ part: this.props.room })}</h2>
        <p>{text.about}</p>
        <pre className={styles.report}>{details}</pre>
        <div className={styles.actions}>
          <Button tone="primary" onClick={() => this.setState({ tag: 'well' })}>
            {text.retry}
          </Button>
          <Button onClick={() => void navigator.clipboard?.writeText(details)}>{text.copy}</Button>
        </div>
      </section>
    )
  }
}

/** What developers need to fix it: the part, the browser, the time and the error, and nothing of the user's work. */
export function report(room: string, error: unknown): string {
  const what = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error)
  // not text: a report for developers, in English
  return [`Netloom, page ${room}`, navigator.userAgent, new Date().toISOString(), what].join('\n')
}
