/** @file Lazily: a part that is loaded when it is asked for; where that fails it is told, and the page stays. */
import { Component, type ReactNode, Suspense } from 'react'
import { useRun } from '../studio-context'

interface LazilyProps {
  /** Takes the part away again. */
  readonly onGone: () => void
  readonly children: ReactNode
}

/** Nothing while it loads; a notice where it cannot. */
export function Lazily({ onGone, children }: LazilyProps) {
  const run = useRun()
  const tell = (error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    run('notice.show', {
      tone: 'bad',
      text: `That part did not open. What you made is kept; load the page again. (${why})`,
    })
    onGone()
  }
  return (
    <Watch onError={tell}>
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
