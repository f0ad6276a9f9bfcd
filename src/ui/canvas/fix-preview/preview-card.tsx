/**
 * @file Preview card: the nodes that a fix changes, before and after, and the remaining problems. Loads when first
 * shown.
 */
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { boardText } from '../../../messages/en/canvas/board'
import type { Diagnostic, Fix } from '../../../graph/diagnostic'
import { useCatalog } from '../canvas-catalog'
import { useBoard } from '../board-context'
import { previewOf } from './preview'
import styles from './preview.module.css'
import { previewText } from './preview-text'
import { SketchView } from './sketch-view'

/** Gap between the card and the button, and between the card and the window's edges, in pixels. */
const GAP = 10

interface PreviewCardProps {
  readonly id: string
  readonly problem: Diagnostic
  readonly fix: Fix
  readonly anchor: HTMLElement
  onStay(): void
  onLeave(): void
}

/** The preview of a fix, computed once from the drawing at the time the card opens. */
export function PreviewCard({ id, problem, fix, anchor, onStay, onLeave }: PreviewCardProps) {
  const { store } = useBoard()
  const { nodes, nouns, flowText, problemText } = useCatalog()
  const card = useRef<HTMLDivElement>(null)
  const [position, setPosition] = useState<{ left: number; top: number }>()
  const preview = useMemo(
    () => previewOf(store.getState(), problem, fix, { check: store.subject.check, flowText, nodes }),
    [store, problem, fix, flowText, nodes],
  )
  useLayoutEffect(() => {
    if (card.current) setPosition(positionOf(card.current, anchor))
  }, [anchor])
  if (!preview) return null
  const sentences = previewText(preview, problemText, nouns.counts)
  return createPortal(
    <div
      ref={card}
      id={id}
      role="tooltip"
      className={styles.card}
      style={position ?? { visibility: 'hidden' }}
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

/**
 * Positions the card next to the button, aligned with the button's top edge, if there is space; always inside the
 * window.
 */
function positionOf(card: HTMLElement, button: HTMLElement): { left: number; top: number } {
  const box = (button.closest('section') ?? button).getBoundingClientRect()
  const at = button.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = card
  const [wide, tall] = [window.innerWidth, window.innerHeight]
  const right = box.right + GAP + width <= wide - GAP
  const left = box.left - GAP - width >= GAP
  const x = right ? box.right + GAP : left ? box.left - GAP - width : at.left
  // If neither side has space, place the card below the button, or above it.
  const y =
    right || left ? at.top - height / 2 : at.bottom + GAP + height <= tall ? at.bottom + GAP : at.top - GAP - height
  return {
    left: Math.max(GAP, Math.min(x, wide - width - GAP)),
    top: Math.max(GAP, Math.min(y, tall - height - GAP)),
  }
}
