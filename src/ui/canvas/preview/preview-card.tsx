/** @file Preview card: the nodes that a fix touches, before and after, and what follows from it. Loads when it is first shown. */
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { boardText } from '../../../messages/en/canvas/board'
import type { Diagnostic, Fix } from '../../../graph/diagnostic'
import { useCatalog } from '../catalog'
import { useBoard } from '../on-board'
import { previewOf } from './preview'
import styles from './preview.module.css'
import { previewText } from './preview-text'
import { SketchView } from './sketch-view'

/** To the button it belongs to, and to the edges of the window, in pixels. */
const GAP = 10

interface PreviewCardProps {
  readonly id: string
  readonly problem: Diagnostic
  readonly fix: Fix
  readonly beside: HTMLElement
  onStay(): void
  onLeave(): void
}

/** What a fix would do. Computed once, from the drawing at the time it was opened. */
export function PreviewCard({ id, problem, fix, beside, onStay, onLeave }: PreviewCardProps) {
  const { store } = useBoard()
  const { nodes, nouns, flowWords, say } = useCatalog()
  const card = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<{ left: number; top: number }>()
  const preview = useMemo(
    () => previewOf(store.getState(), problem, fix, { check: store.subject.check, flowWords, nodes }),
    [store, problem, fix, flowWords, nodes],
  )
  useLayoutEffect(() => {
    if (card.current) setPlace(placeOf(card.current, beside))
  }, [beside])
  if (!preview) return null
  const sentences = previewText(preview, say, nouns.counts)
  return createPortal(
    <div
      ref={card}
      id={id}
      role="tooltip"
      className={styles.card}
      style={place ?? { visibility: 'hidden' }}
      onPointerEnter={onStay}
      onPointerLeave={onLeave}
    >
      <div aria-hidden="true">
        <p className={styles.when}>{boardText.preview.now}</p>
        <SketchView sketch={preview.before} />
        <p className={styles.when}>{fix.title}</p>
        <SketchView sketch={preview.after} />
      </div>
      <ul className={styles.words}>
        {sentences.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>,
    document.body,
  )
}

/** Next to the box of the button, where there is room, at its height; always inside the window. */
function placeOf(card: HTMLElement, button: HTMLElement): { left: number; top: number } {
  const box = (button.closest('section') ?? button).getBoundingClientRect()
  const at = button.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = card
  const [wide, tall] = [window.innerWidth, window.innerHeight]
  const right = box.right + GAP + width <= wide - GAP
  const left = box.left - GAP - width >= GAP
  const x = right ? box.right + GAP : left ? box.left - GAP - width : at.left
  // With no room at either side it goes below the button, or above it.
  const y =
    right || left ? at.top - height / 2 : at.bottom + GAP + height <= tall ? at.bottom + GAP : at.top - GAP - height
  return {
    left: Math.max(GAP, Math.min(x, wide - width - GAP)),
    top: Math.max(GAP, Math.min(y, tall - height - GAP)),
  }
}
