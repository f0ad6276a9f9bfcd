/** @file Lazily: a part that loads when it is asked for. Where that fails, a notice says so and the page stays. */
import { Component, type ReactNode, Suspense } from 'react'
import { message } from '../../messages/message'
import { useRun } from '../studio-context'

interface LazilyProps {
  /** Removes the part again. */
  readonly onGone: () => void
  readonly children: ReactNode
}

/** Nothing while it loads; a notice where it cannot. */
export function Lazily({ onGone, children }: LazilyProps) {
  const run = useRun()
  const report = (error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    run('notice.show', { tone: 'bad', said: message('part-not-loaded', { why }) })
    onGone()
  }
  return (
    <Watch onError={report}>
      <Suspense>{children}</Suspense>
    </Watch>
  )
}

interface WatchProps {
  readonly onError: (error: unknown) => void
  readonly children: ReactNode
}

class Watch extends Component<WatchProps, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error)
  }

  override render(): ReactNode {
    return this.state.broken ? null : this.props.children
  }
}
