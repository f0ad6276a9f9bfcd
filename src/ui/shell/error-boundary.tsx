/**
 * @file ErrorBoundary: confines an error to one section of the page, and shows a copyable report and a button to try
 * again.
 */
import { Component, type ReactNode } from 'react'
import { pagesText } from '../../messages/en/shell/pages'
import { Button } from '../kit/button'
import kit from '../kit/kit.module.css'
import styles from './error-boundary.module.css'

const { failed: text } = pagesText

interface Props {
  /** Name of the page section in which the error occurred, as shown to the user. */
  readonly part: string
  readonly children: ReactNode
}
type State = { readonly tag: 'ok' } | { readonly tag: 'failed'; readonly error: unknown }

/** Shows its children, or the error they threw. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { tag: 'ok' }

  static getDerivedStateFromError(error: unknown): State {
    return { tag: 'failed', error }
  }

  override render(): ReactNode {
    if (this.state.tag === 'ok') return this.props.children
    const details = errorReport(this.props.part, this.state.error)
    return (
      <section className={`${kit.stackWide} ${styles.frame}`} role="alert">
        <h2>{text.title({ part: this.props.part })}</h2>
        <p className={kit.soft}>{text.about}</p>
        <pre className={`${kit.code} ${styles.report}`}>{details}</pre>
        <div className={kit.row}>
          <Button tone="primary" onClick={() => this.setState({ tag: 'ok' })}>
            {text.retry}
          </Button>
          <Button onClick={() => void navigator.clipboard?.writeText(details)}>{text.copy}</Button>
        </div>
      </section>
    )
  }
}

/** The error report for developers: the page section, browser, time and error, without any user data. */
export function errorReport(part: string, error: unknown): string {
  const what = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error)
  // not text: a report for developers, in English
  return [`Netloom, page ${part}`, navigator.userAgent, new Date().toISOString(), what].join('\n')
}
