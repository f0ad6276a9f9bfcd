/**
 * @file TermCard: explains the term under the pointer, wherever it is on the page. A rest of the pointer on a word, or
 * a tap on a word that is no control, opens a small card; it closes when the pointer leaves the word and the card.
 */
import { useEffect, useState } from 'react'
import { glossaryText as text } from '../../messages/en/glossary'
import { type GlossaryTerm, termsIn } from '../../studio/glossary/terms'
import { Button } from '../kit/button'
import kit from '../kit/kit.module.css'
import { AnchoredPopover } from '../kit/popover'
import { useRunCommand } from '../studio-context'
import { useOwnNumber } from './term-entry'

/** How long the pointer rests on a word until it is explained, in ms: longer than a glance, so that cards do not flicker. */
const REST_MS = 700
/** How far the pointer may leave the word and the card, in CSS pixels. */
const SLACK = 12

/** What never has a term: text that the user writes, names, code, controls that are used by pressing, and the glossary. */
const EXCLUDED =
  'input, textarea, [contenteditable="true"], [translate="no"], code, pre, [data-part="term-card"], [data-part="terms"]'
const CONTROLS = 'button, a, label, summary, [role="button"], [role="tab"], [role="option"], [role="menuitem"]'

interface Shown {
  readonly term: GlossaryTerm
  readonly rect: DOMRect
}

/** Watches the pointer, and renders the card while there is one. */
export default function TermCard() {
  const [shown, setShown] = useState<Shown>()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = ''
    const onMove = ({ clientX: x, clientY: y, buttons, pointerType }: PointerEvent) => {
      // Browsers also report a move if only the page under the pointer has changed, as when a dialog closes.
      const place = `${x} ${y}`
      if (place === last) return
      last = place
      clearTimeout(timer)
      if (buttons !== 0 || pointerType !== 'mouse') return
      setShown((now) => (now && isNear(now, x, y) ? now : undefined))
      timer = setTimeout(() => setShown((now) => now ?? termAt(x, y)), REST_MS)
    }
    const onTap = ({ clientX: x, clientY: y, pointerType, target }: PointerEvent) => {
      if (pointerType === 'mouse' || !(target instanceof Element) || target.closest(CONTROLS)) return
      setShown(termAt(x, y))
    }
    const onPress = () => clearTimeout(timer)
    const close = () => {
      clearTimeout(timer)
      setShown(undefined)
    }
    const listening = new AbortController()
    const { signal } = listening
    document.addEventListener('pointermove', onMove, { signal })
    document.addEventListener('pointerdown', onPress, { signal })
    document.addEventListener('click', onTap as EventListener, { signal })
    document.addEventListener('scroll', close, { signal, capture: true })
    document.addEventListener('keydown', close, { signal })
    return () => {
      clearTimeout(timer)
      listening.abort()
    }
  }, [])
  if (!shown) return null
  return <Card key={shown.term.id} {...shown} onClose={() => setShown(undefined)} />
}

function Card({ term, rect, onClose }: Shown & { readonly onClose: () => void }) {
  const run = useRunCommand()
  const yours = useOwnNumber(term)
  return (
    <AnchoredPopover anchor={{ getBoundingClientRect: () => rect }} label={term.term} onClose={onClose} keepsFocus>
      <div className={kit.stack} data-part="term-card">
        <p className={kit.strong}>{term.term}</p>
        <p>{term.sentence}</p>
        {yours !== undefined && (
          <p className={kit.soft}>
            {text.yours}: {yours}
          </p>
        )}
        <Button
          size="small"
          onClick={() => {
            onClose()
            run('glossary.open', { term: term.id })
          }}
        >
          {text.more}
        </Button>
      </div>
    </AnchoredPopover>
  )
}

function isNear({ rect }: Shown, x: number, y: number): boolean {
  const card = document.querySelector('[data-part="term-card"]')?.closest('[role="dialog"]')?.getBoundingClientRect()
  return [rect, card].some(
    (one) => one && x >= one.left - SLACK && x <= one.right + SLACK && y >= one.top - SLACK && y <= one.bottom + SLACK,
  )
}

/** The term at a place of the window, with the rectangle of its word; undefined if there is none. */
function termAt(x: number, y: number): Shown | undefined {
  const over = document.elementFromPoint(x, y)
  if (!over || over.closest(EXCLUDED)) return undefined
  const place = document.caretPositionFromPoint?.(x, y)
  const node = place?.offsetNode
  if (!(node instanceof Text) || !over.contains(node)) return undefined
  for (const { term, from, to } of termsIn(node.data)) {
    const range = document.createRange()
    range.setStart(node, from)
    range.setEnd(node, to)
    const rect = [...range.getClientRects()].find(
      (one) => x >= one.left && x <= one.right && y >= one.top && y <= one.bottom,
    )
    if (rect) return { term, rect }
  }
  return undefined
}
