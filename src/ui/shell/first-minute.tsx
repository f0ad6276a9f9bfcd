/** @file FirstMinute: up to three prompts that act, one at a time, each gone once it is done; on the first example alone. */
import { type ReactNode, useEffect, useState } from 'react'
import type { Drawing } from '../../graph/drawing'
import type { AppState } from '../../studio/state'
import { layers } from '../../catalog/layers'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { useBegun } from '../charts/use-shown-run'
import { useRun, useSelect, useStudio } from '../studio-context'
import styles from './hints.module.css'
import { tooLargeWords } from './run-words'
import { useKept } from './use-kept'

export type Prompt = 'train' | 'draw' | 'dropout'
const ORDER: readonly Prompt[] = ['train', 'draw', 'dropout']

/** The prompt of the moment; before the first run that is to train, or else what is given for it. */
export function FirstMinute({ otherwise = null }: { readonly otherwise?: ReactNode }) {
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
  // The others ask for a network that has learnt something.
  if (!example || !now || (met && now === 'dropout') || (!begun && now !== 'train')) return otherwise
  return (
    <aside className={styles.hint} aria-label="First steps">
      <span className={styles.count}>
        {ORDER.indexOf(now) + 1} of {steps}
      </span>
      <Words prompt={now} />
      <IconButton
        className={styles.close}
        label="Close the first steps"
        icon="close"
        size="small"
        tone="quiet"
        tip="none"
        onClick={() => setDone(ORDER)}
      />
    </aside>
  )
}

function Words({ prompt }: { readonly prompt: Prompt }): ReactNode {
  const run = useRun()
  const studio = useStudio()
  const large = useSelect(tooLargeWords)
  switch (prompt) {
    case 'train':
      return (
        <>
          <span>See it learn 2,000 digits.</span>
          <Button
            size="small"
            icon="play"
            disabled={large !== undefined}
            title={large}
            onClick={() => run('run.start')}
          >
            Train
          </Button>
        </>
      )
    case 'draw':
      return (
        <>
          <span>Draw a 4 on the input; the answer follows your pen.</span>
          <Button size="small" onClick={() => document.querySelector<HTMLElement>('[data-part="pad"]')?.focus()}>
            Go to the pad
          </Button>
        </>
      )
    case 'dropout':
      return (
        <>
          <span>Put a Dropout before the last layer and train again: it learns less by heart.</span>
          <Button
            size="small"
            onClick={() => {
              const node = beforeLast(studio.store.getState().project.drawing)
              if (node) run('graph.addAfter', { kind: 'dropout', node })
            }}
          >
            Add Dropout
          </Button>
        </>
      )
    default:
      return prompt satisfies never
  }
}

/** Whether the pen has been on the pad since the prompt asked for it: a sample on the pad is no drawing. */
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

/** Whether the state shows that a prompt was followed, or has nothing to offer: a drawing may have its Dropout already. */
export function isDone(prompt: Prompt, state: Pick<AppState, 'run' | 'project'>): boolean {
  switch (prompt) {
    case 'train':
      return ['training', 'paused', 'done'].includes(state.run.tag)
    case 'draw':
      // Told by the pen, not by the state.
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
