/** @file LazyBoundary: shows a lazily loaded component. If loading fails, it shows a notice and the page stays usable. */
import { Component, type ReactNode, Suspense } from 'react'
import { message } from '../../messages/message'
import { useRunCommand } from '../studio-context'

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
