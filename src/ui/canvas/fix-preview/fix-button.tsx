/** @file Fix button: applies a fix. While it is hovered or focused, a card next to it previews the effect. */
import { type KeyboardEvent, lazy, Suspense, useEffect, useId, useRef, useState } from 'react'
import type { Diagnostic, Fix } from '../../../graph/diagnostic'

const PreviewCard = lazy(() => import('./preview-card').then((module) => ({ default: module.PreviewCard })))

/** How long the pointer must rest on the button before the card opens, and stay away before it closes, in ms. */
const HOVER_DELAY_MS = 150

interface FixButtonProps {
  readonly problem: Diagnostic
  readonly fix: Fix
  readonly className: string | undefined
  onApply(): void
}

/** The button for one fix. */
export function FixButton({ problem, fix, className, onApply }: FixButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const timer = useRef(0)
  const [isShown, setShown] = useState(false)
  const id = useId()
  const setShownSoon = (next: boolean) => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setShown(next), HOVER_DELAY_MS)
  }
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const setShownNow = (next: boolean) => {
    window.clearTimeout(timer.current)
    setShown(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isShown) return
    // The first Escape closes only the preview.
    event.stopPropagation()
    setShownNow(false)
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-describedby={isShown ? id : undefined}
        onClick={onApply}
        onPointerEnter={({ pointerType }) => pointerType !== 'touch' && setShownSoon(true)}
        onPointerLeave={() => setShownSoon(false)}
        onFocus={({ currentTarget }) => currentTarget.matches(':focus-visible') && setShownNow(true)}
        onBlur={() => setShownNow(false)}
        onKeyDown={onKeyDown}
      >
        {fix.title}
      </button>
      {isShown && button.current && (
        <Suspense>
          <PreviewCard
            id={id}
            problem={problem}
            fix={fix}
            anchor={button.current}
            onStay={() => setShownNow(true)}
            onLeave={() => setShownSoon(false)}
          />
        </Suspense>
      )}
    </>
  )
}
