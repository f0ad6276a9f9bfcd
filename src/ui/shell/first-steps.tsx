/**
 * @file FirstSteps: up to three prompts for new users, shown one at a time, each with a button. They appear only in the
 * first example.
 */
import { type ReactNode, useEffect, useState } from 'react'
import type { Drawing } from '../../graph/drawing'
import { firstStepsText as text } from '../../messages/en/shell/first-steps'
import type { AppState } from '../../studio/state'
import { layers } from '../../catalog/layers'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { useHasRun } from '../charts/use-shown-run'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './hints.module.css'
import { tooLargeText } from './run-status'
import { useStoredSetting } from '../kit/use-stored-setting'

export type Prompt = 'train' | 'draw' | 'dropout'
const ORDER: readonly Prompt[] = ['train', 'draw', 'dropout']

/** The current prompt: before the first run the prompt to train, because the others need a trained network. */
export function FirstSteps() {
  const hasRun = useHasRun()
  const isFirstExample = useSelect(
    ({ project }) => project.template === 'digits-cnn' && project.data.dataset.startsWith('mnist'),
  )
  const [done, setDone] = useStoredSetting<readonly string[]>('first-minute', [])
  const open = ORDER.find((prompt) => !done.includes(prompt))
  // Without a run, the prompt to train is shown again, so that the canvas does not move when the run starts.
  const current = open && !hasRun ? 'train' : open
  const isFollowed = useSelect((state) => current !== undefined && isDone(current, state))
  const steps = useSelect(({ project }) => (current !== 'dropout' && hasDropout(project.drawing) ? 2 : ORDER.length))
  const hasDrawn = useHasDrawn(current === 'draw')
  useEffect(() => {
    // Store which prompts are done, so that undoing the addition of the Dropout layer does not bring the prompt back.
    if (current && !done.includes(current) && (isFollowed || hasDrawn)) setDone([...done, current])
  }, [current, isFollowed, hasDrawn, done, setDone])
  if (!isFirstExample || !current || (isFollowed && current === 'dropout')) return null
  return (
    <aside className={`${kit.rowWide} ${styles.hint}`} aria-label={text.label}>
      <span className={`${kit.faintCaption} ${styles.count}`}>
        {text.place({ step: ORDER.indexOf(current) + 1, steps })}
      </span>
      <Step prompt={current} />
      <IconButton
        className={kit.push}
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
  const run = useRunCommand()
  const studio = useStudio()
  const tooLarge = useSelect(tooLargeText)
  switch (prompt) {
    case 'train':
      return (
        <>
          <span>{text.train.about}</span>
          <Button
            size="small"
            icon="play"
            disabled={tooLarge !== undefined}
            title={tooLarge}
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
              const node = nodeBeforeLastLayer(studio.store.getState().project.drawing)
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

/** Whether the user has drawn on the pad since the prompt appeared. Showing a sample on the pad does not count. */
function useHasDrawn(isPrompted: boolean): boolean {
  const [hasDrawn, setHasDrawn] = useState(false)
  useEffect(() => {
    if (!isPrompted) return
    const onPointerUp = (event: PointerEvent) => {
      if (event.target instanceof Element && event.target.closest('[data-part="pad"]')) setHasDrawn(true)
    }
    window.addEventListener('pointerup', onPointerUp, { capture: true })
    return () => window.removeEventListener('pointerup', onPointerUp, { capture: true })
  }, [isPrompted])
  return isPrompted && hasDrawn
}

/** Whether a prompt was followed or is not needed, for example because the network already has a Dropout layer. */
export function isDone(prompt: Prompt, state: Pick<AppState, 'run' | 'project'>): boolean {
  switch (prompt) {
    case 'train':
      return ['training', 'paused', 'done'].includes(state.run.tag)
    case 'draw':
      // Whether this prompt was followed is detected from pointer events, not from the state.
      return false
    case 'dropout':
      return hasDropout(state.project.drawing)
    default:
      return prompt satisfies never
  }
}

/** The node before the last layer with weights; the Dropout layer is added after this node. */
export function nodeBeforeLastLayer(drawing: Drawing): string | undefined {
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
