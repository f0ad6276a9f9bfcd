/** @file Loading parts of the page: a boundary for a lazy dialog, and the status that is shown while a part loads. */
import { Component, type ReactNode, Suspense } from 'react'
import { message } from '../../messages/message'
import { useRunCommand } from '../studio-context'
import { pagesText as text } from '../../messages/en/shell/pages'
import styles from './lazy-boundary.module.css'

interface LazyBoundaryProps {
  /** Called to remove the component after loading has failed. */
  readonly onRemove: () => void
  readonly children: ReactNode
}

/** Shows nothing while its children load, and a notice if they cannot load. */
export function LazyBoundary({ onRemove: onGone, children }: LazyBoundaryProps) {
  const run = useRunCommand()
  const report = (error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    run('notice.show', { tone: 'bad', message: message('part-not-loaded', { why }) })
    onGone()
  }
  return (
    <LoadErrorBoundary onError={report}>
      <Suspense>{children}</Suspense>
    </LoadErrorBoundary>
  )
}

interface LoadErrorBoundaryProps {
  readonly onError: (error: unknown) => void
  readonly children: ReactNode
}

class LoadErrorBoundary extends Component<LoadErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error)
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children
  }
}

/** Centered text with the name of the section being loaded. */
export function LoadingStatus({ what }: { readonly what: string }) {
  return (
    <p className={styles.waiting} role="status" aria-busy>
      {text.loading({ what })}
    </p>
  )
}
