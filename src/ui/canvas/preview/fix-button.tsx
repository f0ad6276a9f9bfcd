/** @file Fix button: applies a fix; while it is pointed at or has the focus, what the drawing would become stands beside it. */
import { type KeyboardEvent, lazy, Suspense, useEffect, useId, useRef, useState } from 'react'
import type { Diagnostic, Fix } from '../../../graph/diagnostic'

const PreviewCard = lazy(() => import('./preview-card').then((module) => ({ default: module.PreviewCard })))

/** Until a pointer that rests is one that asks, and until one that left is gone for good, in ms. */
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
    // The first Escape takes the preview away, and nothing else.
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
