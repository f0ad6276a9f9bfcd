/**
 * @file Parts of the window that load after the first page, because nothing needs them before the studio is ready:
 * notices, screen reader announcements, and the recovery of a lost focus.
 */
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { AppState } from '../../studio/state'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import { LazyBoundary } from './lazy-boundary'
import { describeChange } from './announcements'
import { Notices } from './notices'
import { progressText as text } from '../../messages/en/shell/announcements'
import { plannedEpochs } from './run-status'
import { acceptsText } from './shortcut-keys'

/** Renders and starts these parts. */
export default function LateServices() {
  useFocusRecovery()
  useEscapeFromPresentMode()
  return (
    <>
      <Notices />
      <Announcer />
      <GlossarySlot />
    </>
  )
}

const GlossaryDialog = lazy(() => import('../glossary/glossary-dialog'))
const TermCard = lazy(() => import('../glossary/term-card'))

/** The glossary while it is open, and the card that explains the term under the pointer. */
function GlossarySlot() {
  const isOpen = useSelect((state) => state.glossary !== null)
  const run = useRunCommand()
  return (
    <>
      {isOpen && (
        <LazyBoundary onRemove={() => run('glossary.close')}>
          <GlossaryDialog />
        </LazyBoundary>
      )}
      <Suspense fallback={null}>
        <TermCard />
      </Suspense>
    </>
  )
}

/** Leaves present mode on Escape, unless something else is open or selected. */
function useEscapeFromPresentMode(): void {
  const studio = useStudio()
  useEffect(() => {
    // Before anything closes, so that a key that closes a menu does not also leave the mode.
    const leave = ({ key, target }: KeyboardEvent) => {
      const { present, selection, selectedNotes, inside } = studio.store.getState()
      const isFree = selection.length + selectedNotes.length + inside.length === 0
      if (!present || key !== 'Escape' || !isFree || acceptsText(target)) return
      if (document.querySelector('[role=dialog],[role=menu],[role=listbox]')) return
      void studio.run('theme.present', { on: false })
    }
    window.addEventListener('keydown', leave, true)
    return () => window.removeEventListener('keydown', leave, true)
  }, [studio])
}

/**
 * Changes within this time, in ms, are announced together, so that dragging a slider does not cause a hundred
 * announcements.
 */
const PAUSE_MS = 350
/** Minimum time between announcements of epochs, in ms. */
const EPOCH_MS = 15_000

/** A visually hidden live region. */
function Announcer() {
  const studio = useStudio()
  const [announcement, setAnnouncement] = useState('')
  const epochAt = useRef(0)
  useEffect(() => {
    const { store } = studio
    let before: AppState = store.getState()
    let timer: ReturnType<typeof setTimeout> | undefined
    const announce = () => {
      timer = undefined
      const after = store.getState()
      const sentence = describeChange(before, after)
      if (before.project.id !== after.project.id) setAnnouncement('')
      before = after
      // A screen reader announces a repeated sentence only if the region's text changes, so append a non-breaking
      // space.
      if (sentence !== '') setAnnouncement((last) => (last === sentence ? `${sentence}\u00a0` : sentence))
    }
    const stop = store.subscribe((state, last) => {
      if (state.project !== last.project || state.inside !== last.inside) {
        clearTimeout(timer)
        timer = setTimeout(announce, PAUSE_MS)
      }
      if (state.run !== last.run) {
        const [now, was] = [state.run, last.run]
        if (now.tag !== 'training' || was.tag !== 'training') {
          epochAt.current = performance.now()
          // The end is announced by the status, and an epoch is no longer news then.
          if (was.tag === 'training') setAnnouncement('')
        } else if (now.epoch > was.epoch && performance.now() - epochAt.current > EPOCH_MS) {
          epochAt.current = performance.now()
          setAnnouncement(spokenEpoch(state))
        }
      }
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [studio])
  return (
    <div className="only-spoken" aria-live="polite" data-announcer="">
      {announcement}
    </div>
  )
}

/**
 * Regions that can take the focus, innermost first, each paired with the element inside it to focus. An empty selector
 * means the region itself.
 */
const REGIONS: readonly (readonly [region: string, target: string])[] = [
  ['[data-outline]', '[role="treeitem"][tabindex="0"]'],
  ['[data-canvas]', ''],
  ['[data-side-panel]', 'button'],
  ['#inspector', ''],
  ['#room', ''],
]

/** Number of frames after which the focus counts as lost. Menus and dialogs return the focus sooner. */
const GRACE_FRAMES = 3

/**
 * Moves the focus to the nearest remaining region when Undo, or a closing menu or panel, removes the focused element.
 * Otherwise the browser would drop the focus, and keyboard users would have to start at the top of the page.
 */
function useFocusRecovery(): void {
  useEffect(() => {
    let region: string | undefined
    let frame = 0
    const onFocusIn = ({ target }: FocusEvent) => {
      const match = target instanceof Element ? REGIONS.find(([one]) => target.closest(one)) : undefined
      // Dialogs and menus belong to no region, so keep the last region while they are open.
      if (match) [region] = match
    }
    /** Pressing on an empty area clears the focus on purpose, so the focus must not be recovered. */
    const onPress = () => {
      region = undefined
    }
    const check = (framesLeft: number) => {
      const { activeElement } = document
      const isLost = region !== undefined && document.hasFocus() && (activeElement === document.body || !activeElement)
      if (!isLost) return
      if (framesLeft > 0) frame = requestAnimationFrame(() => check(framesLeft - 1))
      else focusIn(region)
    }
    const watch = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => check(GRACE_FRAMES))
    }
    document.addEventListener('focusin', onFocusIn)
    document.addEventListener('pointerdown', onPress, { capture: true })
    // Check on keyup, because the element is removed while keydown is handled.
    document.addEventListener('keyup', watch)
    document.addEventListener('focusout', watch)
    return () => {
      cancelAnimationFrame(frame)
      document.removeEventListener('focusin', onFocusIn)
      document.removeEventListener('pointerdown', onPress, { capture: true })
      document.removeEventListener('keyup', watch)
      document.removeEventListener('focusout', watch)
    }
  }, [])
}

/** Focuses a region or, if that region was removed, the next enclosing region. */
function focusIn(region: string | undefined): void {
  const from = REGIONS.findIndex(([one]) => one === region)
  for (const [one, target] of REGIONS.slice(Math.max(0, from))) {
    const box = document.querySelector<HTMLElement>(one)
    const element = target === '' ? box : box?.querySelector<HTMLElement>(target)
    element?.focus({ preventScroll: true })
    if (element && document.activeElement === element) return
  }
}

/** The screen reader announcement of a run's progress: the last finished epoch, with its loss. */
export function spokenEpoch(state: Pick<AppState, 'run' | 'runs' | 'project'>): string {
  const { run } = state
  if (run.tag !== 'training') return ''
  const newest = run.history.at(-1)
  const position = { epoch: newest?.epoch ?? run.epoch, epochs: plannedEpochs(state) }
  if (newest?.validationLoss !== undefined)
    return text.epochWithValidationLoss({ ...position, loss: newest.validationLoss })
  const loss = newest?.loss ?? run.loss
  return loss === undefined ? text.epoch(position) : text.epochWithLoss({ ...position, loss })
}
