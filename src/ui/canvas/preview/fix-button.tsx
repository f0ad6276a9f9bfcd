/** @file Fix button: applies a fix. While it is hovered or focused, a card next to it shows what the fix would do. */
import { type KeyboardEvent, lazy, Suspense, useEffect, useId, useRef, useState } from 'react'
import type { Diagnostic, Fix } from '../../../graph/diagnostic'

const PreviewCard = lazy(() => import('./preview-card').then((module) => ({ default: module.PreviewCard })))

/** How long a pointer has to rest before the card opens, and to be away before it closes, in ms. */
const REST = 150

interface FixButtonProps {
  readonly problem: Diagnostic
  readonly fix: Fix
  readonly className: string | undefined
  onApply(): void
}

/** The button of one fix. */
export function FixButton({ problem, fix, className, onApply }: FixButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const timer = useRef(0)
  const [shown, setShown] = useState(false)
  const id = useId()
  const soon = (next: boolean) => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setShown(next), REST)
  }
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const now = (next: boolean) => {
    window.clearTimeout(timer.current)
    setShown(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !shown) return
    // The first Escape only closes the preview.
    event.stopPropagation()
    now(false)
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-describedby={shown ? id : undefined}
        onClick={onApply}
        onPointerEnter={({ pointerType }) => pointerType !== 'touch' && soon(true)}
        onPointerLeave={() => soon(false)}
        onFocus={({ currentTarget }) => currentTarget.matches(':focus-visible') && now(true)}
        onBlur={() => now(false)}
        onKeyDown={onKeyDown}
      >
        {fix.title}
      </button>
      {shown && button.current && (
        <Suspense>
          <PreviewCard
            id={id}
            problem={problem}
            fix={fix}
            beside={button.current}
            onStay={() => now(true)}
            onLeave={() => soon(false)}
          />
        </Suspense>
      )}
    </>
  )
}
