/** @file FirstMinute: up to three prompts with a button each, one at a time, each gone once it is done; on the first example only. */
import { type ReactNode, useEffect, useState } from 'react'
import type { Drawing } from '../../graph/drawing'
import { firstStepsText as text } from '../../messages/en/shell/first-steps'
import type { AppState } from '../../studio/state'
import { layers } from '../../catalog/layers'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { useBegun } from '../charts/use-shown-run'
import { useRun, useSelect, useStudio } from '../studio-context'
import styles from './hints.module.css'
import { tooLargeWords } from './run-status'
import { useKept } from './use-kept'

export type Prompt = 'train' | 'draw' | 'dropout'
/** Training images of the starter dataset. */
const STARTER_IMAGES = 2000
const ORDER: readonly Prompt[] = ['train', 'draw', 'dropout']

/** The present prompt: before the first run the one to train, or what is given in its place. */
export function FirstMinute({ fallback = null }: { readonly fallback?: ReactNode }) {
  const begun = useBegun()
  const example = useSelect(
    ({ project }) => project.template === 'digits-cnn' && project.data.dataset.startsWith('mnist'),
  )
  const [done, setDone] = useKept<readonly string[]>('first-minute', [])
  const now = ORDER.find((prompt) => !done.includes(prompt))
  const met = useSelect((state) => now !== undefined && isDone(now, state))
  const steps = useSelect(({ project }) => (now !== 'dropout' && hasDropout(project.drawing) ? 2 : ORDER.length))
  const drawn = useDrawn(now === 'draw')
  useEffect(() => {
    // Remembered: undoing the Dropout does not bring its prompt back.
    if (now && (met || drawn)) setDone([...done, now])
  }, [now, met, drawn, done, setDone])
  // The other prompts need a trained network.
  if (!example || !now || (met && now === 'dropout') || (!begun && now !== 'train')) return fallback
  return (
    <aside className={styles.hint} aria-label={text.label}>
      <span className={styles.count}>{text.place({ step: ORDER.indexOf(now) + 1, steps })}</span>
      <Step prompt={now} />
      <IconButton
        className={styles.close}
        label={text.close}
        icon="close"
        size="small"
        tone="quiet"
        tip="none"
        onClick={() => setDone(ORDER)}
      />
    </aside>
  )
}

function Step({ prompt }: { readonly prompt: Prompt }): ReactNode {
  const run = useRun()
  const studio = useStudio()
  const large = useSelect(tooLargeWords)
  switch (prompt) {
    case 'train':
      return (
        <>
          <span>{text.train.about({ images: STARTER_IMAGES })}</span>
          <Button
            size="small"
            icon="play"
            disabled={large !== undefined}
            title={large}
            onClick={() => run('run.start')}
          >
            {text.train.action}
          </Button>
        </>
      )
    case 'draw':
      return (
        <>
          <span>{text.draw.about}</span>
          <Button size="small" onClick={() => document.querySelector<HTMLElement>('[data-part="pad"]')?.focus()}>
            {text.draw.action}
          </Button>
        </>
      )
    case 'dropout':
      return (
        <>
          <span>{text.dropout.about}</span>
          <Button
            size="small"
            onClick={() => {
              const node = beforeLast(studio.store.getState().project.drawing)
              if (node) run('graph.addAfter', { kind: 'dropout', node })
            }}
          >
            {text.dropout.action}
          </Button>
        </>
      )
    default:
      return prompt satisfies never
  }
}

/** Whether something was drawn on the pad since the prompt asked for it; a sample on the pad does not count. */
function useDrawn(asked: boolean): boolean {
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    if (!asked) return
    const lifted = (event: PointerEvent) => {
      if (event.target instanceof Element && event.target.closest('[data-part="pad"]')) setDrawn(true)
    }
    window.addEventListener('pointerup', lifted, { capture: true })
    return () => window.removeEventListener('pointerup', lifted, { capture: true })
  }, [asked])
  return asked && drawn
}

/** Whether the state shows that a prompt was followed or is not needed: a network may have its Dropout already. */
export function isDone(prompt: Prompt, state: Pick<AppState, 'run' | 'project'>): boolean {
  switch (prompt) {
    case 'train':
      return ['training', 'paused', 'done'].includes(state.run.tag)
    case 'draw':
      // The pointer shows it, not the state.
      return false
    case 'dropout':
      return hasDropout(state.project.drawing)
    default:
      return prompt satisfies never
  }
}

/** The node that feeds the last layer that learns: where a Dropout goes. */
export function beforeLast(drawing: Drawing): string | undefined {
  const learns = drawing.nodes.filter((node) => layers.find(node.kind)?.family === 'learns')
  const feedsLearner = new Set(drawing.wires.map((wire) => wire.from))
  const last = learns.findLast((node) =>
    drawing.wires.some(
      (wire) => wire.from === node.id && drawing.nodes.some((to) => to.id === wire.to && to.kind === 'output'),
    ),
  )
  const target = last ?? learns.findLast((node) => feedsLearner.has(node.id))
  return drawing.wires.find((wire) => wire.to === target?.id)?.from
}

function hasDropout(drawing: Drawing): boolean {
  return drawing.nodes.some((node) => node.kind === 'dropout')
}
